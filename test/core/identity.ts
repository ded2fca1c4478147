import { expect } from 'chai';
import { hashIdentity, normaliseIdentity } from '#core/identity';

describe('hashIdentity', () => {
  it('gives the hash that Open Badges gives for the address and salt of its examples', () => {
    expect(hashIdentity('a@example.com', 'Kosher')).to.equal(
      'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399',
    );
  });
});

describe('normaliseIdentity', () => {
  it('trims, composes, and lowers the case of email addresses only', () => {
    expect(normaliseIdentity('emailAddress', ' Zoe\u0308@Example.org ')).to.equal('zoë@example.org');
    expect(normaliseIdentity('identifier', ' LP-7A ')).to.equal('LP-7A');
  });
});

import { expect } from 'chai';
import {
  addressFrom,
  didFrom,
  inputTimeOf,
  timeFromInput,
} from '../../frontend/src/features/desk/formValues.ts';

const ADDRESS = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

describe('addressFrom', () => {
  it('takes an address as a wallet shows it, or in one case throughout', () => {
    expect(addressFrom(` ${ADDRESS}\n`)).to.equal(ADDRESS);
    expect(addressFrom(ADDRESS.toLowerCase())).to.equal(ADDRESS);
    expect(addressFrom(`0x${ADDRESS.slice(2).toUpperCase()}`)).to.equal(ADDRESS);
  });

  it('takes none with a wrong letter, of another length, or of zeroes', () => {
    expect(addressFrom(ADDRESS.replace('C51812dc', 'c51812dc'))).to.equal(null);
    for (const text of ['', '0x', ADDRESS.slice(0, -1), `${ADDRESS}0`, ADDRESS.slice(2), 'lakeside.eth'])
      expect(addressFrom(text)).to.equal(null);
    expect(addressFrom(`0x${'0'.repeat(40)}`)).to.equal(null);
  });
});

describe('didFrom', () => {
  it('takes a DID, a domain, or the address of a page', () => {
    expect(didFrom('did:web:lakeside.example')).to.equal('did:web:lakeside.example');
    expect(didFrom(' lakeside.example ')).to.equal('did:web:lakeside.example');
    expect(didFrom('https://lakeside.example/')).to.equal('did:web:lakeside.example');
    expect(didFrom('https://lakeside.example/registry/office')).to.equal(
      'did:web:lakeside.example:registry:office',
    );
    expect(didFrom('localhost:8080')).to.equal('did:web:localhost%3A8080');
  });

  it('takes nothing that a verifier would not ask', () => {
    for (const text of [
      '',
      'lakeside',
      '192.0.2.1',
      'did:key:z6Mk',
      'a b.example',
      'https://user@lakeside.example/',
      'https://lakeside.example/?q',
      'javascript:alert(1)',
    ])
      expect(didFrom(text), text).to.equal(null);
  });
});

describe('timeFromInput', () => {
  it('reads what a field of date and time holds as UTC', () => {
    expect(timeFromInput('2026-09-01T12:30')).to.equal(Date.UTC(2026, 8, 1, 12, 30) / 1000);
    expect(timeFromInput(inputTimeOf(1_788_000_000))).to.equal(1_788_000_000 - (1_788_000_000 % 60));
    expect(timeFromInput('')).to.equal(null);
  });
});

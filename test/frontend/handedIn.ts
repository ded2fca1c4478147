import { expect } from 'chai';
import { readHandedIn } from '../../frontend/src/checking/handedIn.ts';

describe('readHandedIn', () => {
  it('finds a link on whatever host or path it leads to', () => {
    for (const text of [
      'https://rootmark.example/#/c/AbC_-1',
      'http://localhost:4173/#/c/AbC_-1',
      'ipfs://bafy/app/index.html#/c/AbC_-1',
      '  Look: https://rootmark.example/#/c/AbC_-1 ',
    ]) {
      expect(readHandedIn(text), text).to.deep.equal({ kind: 'link', packed: 'AbC_-1' });
    }
  });

  it('puts a link together again that was broken over lines', () => {
    expect(readHandedIn('<https://rootmark.example/#/c/Ab\r\n C_\n-1>')).to.deep.equal({
      kind: 'link',
      packed: 'AbC_-1',
    });
  });

  it('takes JSON as it is, also with a byte order mark', () => {
    expect(readHandedIn('\ufeff {"a": 1}\n')).to.deep.equal({ kind: 'json', text: '{"a": 1}' });
  });

  it('does not take a link inside a credential for a link to one', () => {
    expect(readHandedIn('{"id": "https://x.example/#/c/AbC"}').kind).to.equal('json');
  });

  it('recognises nothing in other text', () => {
    expect(readHandedIn('lorem ipsum')).to.deep.equal({ kind: 'other' });
    expect(readHandedIn('')).to.deep.equal({ kind: 'other' });
  });
});

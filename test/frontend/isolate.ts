import { expect } from 'chai';
import { isolate } from '../../frontend/src/reading/isolate.ts';

describe('isolate', () => {
  it('sets strangers’ words apart and keeps every character', () => {
    const pieces = isolate('A (x.example) issued this to محمد on 1 Sep.', ['محمد', 'x.example']);

    expect(pieces.filter(({ isForeign }) => isForeign).map(({ text }) => text)).to.deep.equal([
      'x.example',
      'محمد',
    ]);
    expect(pieces.map(({ text }) => text).join('')).to.equal('A (x.example) issued this to محمد on 1 Sep.');
  });

  it('does not cut a name in two for another name inside it', () => {
    expect(isolate('to Jo Ek.', ['Jo', 'Jo Ek'])).to.deep.equal([
      { text: 'to ', isForeign: false },
      { text: 'Jo Ek', isForeign: true },
      { text: '.', isForeign: false },
    ]);
  });

  it('leaves a sentence alone that quotes nobody', () => {
    expect(isolate('Verified.', ['', 'Jo'])).to.deep.equal([{ text: 'Verified.', isForeign: false }]);
  });
});

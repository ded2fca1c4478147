import { expect } from 'chai';
import { guillocheOf } from '../../frontend/src/features/credential/guilloche.ts';

const ROOT = `0x${'5a'.repeat(32)}` as const;

describe('guillocheOf', () => {
  it('draws the same batch the same, and another one differently', () => {
    expect(guillocheOf(ROOT)).to.deep.equal(guillocheOf(ROOT));
    expect(guillocheOf(`0x${'5b'.repeat(32)}`)).to.not.deep.equal(guillocheOf(ROOT));
  });

  it('stays within the ring of words', () => {
    for (const { path } of guillocheOf(ROOT)) {
      const radii = [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) =>
        Math.hypot(Number(x), Number(y)),
      );

      expect(Math.max(...radii)).to.be.below(100);
      expect(radii.some(Number.isNaN)).to.equal(false);
    }
  });
});

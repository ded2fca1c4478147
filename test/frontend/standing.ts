import { expect } from 'chai';
import { states } from '../../frontend/gallery/states.ts';
import { adviceOf } from '../../frontend/src/features/credential/advice.ts';
import { en } from '../../frontend/src/messages/en.ts';
import { type Standing, stampOf, standingOf, troublesOf } from '../../frontend/src/reading/standing.ts';

/** What each state made by hand must look like. */
const EXPECTED: [state: string, standing: Standing, stamp: string | null, advice: string, word: string][] = [
  ['verified', 'confirmed', null, 'verified', 'Verified'],
  ['redacted', 'confirmed', null, 'verified', 'Verified'],
  ['accredited', 'confirmed', null, 'verified', 'Verified'],
  ['accredited-only', 'confirmed', null, 'verified', 'Verified'],
  ['endpoint-down', 'confirmed', null, 'verified', 'Verified'],
  ['endpoints-down', 'unconfirmed', null, 'unchecked', 'Could not check'],
  ['expired', 'lapsed', 'expired', 'not-current', 'Authentic, but expired'],
  ['not-yet', 'lapsed', 'early', 'early', 'Authentic, but not valid yet'],
  ['suspended', 'lapsed', 'suspended', 'suspended', 'Authentic, but suspended'],
  ['issuer-unproven', 'unconfirmed', null, 'unrecognised', 'Issuer not confirmed'],
  ['signature-disowned', 'unconfirmed', null, 'signature', 'Signature not confirmed'],
  ['registry-unknown', 'unconfirmed', null, 'unrecognised', 'Issuer not confirmed'],
  ['revoked', 'withdrawn', 'withdrawn', 'withdrawn', 'Not valid'],
  ['distrusted', 'doubted', null, 'invalid', 'Not valid'],
  ['not-anchored', 'doubted', null, 'notAnchored', 'Not valid here'],
  ['altered', 'withheld', null, 'altered', 'Not valid'],
  ['unreadable', 'withheld', null, 'unreadable', 'Not a credential'],
  ['chain-down', 'unconfirmed', null, 'unchecked', 'Could not check'],
  ['settling', 'unconfirmed', null, 'settling', 'Not settled yet'],
];

describe('standingOf, stampOf, adviceOf and the word of the verdict', () => {
  for (const [state, standing, stamp, advice, word] of EXPECTED) {
    it(`shows “${state}” as ${standing}`, async () => {
      const result = await states[state]?.();
      if (result === undefined) throw new Error(`There is no state ${state}.`);

      expect(standingOf(result)).to.equal(standing);
      expect(stampOf(result)).to.equal(stamp);
      expect(adviceOf(result)).to.equal(advice);
      expect(en.verdictWord(result)).to.equal(word);
    });
  }
});

describe('troublesOf', () => {
  it('is empty when all that ran passed', async () => {
    expect(troublesOf(await (states.verified as () => Promise<never>)())).to.deep.equal([]);
  });
});

describe('the headline under the word', () => {
  it('does not say the word again', async () => {
    for (const state of ['altered', 'chain-down', 'expired', 'not-anchored', 'unreadable']) {
      const result = await (states[state] as () => Promise<never>)();

      expect(en.headline(result), state).to.not.match(/^(Not valid|Could not check|Authentic)/);
      expect(en.headline(result), state).to.match(/^[A-Z].*\.$/);
    }
  });

  it('says when and why something was withdrawn', async () => {
    for (const state of ['revoked', 'suspended']) {
      const result = await (states[state] as () => Promise<never>)();

      expect(en.headline(result), state).to.match(/ on \d+ \w+ \d{4}: issued in error\.$/);
    }
  });
});

import { expect } from 'chai';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { startChain } from '../support/chain.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import { type Forgery, type TamperWorld, tamperWorld } from '../support/tamperWorld.ts';
import { contextOf, publishIssuer } from '../support/world.ts';

/** What becomes of one character, and which characters between tokens of an indented file may bear it. */
const FLIPS: [name: string, flip: (character: string) => string, borne: string[]][] = [
  ['with its lowest bit flipped', (character) => String.fromCharCode(character.charCodeAt(0) ^ 1), []],
  ['in the other letter case', (character) => String.fromCharCode(character.charCodeAt(0) ^ 0x20), []],
  ['as a space', () => ' ', ['\n']],
  ['left out', () => '', ['\n', ' ']],
  ['twice', (character) => character + character, ['\n', ' ']],
];
const FILES: [name: string, text: (world: TamperWorld) => string][] = [
  ['a full file', ({ full }) => full.text],
  ['an indented file', ({ full }) => JSON.stringify(full.document, null, 1)],
  ['a redacted file', ({ redacted }) => redacted.text],
];

describe('a file in which any one character was changed', () => {
  let host: DidHost;
  let world: TamperWorld;
  let context: VerificationContext;

  before(async () => {
    host = await startDidHost();
    world = await tamperWorld(await startChain());
    publishIssuer(world, host);
    context = contextOf(world, host);
  });
  after(() => host.close());

  for (const [file, textOf] of FILES) {
    for (const [change, flip, borne] of FLIPS) {
      it(`is never verified, unless it says the same in other spaces: ${file}, a character ${change}`, async function () {
        this.timeout(60_000);
        const text = textOf(world);
        const original: Forgery['document'] = JSON.parse(text);
        const unseen = new Set<string>();
        for (let at = 0; at < text.length; at++) {
          const changed = text.slice(0, at) + flip(text.charAt(at)) + text.slice(at + 1);
          if (changed === text) continue;
          const { verdict } = await verifyCredential(changed, context);
          if (verdict === 'invalid' || verdict === 'unrecognised') continue;
          // Whatever is still accepted must say exactly what was issued.
          expect(
            JSON.parse(changed),
            `${verdict} with character ${at} changed: ${changed.slice(at - 20, at + 20)}`,
          ).to.eql(original);
          unseen.add(text.charAt(at));
        }

        expect([...unseen].sort()).to.eql(file === 'an indented file' ? borne : []);
      });
    }
  }

  it('is verified in one place only: the seed of a file in which nothing can be hidden, on which nothing depends', async () => {
    const { text } = world.plain;
    const start = text.indexOf('"seed":"') + '"seed":"'.length;
    const accepted: number[] = [];
    for (let at = 0; at < text.length; at++) {
      // One letter for another, so that most changed files are readable.
      const changed = text.slice(0, at) + (text[at] === 'E' ? 'F' : 'E') + text.slice(at + 1);
      const { verdict } = await verifyCredential(changed, context);
      if (verdict !== 'invalid' && verdict !== 'unrecognised') accepted.push(at - start);
    }

    // The last of the 43 letters holds two bits that must be zero: E is a spelling of its own there, and F none.
    expect(accepted)
      .to.include(0)
      .and.to.satisfy((places: number[]) => places.every((place) => place >= 0 && place < 43));
  });
});

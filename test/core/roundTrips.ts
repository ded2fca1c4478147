import { expect } from 'chai';
import fc from 'fast-check';
import { bakeBadge, readBakedBadge } from '#core/bakedBadge';
import { type ParsedCredential, parseCredential } from '#core/credential';
import { canonicalBytes, payloadOf, redact } from '#core/disclosure';
import type { JsonValue } from '#core/json';
import { packCredential, unpackCredential } from '#core/link';
import { fromSdJwt, toSdJwt } from '#core/sdJwt';
import { fingerprintOf } from '#core/verify';
import { type RedactionCase, redactionCase, wordsIn } from '../support/arbitraries.ts';
import { reread, unanchoredDocument } from '../support/credentials.ts';
import { pngPicture, SVG_PICTURE } from '../support/pictures.ts';
import { type TestSigner, testSigner } from '../support/signers.ts';

const RUNS = 150;
const anchor = reread(unanchoredDocument()).anchor;

/** The full file of a random credential. */
function fileOf({ document, redactable, seed }: RedactionCase): ParsedCredential {
  const proof = [{ ...anchor, disclosure: { seed, redactable } }];
  return reread({ ...document, proof: proof as unknown as JsonValue });
}

function payloadText(credential: ParsedCredential): string {
  return Buffer.from(canonicalBytes(payloadOf(credential))).toString();
}

describe('A credential in every form that it can be exported in', () => {
  let lakeside: TestSigner;
  before(async () => {
    lakeside = await testSigner();
  });

  type Trip = (credential: ParsedCredential) => ParsedCredential | Promise<ParsedCredential>;
  const baked = (picture: Uint8Array): Trip => {
    return ({ document }) => parseCredential(readBakedBadge(bakeBadge(picture, JSON.stringify(document))));
  };
  const TRIPS: Record<string, Trip> = {
    PNG: baked(pngPicture()),
    SVG: baked(Buffer.from(SVG_PICTURE)),
    'SD-JWT': async (credential) => fromSdJwt(await toSdJwt(credential, lakeside.signer)),
    link: ({ document }) => parseCredential(JSON.stringify(unpackCredential(packCredential(document)))),
  };

  for (const [form, trip] of Object.entries(TRIPS)) {
    it(`comes back from JSON → ${form} → JSON with a byte-equal payload, hidden claims or not`, async () => {
      let hidden = 0;
      let words = 0;
      const payloads = new Set<string>();
      await fc.assert(
        fc.asyncProperty(redactionCase, async (given) => {
          const full = fileOf(given);
          const [first = []] = given.rounds;
          const payload = payloadText(full);
          for (const credential of [full, redact(full, first)]) {
            const back = await trip(credential);
            expect(payloadText(back)).to.equal(payload);
            expect(back.document).to.have.property('proof');
            expect({ ...back.document, proof: null }).to.deep.equal({ ...credential.document, proof: null });
            expect(fingerprintOf(back).leaf).to.equal(fingerprintOf(full).leaf);
          }
          hidden += first.length;
          words += wordsIn(full.document).length;
          payloads.add(payload);
        }),
        { numRuns: RUNS },
      );
      // What came back the same was not nothing, and not the same thing each time.
      expect(hidden).to.be.greaterThan(RUNS / 5);
      expect(words).to.be.greaterThan(RUNS);
      expect(payloads.size).to.be.greaterThan(RUNS / 2);
    }).timeout(60_000);
  }

  it('has another payload as soon as one claim is another', async () => {
    const document = unanchoredDocument();
    const before = payloadText(reread(document));
    for (const trip of Object.values(TRIPS)) {
      const altered = reread({ ...document, name: `${document.name}x` });
      expect(payloadText(await trip(altered))).not.to.equal(before);
    }
  });
});

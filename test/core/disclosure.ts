import { expect } from 'chai';
import fc from 'fast-check';
import type { Disclosure, ParsedCredential, RedactedDisclosure } from '#core/credential';
import {
  buildPayload,
  canonicalBytes,
  concealedCount,
  disclosuresOf,
  payloadOf,
  redact,
  redactablePointers,
  saltOf,
} from '#core/disclosure';
import { FormatError } from '#core/errors';
import { deepFreeze, type JsonObject, type JsonValue } from '#core/json';
import { placeOf, pointerTo, stepsOf, valueAt } from '#core/pointer';
import { type RedactionCase, redactionCase, wordsIn } from '../support/arbitraries.ts';
import { draftFor, REDACTABLE, reread, unanchoredDocument, withValue } from '../support/credentials.ts';
import { expectRefusal } from '../support/errors.ts';
import {
  expectedDigest,
  expectedDisclosure,
  expectedPayload,
  expectedSalt,
  processedPayload,
} from '../support/sdJwt.ts';

const DIGEST = 'A'.repeat(43);
const SALT = 'A'.repeat(22);
const full = reread(unanchoredDocument());
const { document } = draftFor('Amina Okonkwo');

/** The full file of a random case, as if it had been issued. */
function fullFile({ document: draft, seed, redactable }: RedactionCase): ParsedCredential {
  const { proof } = withValue(unanchoredDocument(), '/proof/0/disclosure', { seed, redactable });
  return reread({ ...draft, proof } as JsonObject);
}

/** Hides what every round hides, writing and reading the file in between. */
function redactInRounds(file: ParsedCredential, rounds: readonly string[][]): ParsedCredential {
  return rounds.reduce((shown, hide) => reread(redact(shown, hide).document), file);
}

function bare({ document: { proof: _, ...rest } }: ParsedCredential): JsonObject {
  return rest;
}

function payloadOrProblem(changed: JsonObject, disclosure: Disclosure): JsonObject | string {
  try {
    return buildPayload(changed, disclosure);
  } catch (error) {
    if (error instanceof FormatError) return error.problem;
    throw error;
  }
}

describe('payloadOf', () => {
  it('is what the format says, recomputed with Node’s own hashes', () => {
    fc.assert(
      fc.property(redactionCase, (random) => {
        const expected = expectedPayload(random.document, random.seed, random.redactable);

        expect(payloadOf(fullFile(random))).to.eql(expected);
        expect(buildPayload(random.document, random)).to.eql(expected);
      }),
    );
  });

  it('is the same for the full file and for every redaction of a redaction', () => {
    fc.assert(
      fc.property(redactionCase, (random) => {
        const file = fullFile(random);
        const payload = payloadOf(file);
        let shown = file;
        for (const hide of random.rounds) {
          shown = reread(redact(shown, hide).document);
          expect(payloadOf(shown)).to.eql(payload);
        }
      }),
    );
  });

  it('is what an SD-JWT verifier turns back into the redacted document', () => {
    fc.assert(
      fc.property(redactionCase, (random) => {
        const redacted = redactInRounds(fullFile(random), random.rounds);

        expect(processedPayload(payloadOf(redacted), disclosuresOf(redacted))).to.eql(bare(redacted));
      }),
    );
  });

  it('leaves the document as it was', () => {
    fc.assert(
      fc.property(redactionCase, (random) => {
        const before = structuredClone(random.document);
        const redacted = redactInRounds(fullFile(random), random.rounds);
        const redactedBefore = structuredClone(redacted);
        buildPayload(random.document, random);
        payloadOf(redacted);
        redact(
          redacted,
          Object.keys(redactedBefore.anchor.disclosure).includes('salts')
            ? redactablePointers(redacted.anchor.disclosure)
            : [],
        );

        expect(random.document).to.eql(before);
        expect(redacted).to.eql(redactedBefore);
      }),
    );
  });

  it('says nothing about the seed where nothing can be hidden', () => {
    // Such a file's seed salts nothing, so another seed there is no alteration of anything that the file says.
    const plain = buildPayload(document, { seed: DIGEST, redactable: [] });

    expect(buildPayload(document, { seed: 'B'.repeat(42).concat('A'), redactable: [] })).to.eql(plain);
    expect(plain).to.eql(document);
  });

  it('does not depend on the order of the redactable claims, only on which they are', () => {
    const disclosure = { seed: DIGEST, redactable: REDACTABLE };
    const payload = buildPayload(document, disclosure);

    expect(buildPayload(document, { ...disclosure, redactable: [...REDACTABLE].reverse() })).to.eql(payload);
    expect(buildPayload(document, { ...disclosure, redactable: REDACTABLE.slice(1) })).not.to.eql(payload);
    expect(buildPayload(document, { ...disclosure, redactable: [...REDACTABLE, '/name'] })).not.to.eql(
      payload,
    );
  });

  it('changes with the seed', () => {
    const payload = buildPayload(document, { seed: DIGEST, redactable: REDACTABLE });

    expect(buildPayload(document, { seed: `B${DIGEST.slice(1)}`, redactable: REDACTABLE })).not.to.eql(
      payload,
    );
  });

  it('names the hash algorithm where anything can be hidden, and sorts the digests', () => {
    const { _sd, _sd_alg } = buildPayload(document, { seed: DIGEST, redactable: ['/name', '/awardedDate'] });
    const digests = ['name', 'awardedDate'].map((key) =>
      expectedDigest(expectedDisclosure([expectedSalt(DIGEST, `/${key}`), key, document[key] as string])),
    );

    expect(_sd_alg).to.equal('sha-256');
    expect(_sd).to.eql(digests.sort());
  });

  it('refuses a document with names of its own', () => {
    for (const key of ['_sd', '_sd_alg', '...'])
      expectRefusal(
        () => buildPayload({ ...document, nested: [{ [key]: 1 }] }, { seed: DIGEST, redactable: [] }),
        {
          problem: 'ForbiddenKey',
          pointer: `/nested/0/${key}`,
        },
      );
  });
});

describe('buildPayload of frozen parts', () => {
  it('gives the same payload and leaves them as they were, whatever is hidden in them', () => {
    fc.assert(
      fc.property(redactionCase, ({ document, seed, redactable }) => {
        const expected = buildPayload(document, { seed, redactable });
        const before = JSON.stringify(document);
        const frozen = deepFreeze(structuredClone(document));

        expect(buildPayload(frozen, { seed, redactable })).to.eql(expected);
        expect(canonicalBytes(buildPayload(frozen, { seed, redactable }))).to.eql(canonicalBytes(expected));
        expect(JSON.stringify(frozen)).to.equal(before);
      }),
    );
  });

  it('hides a member and an element of one frozen container, and one of another', () => {
    const subject = { result: [{ value: 'A' }, { value: 'B' }], narrative: 'text', creditsEarned: 4 };
    const redactable = [
      '/credentialSubject/result/1',
      '/credentialSubject/narrative',
      '/credentialSubject/result/0/value',
    ];
    const document = { id: 'urn:x', credentialSubject: subject };
    const frozen = { id: 'urn:x', credentialSubject: deepFreeze(structuredClone(subject)) };
    const disclosure = { seed: DIGEST, redactable };

    expect(buildPayload(frozen, disclosure)).to.eql(buildPayload(document, disclosure));
    expect(JSON.stringify(buildPayload(frozen, disclosure))).not.to.match(/"text"|"B"|"A"/);
  });

  it('refuses a reserved name in a frozen part each time, and in one that was put into a frozen shell later', () => {
    const refused = (document: JsonObject, pointer: string) =>
      expectRefusal(() => buildPayload(document, { seed: DIGEST, redactable: [] }), {
        problem: 'ForbiddenKey',
        pointer,
      });
    const frozen = { id: 'urn:x', parts: deepFreeze([{ good: 1 }, { _sd: [] }]) as JsonValue[] };
    refused(frozen, '/parts/1/_sd');
    refused({ ...frozen }, '/parts/1/_sd');

    const inside: JsonObject = { good: 1 };
    const shell = { id: 'urn:x', part: Object.freeze({ inside }) };
    buildPayload(shell, { seed: DIGEST, redactable: [] });
    inside['...'] = '';
    refused(shell, '/part/inside/...');
  });
});

describe('redact', () => {
  it('gives the same file whatever the order of the rounds', () => {
    fc.assert(
      fc.property(redactionCase, (random) => {
        const file = fullFile(random);
        const atOnce = reread(redact(file, random.rounds.flat()).document);

        expect(redactInRounds(file, random.rounds)).to.eql(atOnce);
        expect(redactInRounds(file, [...random.rounds].reverse())).to.eql(atOnce);
      }),
    );
  });

  it('lets nothing of what is hidden, nor the seed, nor a salt of it, stay in the file', () => {
    fc.assert(
      fc.property(redactionCase, (random) => {
        const hidden = random.rounds.flat();
        const text = JSON.stringify(redactInRounds(fullFile(random), random.rounds).document);

        expect(text).not.to.include(random.seed);
        for (const pointer of hidden) {
          const place = placeOf(random.document, pointer);
          const value = valueAt(random.document, pointer) as JsonValue;
          for (const word of wordsIn(place.kind === 'member' ? [place.key, value] : value))
            expect(text).not.to.include(word);
          expect(text).not.to.include(expectedSalt(random.seed, pointer));
        }
      }),
    );
  });

  it('keeps what is not hidden, and tells how many claims are', () => {
    fc.assert(
      fc.property(redactionCase, (random) => {
        const hidden = random.rounds.flat();
        const redacted = redactInRounds(fullFile(random), random.rounds);
        const { disclosure } = redacted.anchor;
        const words = hidden.flatMap((pointer) => {
          const place = placeOf(random.document, pointer);
          return wordsIn(
            place.kind === 'member'
              ? [place.key, valueAt(random.document, pointer) ?? null]
              : (valueAt(random.document, pointer) ?? null),
          );
        });

        expect(wordsIn(bare(redacted))).to.have.members(
          wordsIn(random.document).filter((word) => !words.includes(word)),
        );
        expect(concealedCount(disclosure)).to.equal(hidden.length);
        expect(redactablePointers(disclosure)).to.have.members(
          random.redactable.filter((pointer) => !hidden.includes(pointer)),
        );
      }),
    );
  });

  it('cannot be undone by putting a value back without its salt', () => {
    fc.assert(
      fc.property(
        redactionCase.filter(({ rounds }) => rounds.flat().length > 0),
        fc.nat(),
        (random, choice) => {
          const hidden = random.rounds.flat();
          const pointer = hidden[choice % hidden.length] as string;
          // All others stay shown, so that pointers count as in the full document.
          const redacted = reread(redact(fullFile(random), [pointer]).document);
          const place = placeOf(random.document, pointer);
          const restored = structuredClone(redacted);
          const parent = valueAt(restored.document, pointerTo(stepsOf(pointer).slice(0, -1)));
          if (place.kind === 'element')
            (parent as JsonValue[]).splice(place.index, 0, place.parent[place.index] as JsonValue);
          else (parent as JsonObject)[place.key] = place.parent[place.key] as JsonValue;

          const { salts } = restored.anchor.disclosure as RedactedDisclosure;
          const claims: Disclosure[] = [
            restored.anchor.disclosure,
            { salts, concealed: [] },
            { salts: { ...salts, [pointer]: SALT }, concealed: [] },
          ];
          for (const disclosure of claims)
            expect(payloadOrProblem(restored.document, disclosure)).not.to.eql(payloadOf(redacted));
        },
      ),
    );
  });

  it('hides several elements of one list, in any order, at their places', () => {
    const redactable = ['/tags/0', '/tags/2', '/tags/3'];
    const file = fullFile({
      document: { ...document, tags: ['a', 'b', 'c', 'd'] },
      seed: DIGEST,
      redactable,
      rounds: [],
    });
    const redacted = redactInRounds(file, [['/tags/3'], ['/tags/0']]);

    expect(redacted.document.tags).to.eql(['b', 'c']);
    expect(redacted.anchor.disclosure).to.eql({
      salts: { '/tags/2': expectedSalt(DIGEST, '/tags/2') },
      concealed: [
        {
          in: '/tags',
          at: 0,
          digest: expectedDigest(expectedDisclosure([expectedSalt(DIGEST, '/tags/0'), 'a'])),
        },
        {
          in: '/tags',
          at: 3,
          digest: expectedDigest(expectedDisclosure([expectedSalt(DIGEST, '/tags/3'), 'd'])),
        },
      ],
    });
  });

  it('drops other proofs, which sign the full document', () => {
    const [anchor] = full.document.proof as JsonValue[];
    const signed = reread({ ...full.document, proof: [{ type: 'DataIntegrityProof' }, anchor as JsonValue] });

    expect(redact(signed, []).document.proof).to.have.lengthOf(1);
  });

  it('removes the seed even when nothing is hidden', () => {
    const redacted = redact(full, []);

    expect(redacted.anchor.disclosure).to.have.all.keys('salts', 'concealed');
    expect(concealedCount(redacted.anchor.disclosure)).to.equal(0);
    expect(payloadOf(redacted)).to.eql(payloadOf(full));
  });

  it('refuses what the issuer did not let be hidden, and says what can be', () => {
    expectRefusal(() => redact(full, [REDACTABLE[0] as string, '/validFrom']), {
      problem: 'NotRedactable',
      pointer: '/validFrom',
      message: `“/validFrom” cannot be hidden in this credential. What can be hidden: ${[...REDACTABLE].sort().join(', ')}.`,
    });
  });

  it('refuses to hide a claim twice', () => {
    const redacted = redact(full, REDACTABLE);

    expectRefusal(() => redact(redacted, ['/awardedDate']), {
      problem: 'NotRedactable',
      pointer: '/awardedDate',
      message: '“/awardedDate” cannot be hidden in this credential. Nothing in it can be hidden.',
    });
  });

  it('is not misled by names that every object inherits', () => {
    expectRefusal(() => redact(full, ['constructor']), { problem: 'NotRedactable', pointer: 'constructor' });
  });
});

describe('disclosuresOf', () => {
  it('gives the disclosures of what is shown and can be hidden, in pointer order', () => {
    const hidden = REDACTABLE.slice(0, 2);
    const shown = REDACTABLE.slice(2).sort();
    const expected = shown.map((pointer) => {
      const salt = expectedSalt(DIGEST, pointer);
      const place = placeOf(document, pointer);
      const value = valueAt(document, pointer) as JsonValue;
      return expectedDisclosure(place.kind === 'member' ? [salt, place.key, value] : [salt, value]);
    });

    expect(disclosuresOf(redact(full, hidden))).to.eql(expected);
    expect(disclosuresOf(full)).to.have.lengthOf(REDACTABLE.length);
  });
});

describe('saltOf', () => {
  it('is the first half of an HMAC-SHA-256 of the pointer', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.string({ unit: 'grapheme' }),
        (bytes, pointer) => {
          const seed = Buffer.from(bytes).toString('base64url');

          expect(saltOf(seed, pointer)).to.equal(expectedSalt(seed, pointer));
        },
      ),
    );
  });

  it('refuses a seed that is no base64url', () => {
    expectRefusal(() => saltOf('not a seed', '/name'), {
      problem: 'BadDisclosure',
      message: 'The seed is not base64url.',
    });
  });
});

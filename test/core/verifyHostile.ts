import { expect } from 'chai';
import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue, MAXIMUM_BYTES } from '#core/json';
import { pointerTo } from '#core/pointer';
import { VERDICTS } from '#core/verdict';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { startChain } from '../support/chain.ts';
import { unanchoredDocument, withoutValue, withValue } from '../support/credentials.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import { type TamperWorld, tamperWorld } from '../support/tamperWorld.ts';
import { contextOf, publishIssuer } from '../support/world.ts';

const DIGEST = 'A'.repeat(43);
const SALT = 'A'.repeat(22);
const DISCLOSURE = '/proof/0/disclosure';

/** Pointers of everything inside a document. */
function pointersOf(value: JsonValue, path: (string | number)[] = []): string[] {
  const inner = Array.isArray(value)
    ? value.flatMap((element, index) => pointersOf(element, [...path, index]))
    : isObject(value)
      ? Object.entries(value).flatMap(([key, member]) => pointersOf(member, [...path, key]))
      : [];
  return path.length === 0 ? inner : [pointerTo(path), ...inner];
}

const hostileText = fc.constantFrom(
  ...[
    '',
    '0x',
    '../',
    '__proto__',
    'constructor',
    '/',
    '/a~b',
    '\u202e',
    'did:web:',
    '🎓',
    DIGEST,
    SALT,
    'eip155:1:0x',
  ],
);
const hostileValue: fc.Arbitrary<JsonValue> = fc.oneof(
  hostileText,
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>,
  fc.constantFrom<JsonValue>(null, -1, 1e308, 2 ** 53, {}, [], { '...': DIGEST }, { _sd: [] }, [[[]]]),
);

describe('verifyCredential', () => {
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

  async function expectAnswer(source: string | Uint8Array): Promise<string> {
    const { verdict, headline } = await verifyCredential(source, context);
    expect(VERDICTS).to.include(verdict);
    expect(headline).not.to.equal('');
    return verdict;
  }

  it('answers whatever bytes it is given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await expectAnswer(bytes)).to.equal('invalid');
      }),
    );
  });

  for (const file of ['full', 'redacted'] as const) {
    it(`answers when anything in a ${file} file is replaced or left out, and never with “verified” if that says something else`, async () => {
      const { document } = world[file];
      const places = fc.constantFrom(...pointersOf(document));
      const change = fc.record({ pointer: places, value: fc.option(hostileValue, { nil: undefined }) });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
          const text = JSON.stringify(changes.reduce(applied, document));
          const verdict = await expectAnswer(text);

          if (verdict !== 'invalid' && verdict !== 'unrecognised') expect(JSON.parse(text)).to.eql(document);
        }),
        { numRuns: 500 },
      );
    });
  }

  function applied(
    document: JsonObject,
    { pointer, value }: { pointer: string; value: JsonValue | undefined },
  ): JsonObject {
    try {
      return value === undefined ? withoutValue(document, pointer) : withValue(document, pointer, value);
    } catch {
      // An earlier change took the place away.
      return document;
    }
  }

  const list = (length: number) => Array.from({ length }, (_, index) => index);
  const huge: [name: string, document: () => JsonObject][] = [
    [
      'a pointer of nearly a megabyte',
      () =>
        withValue(unanchoredDocument(), DISCLOSURE, {
          seed: DIGEST,
          redactable: [`/${'a'.repeat(900_000)}`],
        }),
    ],
    [
      'a pointer of 400,000 steps',
      () => withValue(unanchoredDocument(), DISCLOSURE, { seed: DIGEST, redactable: ['/a'.repeat(400_000)] }),
    ],
    [
      'a pointer of half a million escapes',
      () =>
        withValue(unanchoredDocument(), DISCLOSURE, {
          seed: DIGEST,
          redactable: [`/${'~0'.repeat(400_000)}~`],
        }),
    ],
    [
      '40,000 claims to hide',
      () =>
        withValue({ ...unanchoredDocument(), many: list(40_000) }, DISCLOSURE, {
          seed: DIGEST,
          redactable: list(40_000).map((index) => `/many/${index}`),
        }),
    ],
    [
      '8,000 hidden elements of one list',
      () =>
        withValue({ ...unanchoredDocument(), many: [] }, DISCLOSURE, {
          salts: {},
          concealed: list(8_000).map((at) => ({ in: '/many', at, digest: DIGEST })),
        }),
    ],
    [
      '8,000 hidden members, in no order',
      () =>
        withValue({ ...unanchoredDocument(), many: {} }, DISCLOSURE, {
          salts: {},
          concealed: list(8_000).map((at) => ({ in: at % 2 ? '/many' : '', digest: DIGEST })),
        }),
    ],
    ['100,000 proofs', () => ({ ...unanchoredDocument(), proof: list(100_000) })],
    [
      '100,000 members',
      () => ({
        ...unanchoredDocument(),
        ...Object.fromEntries(list(90_000).map((index) => [`m${index}`, 0])),
      }),
    ],
    [
      'a name of nearly a megabyte',
      () => withValue(unanchoredDocument(), '/issuer/name', '\u202e'.repeat(300_000)),
    ],
    [
      'a date with half a million digits',
      () => ({ ...unanchoredDocument(), validFrom: `2026-09-01T00:00:00.${'0'.repeat(500_000)}Z` }),
    ],
    [
      'a registry of half a million digits',
      () => withValue(unanchoredDocument(), '/proof/0/registry', `eip155:${'1'.repeat(500_000)}`),
    ],
    [
      'an unknown format of half a million letters',
      () => withValue(unanchoredDocument(), '/proof/0/format', 'x'.repeat(500_000)),
    ],
  ];
  for (const [name, document] of huge) {
    it(`answers about ${name}`, async () => {
      const text = JSON.stringify(document());
      expect(text.length).to.be.lessThan(MAXIMUM_BYTES);

      expect(await expectAnswer(text)).to.equal('invalid');
    });
  }
});

import { expect } from 'chai';
import fc from 'fast-check';
import { RootmarkError } from '#core/errors';
import { type Evidence, evidenceText, MAXIMUM_EVIDENCE_BYTES, parseEvidence } from '#core/evidence';
import { verifyEvidence } from '#core/evidenceChecking';

const SAMPLE: Evidence = {
  format: 'rootmark-evidence-v1',
  credential: '{}',
  blockHeader: '0xc0',
  registry: {
    code: '0x6001',
    accountProof: ['0xc0'],
    storageProof: [{ slot: `0x${'12'.repeat(32)}`, nodes: ['0xc0'] }],
  },
  didDocuments: [{ url: 'https://lakeside.example/did.json', seenAt: 1, status: 200, text: '{}' }],
};

const ADVICE = 'Ask for the original file; “npx hardhat credential verify FILE --evidence OUT” writes one.';

/** Asserts that something is no evidence file, and what is said about it. */
function expectMalformed(source: string | Uint8Array, problem: string | RegExp): void {
  try {
    parseEvidence(source);
  } catch (error) {
    expect(error).to.be.instanceOf(RootmarkError);
    const { kind, code, message, advice } = error as RootmarkError;
    expect({ kind, code, advice }).to.eql({ kind: 'input', code: 'EvidenceMalformed', advice: ADVICE });
    if (typeof problem === 'string')
      expect(message).to.equal(`This isn't an evidence file we can read. ${problem}`);
    else expect(message).to.match(problem);
    return;
  }
  expect.fail('it was read');
}

const changed = (changes: object) => JSON.stringify({ ...SAMPLE, ...changes });
const registryWith = (changes: object) => changed({ registry: { ...SAMPLE.registry, ...changes } });
const documentWith = (changes: object) =>
  changed({ didDocuments: [{ ...SAMPLE.didDocuments[0], ...changes }] });

describe('parseEvidence', () => {
  it('reads what evidenceText wrote', () => {
    expect(parseEvidence(evidenceText(SAMPLE))).to.eql(SAMPLE);
    expect(parseEvidence(new TextEncoder().encode(evidenceText(SAMPLE)))).to.eql(SAMPLE);
  });

  it('refuses every file that was cut off', () => {
    const text = evidenceText(SAMPLE).trimEnd();
    for (let length = 0; length < text.length; length++)
      expectMalformed(text.slice(0, length), /^This isn't an evidence file we can read\. This is not JSON: /);
  });

  it('says what is missing or too many, and where', () => {
    expectMalformed('null', 'The document: Invalid type: Expected Object but received null.');
    expectMalformed(changed({ format: 'rootmark-v1' }), '“format”: it must be rootmark-evidence-v1.');
    expectMalformed(changed({ credential: undefined }), '“credential”: it is missing.');
    expectMalformed(changed({ more: 1 }), '“more”: the format has no such member.');
    expectMalformed(registryWith({ more: 1 }), '“registry.more”: the format has no such member.');
    expectMalformed(registryWith({ accountProof: {} }), '“registry.accountProof”: it must be a list.');
  });

  it('refuses bytes that are not in lower-case hex: one value has one spelling', () => {
    for (const code of ['6001', '0x600', '0xAB', '0x', '0xzz', 5, null, ' 0x60', '0x60\n'])
      expectMalformed(
        registryWith({ code }),
        '“registry.code”: it must be at most 24576 bytes in lower-case hex.',
      );
  });

  it('refuses more than any chain has', () => {
    const slot = SAMPLE.registry.storageProof[0];
    const many = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item);
    expectMalformed(
      registryWith({ accountProof: many(66, '0xc0') }),
      '“registry.accountProof”: it must have at most 65 nodes.',
    );
    expectMalformed(
      registryWith({ storageProof: many(129, slot) }),
      '“registry.storageProof”: it must have at most 128 slots.',
    );
    expectMalformed(
      registryWith({ accountProof: [`0x${'00'.repeat(1025)}`] }),
      '“registry.accountProof.0”: it must be at most 1024 bytes in lower-case hex.',
    );
    expectMalformed(
      registryWith({ storageProof: [{ ...slot, slot: '0x12' }] }),
      '“registry.storageProof.0.slot”: it must have 32 bytes.',
    );
    expectMalformed(
      changed({ blockHeader: `0x${'00'.repeat(4097)}` }),
      '“blockHeader”: it must be at most 4096 bytes in lower-case hex.',
    );
    expectMalformed(
      changed({ didDocuments: many(3, SAMPLE.didDocuments[0]) }),
      '“didDocuments”: it must have at most 2 documents.',
    );
    expectMalformed(documentWith({ text: 'x'.repeat(65_537) }), '“didDocuments.0.text”: it is too long.');
    expectMalformed(documentWith({ status: 99 }), /^This isn't .+ “didDocuments\.0\.status”: /);
    expectMalformed(documentWith({ seenAt: 253_402_300_800 }), '“didDocuments.0.seenAt”: it is no time.');
    expectMalformed(documentWith({ seenAt: -1 }), '“didDocuments.0.seenAt”: it must not be negative.');
    expectMalformed(documentWith({ seenAt: 0.5 }), '“didDocuments.0.seenAt”: it must be a whole number.');
    expectMalformed(documentWith({ url: 'lakeside' }), '“didDocuments.0.url”: it must be a URL.');
    expectMalformed(
      changed({ credential: 'x'.repeat(1024 * 1024 + 1) }),
      '“credential”: it must have at most 1048576 characters.',
    );
    expectMalformed('x'.repeat(MAXIMUM_EVIDENCE_BYTES + 1), 'It is larger than 8 MiB.');
  });

  it('refuses a member that stands there twice, and nesting without end', () => {
    expectMalformed(
      evidenceText(SAMPLE).replace('"credential"', '"credential": "{}", "credential"'),
      /twice|more than once|duplicate/i,
    );
    expectMalformed('['.repeat(100_000), /This is not JSON|nested/);
    expectMalformed(`${'['.repeat(5000)}${']'.repeat(5000)}`, /levels|deep/);
  });

  it('reads or refuses anything, and what it reads proves nothing by itself', async () => {
    const hex = fc
      .uint8Array({ minLength: 1, maxLength: 40 })
      .map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`);
    const anyEvidence = fc.record({
      format: fc.constant(SAMPLE.format),
      credential: fc.string(),
      blockHeader: hex,
      registry: fc.record({ code: hex, accountProof: fc.array(hex), storageProof: fc.constant([]) }),
      didDocuments: fc.constant([]),
    });
    await fc.assert(
      fc.asyncProperty(anyEvidence, async (value) => {
        const evidence = parseEvidence(JSON.stringify(value));
        const blockHash = `0x${'12'.repeat(32)}` as const;
        const result = await verifyEvidence(evidence, { blockHash, deployments: [], now: () => 0 });
        expect(result).to.include({ holds: false, problem: 'OtherBlock' });
      }),
    );
  });
});

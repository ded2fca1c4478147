import { expect } from 'chai';
import { hexToBytes } from 'viem';
import { buildBatch, type DraftCredential } from '#core/batch';
import { nodesOver } from '#core/merkleTree';
import { packDrafts, packWithoutDigest } from '../../../scripts/support/packedDrafts.ts';
import { LineSealer } from '../../../scripts/support/sealTasks.ts';
import { expectRejection } from '../../support/errors.ts';

const SETUP = {
  secret: new Uint8Array(32).fill(3),
  registry: { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' },
  issuer: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
} as const;

const LIST = {
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListCredential: 'https://lakeside.example/status/',
};

/** Drafts of all sorts: names of every script, names of members and texts that look like parts of a line, a status to complete. */
const DRAFTS: DraftCredential[] = [
  { name: 'Zoë', credentialStatus: LIST },
  { name: '","proof":[{}]}', narrative: 'a\nb' },
  { name: '\u202eJordan 李', document: { redactable: [] }, '"': '\u2028' },
  { name: 'A BitstringStatusListEntry', grade: 1e21 },
].map((subject, row) => {
  const { credentialStatus, ...credentialSubject } = subject as Record<string, string>;
  return {
    document: {
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      id: `urn:uuid:4f2f3a52-0000-4000-8000-00000000000${row}`,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: 'did:web:lakeside.example', type: ['Profile'], name: 'Lakeside Polytechnic' },
      validFrom: '2026-09-01T08:00:00Z',
      credentialSubject: {
        type: ['AchievementSubject'],
        ...credentialSubject,
        achievement: {
          id: 'https://lakeside.example/achievements/tea',
          type: ['Achievement'],
          name: 'Tea',
          description: 'Makes tea.',
          criteria: { narrative: 'Made tea.' },
        },
      },
      ...(credentialStatus === undefined ? {} : { credentialStatus }),
    },
    redactable: ['/credentialSubject/name'],
  };
});

const BATCH = buildBatch({ ...SETUP, drafts: DRAFTS });
const INDEXES = Uint32Array.from(BATCH.credentials, ({ index }) => index);

const CHANGED = {
  kind: 'input',
  code: 'LedgerChanged',
  message: `The ledger’s rows do not give the root ${BATCH.root}.`,
} as const;

function sealer(sign: ConstructorParameters<typeof LineSealer>[1] = null): LineSealer {
  const leaves = new Uint8Array(BATCH.size * 32);
  for (const { index, leaf } of BATCH.credentials) leaves.set(hexToBytes(leaf), index * 32);
  return new LineSealer({ ...SETUP, root: BATCH.root, size: BATCH.size, nodes: nodesOver(leaves) }, sign);
}

function linesOf(documents: readonly unknown[]): string {
  return documents.map((document) => `${JSON.stringify(document)}\n`).join('');
}

async function sealed(drafts: Uint8Array, sign?: ConstructorParameters<typeof LineSealer>[1]) {
  const lines = await sealer(sign).perform({ kind: 'seal', indexes: INDEXES, drafts });
  return Buffer.from(lines as Uint8Array).toString();
}

describe('LineSealer', () => {
  for (const [kind, pack] of [
    ['with a digest', packDrafts],
    ['without one, as earlier versions packed them', packWithoutDigest],
  ] as const)
    it(`seals drafts ${kind} as buildBatch does, to the letter`, async () => {
      expect(await sealed(pack(DRAFTS))).to.equal(linesOf(BATCH.credentials.map(({ document }) => document)));
    });

  it('has the whole credential signed, each by itself', async () => {
    const signed = BATCH.credentials.map(({ document }, row) => ({
      ...document,
      proof: [...(document.proof as []), { type: 'DataIntegrityProof', row }],
    }));
    let row = 0;
    const sign = async (document: object) => {
      expect(document).to.eql(BATCH.credentials[row]?.document);
      return signed[row++] as never;
    };

    expect(await sealed(packDrafts(DRAFTS), sign)).to.equal(linesOf(signed));
  });

  it('finds lines that were sealed whole, and none of which a letter was changed', async () => {
    const lines = linesOf(BATCH.credentials.map(({ document }) => document));
    const check = (text: string) =>
      sealer().perform({ kind: 'check', indexes: INDEXES, lines: Buffer.from(text), maybeSigned: false });

    expect(await check(lines)).to.equal(true);
    for (const changed of [
      lines.replace('Zoë', 'Zoe'),
      lines.slice(0, -1),
      `${lines}\n`,
      lines.replace('Tea', 'tea'),
    ])
      expect(await check(changed)).to.equal(false);
  });

  it('refuses other drafts than the tree was built from, in the first line, in number or in place', async () => {
    const [first, ...others] = DRAFTS as [DraftCredential, ...DraftCredential[]];
    const other = { ...first, document: { ...first.document, name: 'Another' } };
    for (const drafts of [[other, ...others], others, [...DRAFTS].reverse()])
      await expectRejection(sealed(packDrafts(drafts)), CHANGED);
  });

  it('refuses earlier versions’ drafts whichever of them was changed', async () => {
    for (const changed of DRAFTS.keys()) {
      const drafts = DRAFTS.map(({ document, redactable }, row) => ({
        document: row === changed ? { ...document, name: 'Another' } : document,
        redactable,
      }));
      await expectRejection(sealed(packWithoutDigest(drafts)), CHANGED);
    }
  });
});

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { buildBatch } from '#core/batch';
import { parseCredential } from '#core/credential';
import { prepareDrafts } from '#core/drafts';
import { packedPartOf, unpackCredential } from '#core/link';
import { parseTemplate } from '#core/template';
import { fingerprintOf } from '#core/verify';
import { backupText, parseBackup } from '../../frontend/src/issuing/backup.ts';
import { type BatchInputs, packBatch, prepareBatch } from '../../frontend/src/issuing/batchWork.ts';
import { type BuiltBatch, MOST_CREDENTIALS, UNTOUCHED } from '../../frontend/src/issuing/storedBatch.ts';
import { nodeHashing } from '../../scripts/support/nodeHashing.ts';

const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const REGISTRY = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } as const;
const SITE = 'https://verify.lakeside.example/';

function inputsOf(sample: string): BatchInputs {
  return {
    roster: sampleFile(`${sample}/roster.csv`),
    template: sampleFile(`${sample}/template.json`),
    registry: REGISTRY,
    issuer: ISSUER,
    issuerId: 'did:web:lakeside.example',
    secret: new Uint8Array(32).fill(7),
    issuedAt: Date.UTC(2026, 8, 1),
  };
}

function sampleFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../samples/${path}`, import.meta.url)));
}

async function built(sample: string): Promise<BuiltBatch> {
  const { batch } = await prepareBatch(inputsOf(sample));
  if (batch === null) throw new Error('The sample has errors.');
  return batch;
}

describe('prepareBatch', () => {
  for (const sample of ['certificate', 'badge', 'nanodegree']) {
    it(`makes byte for byte what the commands make of the same secret, of the sample ${sample}`, async () => {
      const inputs = inputsOf(sample);
      const batch = await built(sample);
      const { drafts } = await prepareDrafts({
        ...inputs,
        template: parseTemplate(inputs.template),
        issuedAt: new Date(inputs.issuedAt),
      });
      const expected = buildBatch({ ...inputs, drafts, hashing: nodeHashing });
      const files = unzipSync(packBatch(batch, UNTOUCHED, SITE).zip);

      expect(batch.description.root).to.equal(expected.root);
      expect(batch.description.size).to.equal(expected.size);
      for (const [row, { document }] of expected.credentials.entries()) {
        const file = files[`credentials/${drafts[row]?.fileName}.json`];
        expect(new TextDecoder().decode(file)).to.equal(`${JSON.stringify(document, null, 2)}\n`);
      }
    });
  }

  it('gives every problem of a roster and no batch', async () => {
    const roster = new TextEncoder().encode(
      'name,email,earned_on,level,evidence,assessor\n,x,2026-99-01,A,,\n',
    );
    const { batch, rows, problems } = await prepareBatch({ ...inputsOf('badge'), roster });

    expect(batch).to.equal(null);
    expect(rows).to.equal(1);
    expect(problems.map(({ code, row, column }) => [code, row, column])).to.deep.include([
      'BadValue',
      2,
      'earned_on',
    ]);
  });

  it('refuses a template that cannot be used, and a roster that is too long for a browser', async () => {
    const template = new TextEncoder().encode('{"redactable": 7}');
    const row = (number: number) =>
      `Holder ${number},h${number}@lakeside.example,2026-05-01,Novice,,Petra Vonholt\n`;
    const rows = Array.from({ length: MOST_CREDENTIALS + 1 }, (_, number) => row(number)).join('');
    const roster = new TextEncoder().encode(`name,email,earned_on,level,evidence,assessor\n${rows}`);

    expect(await rejectionOf(prepareBatch({ ...inputsOf('badge'), template }))).to.include({
      code: 'TemplateRedactable',
    });
    expect(await rejectionOf(prepareBatch({ ...inputsOf('badge'), roster }))).to.include({
      code: 'RosterTooLong',
    });
  }).timeout(60_000);
});

describe('packBatch', () => {
  it('packs one file for each credential, links to all of them, and what was anchored', async () => {
    const batch = await built('badge');
    const progress = { ...UNTOUCHED, transactionHash: '0xabcd', blockNumber: 12, gasUsed: 50_000 } as const;
    const { zip, links } = packBatch(batch, progress, SITE);
    const files = unzipSync(zip);
    const text = (name: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(files[name]);
    const summary = JSON.parse(text('batch.json'));

    expect(Object.keys(files)).to.have.length(batch.description.size + 2);
    expect(text('links.csv')).to.equal(links);
    expect(links.startsWith('\ufeffholder,file,link\n')).to.equal(true);
    expect(summary).to.include({ root: batch.description.root, transactionHash: '0xabcd', blockNumber: 12 });
    const [first] = summary.credentials;
    const link = links.split('\n').find((line) => line.includes(first.file)) ?? '';
    const linked = unpackCredential(packedPartOf(link) ?? '');
    expect(linked).to.eql(JSON.parse(text(first.file)));
    expect(fingerprintOf(parseCredential(text(first.file))).computedRoot).to.equal(batch.description.root);
  });

  it('hands out nothing of a batch that was changed since it was built', async () => {
    const batch = await built('badge');
    const [draft, ...others] = batch.content.drafts;
    if (draft === undefined) throw new Error('The sample is empty.');
    const changed = { ...draft, document: { ...draft.document, validFrom: '2020-01-01T00:00:00Z' } };
    const content = { ...batch.content, drafts: [changed, ...others] };

    expect(thrownBy(() => packBatch({ ...batch, content }, UNTOUCHED, SITE))).to.include({
      code: 'BatchChanged',
    });
  });
});

describe('parseBackup', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('brings a batch back as it was', async () => {
    const batch = await built('nanodegree');

    expect(parseBackup(bytes(backupText(batch)))).to.eql(batch);
  });

  it('refuses what was altered, cut or is something else', async () => {
    const text = backupText(await built('badge'));
    for (const altered of [
      text.replace('"size":', '"size":1'),
      text.replace(/"secret":"0x../, '"secret":"0x00'),
      text.replace('"version":1', '"version":2'),
      text.replace(/"holder":"[^"]*"/, '"holder":7'),
      text.slice(0, -20),
      '{}',
      '',
    ]) {
      expect(thrownBy(() => parseBackup(bytes(altered)))).to.include({ code: 'BackupInvalid' });
    }
  });
});

/** What a promise is rejected with. */
function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('nothing was thrown'),
    (reason: unknown) => reason,
  );
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.fail('nothing was thrown');
}

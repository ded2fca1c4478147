import { rmSync, statSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { strFromU8, unzipSync } from 'fflate';
import { readBakedBadge } from '#core/bakedBadge';
import { didDocumentFor } from '#core/didWeb';
import { multikeyOf, withSigningKeys } from '#core/issuerKeys';
import type { JsonObject } from '#core/json';
import { createIssuerSite } from '../../../scripts/start/issuerSite.ts';
import { listen } from '../../../scripts/start/ports.ts';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, BEN, CHLOE, type Issued, issue, rosterOptions } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';
import { rebuiltByPeer, type TestSigner, verifiesForPeer } from '../../support/signers.ts';

const NAMES = ['Amina-Okonkwo', 'Ben-Ito', 'Chloé-Durand'];

interface Exported {
  out: string;
  format: string;
  signed: boolean;
  credentials: { id: string; index: number; file: string }[];
}

interface Verified {
  results: { file: string; verdict: string; checks: { id: string; status: string; message: string }[] }[];
}

describe('credential export', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let tea: Issued;
  let peer: Pick<TestSigner, 'key' | 'didDocument'>;
  let signing: string[];
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    const did = `did:web:localhost%3A${await listen(site.server, 0, 'the issuer’s web site', '')}`;
    const issuer = await registerIssuer(chain, 0, did);
    const passphrase = workspace.write('passphrase', 'correct horse battery staple\n');
    const keyFile = workspace.path('key.json');
    const { document: method } = await workspace.json<{ publicKeyMultibase: string }>(
      ...['issuer', 'key', '--did', did, '--output', keyFile, '--passphrase-file', passphrase],
    );
    const account = { chainId: 31337, address: issuer as `0x${string}` };
    const didDocument = withSigningKeys(didDocumentFor(did, [account]), [method.publicKeyMultibase]);
    site.publish(did, account, [method.publicKeyMultibase]);
    peer = { key: multikeyOf(did, method.publicKeyMultibase), didDocument };
    signing = ['--sign', keyFile, '--passphrase-file', passphrase];
    tea = await issue(workspace, 'tea', [AMINA, BEN, CHLOE]);
  });
  after(async () => {
    site.server.closeAllConnections();
    site.server.close();
    workspace.remove();
    await chain.close();
  });

  async function exported(...words: string[]): Promise<Exported> {
    const { document, exitCode, stderr } = await workspace.json<Exported>('credential', 'export', ...words);
    expect(exitCode, stderr).to.equal(0);
    return document;
  }

  async function verdictsOf(path: string): Promise<[verdict: string, signature: string][]> {
    const { document } = await workspace.json<Verified>('credential', 'verify', path);
    return document.results.map(({ verdict, checks }) => [
      verdict,
      checks.find(({ id }) => id === 'signature')?.status ?? '',
    ]);
  }

  const all = () => ['--batch', tea.batch.root];

  // One after the other: they share a ledger.
  it('writes a whole batch again, byte for byte what issuing wrote, for its owner alone', async () => {
    const out = workspace.path('again');
    const { credentials, ...rest } = await exported(...all(), '--out', out);
    expect(rest).to.deep.equal({ out, format: 'json', signed: false });
    expect(credentials.map(({ index }) => index)).to.deep.equal([0, 1, 2]);
    expect(workspace.list('again')).to.deep.equal(NAMES.map((name) => `${name}.json`));
    expect(credentials.map(({ file }) => file).sort()).to.deep.equal(workspace.list('again'));
    for (const name of workspace.list('again')) {
      expect(workspace.read('again', name)).to.equal(workspace.read('tea', 'credentials', name));
      expect(statSync(workspace.path('again', name)).mode & 0o777).to.equal(0o600);
    }
    expect(workspace.list()).not.to.include('again.partial');
  });

  it('exports a slice, and what one holder has', async () => {
    const slice = await exported(...all(), '--from', '1', '--to', '1', '--out', workspace.path('slice'));
    expect(slice.credentials.map(({ index }) => index)).to.deep.equal([1]);
    const rest = await exported(...all(), '--from', '1', '--out', workspace.path('rest'));
    expect(rest.credentials.map(({ index }) => index)).to.deep.equal([1, 2]);
    await exported('--holder', 'BEN@example.org', '--out', workspace.path('ben'));
    expect(workspace.list('ben')).to.deep.equal(['Ben-Ito.json']);
  });

  it('signs, for verifiers without a chain and with one', async () => {
    await exported(...all(), ...signing, '--out', workspace.path('signed'));
    for (const name of workspace.list('signed')) {
      const document: JsonObject = JSON.parse(workspace.read('signed', name));
      const plain = JSON.parse(workspace.read('tea', 'credentials', name));
      const [signature, anchor] = document.proof as JsonObject[];
      expect({ ...document, proof: [anchor] }).to.deep.equal(plain);
      expect(signature?.verificationMethod).to.equal(peer.key.id);
      expect(await verifiesForPeer(document, peer, new Date()), name).to.equal(true);
    }
    expect(await verdictsOf(workspace.path('signed'))).to.deep.equal(NAMES.map(() => ['verified', 'passed']));
  });

  it('issues signed at once, when asked to, as exporting signs', async () => {
    const { out, batch } = await issue(workspace, 'coffee', [AMINA], ...signing);
    const document: JsonObject = JSON.parse(workspace.read('coffee', 'credentials', 'Amina-Okonkwo.json'));
    expect(document.proof).to.have.length(2);
    expect(await verifiesForPeer(document, peer, new Date())).to.equal(true);
    expect(await verdictsOf(out)).to.deep.equal([['verified', 'passed']]);

    // As if the files had not come to be written.
    rmSync(workspace.path('coffee'), { recursive: true });
    workspace.ledger("UPDATE batches SET state = 'mined' WHERE root = ?", batch.root);
    const resumed = await workspace.run('credential', 'resume', ...signing);
    expect(resumed.exitCode, resumed.stderr).to.equal(0);
    expect(await verdictsOf(out)).to.deep.equal([['verified', 'passed']]);
  });

  it('anchors nothing with a key that cannot be opened', async () => {
    const wrong = workspace.write('wrong', 'wrong horse battery staple\n');
    const result = await workspace.run(
      ...[
        'credential',
        'issue',
        ...rosterOptions(workspace, [BEN]),
        '--out',
        workspace.path('water'),
        '--yes',
      ],
      ...[...signing.slice(0, 2), '--passphrase-file', wrong],
    );
    expect(result.exitCode).to.equal(4);
    expect(workspace.list('water')).to.deep.equal([]);
    expect(workspace.ledger('SELECT id FROM batches')).to.have.length(2);
    expectFault(
      await workspace.run(
        'credential',
        'issue',
        '--sign-only',
        'x',
        '--did',
        'did:web:x.example',
        ...signing,
      ),
      2,
      '--sign does not go with --sign-only.\nGive it to “npx hardhat credential resume”, which writes the files.\n',
    );
  });

  it('writes SD-JWTs that others verify, and that verify here by seal and signature', async () => {
    await exported(...all(), '--format', 'sd-jwt', ...signing, '--out', workspace.path('tokens'));
    expect(workspace.list('tokens')).to.deep.equal(NAMES.map((name) => `${name}.sd-jwt`));
    for (const name of NAMES) {
      const { proof: _, ...rebuilt } = (await rebuiltByPeer(
        workspace.read('tokens', `${name}.sd-jwt`).trim(),
        peer,
      )) as JsonObject;
      const { proof: __, ...issued } = JSON.parse(workspace.read('tea', 'credentials', `${name}.json`));
      expect(rebuilt).to.deep.equal(issued);
    }
    expect(await verdictsOf(workspace.path('tokens'))).to.deep.equal(NAMES.map(() => ['verified', 'passed']));
    const { document } = await workspace.json<{ results: { leaf: string }[] }>(
      ...['credential', 'inspect', workspace.path('tokens', 'Ben-Ito.sd-jwt')],
      workspace.path('tea', 'credentials', 'Ben-Ito.json'),
    );
    expect(document.results[0]?.leaf).to.equal(document.results[1]?.leaf);
  });

  it('knows an SD-JWT that was altered, or signed by nobody', async () => {
    await exported('--holder', AMINA.email, '--format', 'sd-jwt', ...signing, '--out', workspace.path('one'));
    const token = workspace.read('one', 'Amina-Okonkwo.sd-jwt').trim();
    const [jwt = '', ...disclosures] = token.split('~');
    const [header, payload, signature = ''] = jwt.split('.');
    const other = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    const badly = workspace.write(
      'badly.sd-jwt',
      [`${header}.${payload}.${other}`, ...disclosures].join('~'),
    );
    expect(await verdictsOf(badly)).to.deep.equal([['unrecognised', 'failed']]);
    const changed = Buffer.from(payload ?? '', 'base64url')
      .toString()
      .replace('"Tea"', '"Gin"');
    expect(changed).to.include('"Gin"');
    const token2 = `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`;
    const altered = workspace.write('altered.sd-jwt', [token2, ...disclosures].join('~'));
    expect(await verdictsOf(altered)).to.deep.equal([['invalid', 'skipped']]);
    const cut = workspace.write('cut.sd-jwt', token.slice(0, 200));
    expect(await verdictsOf(cut)).to.deep.equal([['invalid', 'skipped']]);
    const hiding = workspace.write('hiding.sd-jwt', [jwt, ...disclosures.slice(1)].join('~'));
    expect(await verdictsOf(hiding)).to.deep.equal([['verified', 'passed']]);
  });

  it('bakes credentials into pictures that it draws, and into one that is given', async () => {
    await exported(...all(), '--format', 'svg', '--out', workspace.path('drawn'));
    expect(workspace.list('drawn')).to.deep.equal(NAMES.map((name) => `${name}.svg`));
    const svg = workspace.read('drawn', 'Ben-Ito.svg');
    expect(svg).to.include('>Tea</text>');
    expect(JSON.parse(readBakedBadge(Buffer.from(svg)))).to.deep.equal(
      JSON.parse(workspace.read('tea', 'credentials', 'Ben-Ito.json')),
    );
    expect(await verdictsOf(workspace.path('drawn'))).to.deep.equal(NAMES.map(() => ['verified', 'skipped']));

    const image = workspace.path('seal.png');
    writeFileSync(image, ONE_PIXEL);
    await exported(...all(), '--format', 'png', '--image', image, ...signing, '--out', workspace.path('png'));
    expect(await verdictsOf(workspace.path('png'))).to.deep.equal(NAMES.map(() => ['verified', 'passed']));
  });

  it('packs an archive that unpacks to files that verify', async () => {
    const zip = workspace.path('all.zip');
    expect((await exported(...all(), '--zip', zip)).out).to.equal(zip);
    expect(statSync(zip).mode & 0o777).to.equal(0o600);
    const entries = unzipSync(workspace.readBytes('all.zip'));
    expect(Object.keys(entries).sort()).to.deep.equal(NAMES.map((name) => `${name}.json`));
    for (const [name, bytes] of Object.entries(entries)) {
      expect(strFromU8(bytes)).to.equal(workspace.read('tea', 'credentials', name));
      workspace.write(`unpacked/${name}`, bytes);
    }
    expect(await verdictsOf(workspace.path('unpacked'))).to.deep.equal(
      NAMES.map(() => ['verified', 'skipped']),
    );
    expect(workspace.list()).not.to.include('all.zip.partial');
  });

  it('never writes over anything, and leaves nothing behind', async () => {
    const folder = workspace.path('tea');
    expectFault(
      await workspace.run('credential', 'export', ...all(), '--out', folder),
      3,
      `${folder} exists already.\nName another folder with --out; nothing is ever written over.\n`,
    );
    const file = workspace.write('kept.zip', 'kept');
    expectFault(
      await workspace.run('credential', 'export', ...all(), '--zip', file),
      3,
      `${file} exists already.\nName another file with --zip.\n`,
    );
    expect(workspace.read('kept.zip')).to.equal('kept');
    expectFault(
      await workspace.run(
        'credential',
        'export',
        ...all(),
        '--format',
        'png',
        '--out',
        workspace.path('none'),
      ),
      3,
      /The achievement has no PNG picture in it to bake the credential into\.\nName one with --image, or export with --format svg\.\n$/,
    );
    expect(workspace.list()).not.to.include.members(['none']);
    expect(workspace.list()).not.to.include.members(['none.partial']);
  });

  it('refuses what it cannot make sense of', async () => {
    const out = ['--out', workspace.path('nothing')];
    const cases: [words: string[], exitCode: number, told: RegExp][] = [
      [[...out], 2, /^Neither --batch nor --holder says what to export\.\n/],
      [[...all(), '--holder', 'x', ...out], 2, /^--batch and --holder exclude each other\.\n/],
      [['--holder', 'x', '--from', '1', ...out], 2, /^Neither --batch nor/],
      [
        ['--holder', 'nobody@example.org', ...out],
        3,
        /^The ledger holds no credential of nobody@example\.org\.\n/,
      ],
      [['--batch', '0xffff', ...out], 2, /^No batch in the ledger begins with 0xffff\.\n/],
      [
        [...all(), '--to', '3', ...out],
        2,
        /^--to is “3”\.\nIt is a place in the batch’s tree, from 0 to 2\.\n$/,
      ],
      [[...all(), '--from', '2', '--to', '1', ...out], 2, /^--from is 2 and --to is 1\.\n/],
      [[...all(), '--from', '-1', ...out], 2, /--from/],
      [
        [...all(), '--format', 'pdf', ...out],
        2,
        /^--format is “pdf”\.\nIt is one of json, sd-jwt, png, svg\.\n$/,
      ],
      [[...all(), '--format', 'sd-jwt', ...out], 2, /^--sign is missing\.\n/],
      [[...all(), '--image', 'README.md', ...out], 2, /^--image is for pictures\.\n/],
      [[...all(), '--format', 'svg', '--image', 'README.md', ...out], 2, /README\.md is no SVG picture\.\n/],
      [[...all()], 2, /^Neither --out nor --zip is given\.\n/],
      [[...all(), ...out, '--zip', 'x.zip'], 2, /^--out and --zip exclude each other\.\n/],
    ];
    for (const [words, exitCode, told] of cases)
      expectFault(await workspace.run('credential', 'export', ...words), exitCode, told);
    expect(workspace.list()).not.to.include('nothing');
  });
});

/** A PNG of one pixel. */
const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

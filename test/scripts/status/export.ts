import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import { expect } from 'chai';
import { didDocumentFor } from '#core/didWeb';
import { loadContext } from '#core/documentLoader';
import { MULTIKEY_CONTEXT, withSigningKeys } from '#core/issuerKeys';
import type { JsonObject } from '#core/json';
import { createIssuerSite } from '../../../scripts/start/issuerSite.ts';
import { listen } from '../../../scripts/start/ports.ts';
import {
  accountOf,
  type CommandChain,
  callAs,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { AMINA, BEN, CHLOE, type Issued, rosterOptions, teaTemplate } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';

const FOLDER = 'https://lakeside.example/status/';
const UNSIGNED =
  'The list is not signed: verifiers that ask for a signature will not take it. Sign it with --sign.\n';

describe('status export', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let did: string;
  let issuer: string;
  let batch: Issued['batch'];
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    did = `did:web:localhost%3A${await listen(site.server, 0, 'the issuer’s web site', '')}`;
    issuer = await registerIssuer(chain, 0, did);
    site.publish(did, { chainId: 31337, address: issuer as `0x${string}` });
    ({ batch } = await issue('tea', 'revocation'));
    await workspace.run(
      ...['credential', 'revoke', '--credential', fileOf('Ben-Ito'), '--reason', 'cheated', '--yes'],
    );
  });
  after(async () => {
    site.server.closeAllConnections();
    site.server.close();
    workspace.remove();
    await chain.close();
  });

  async function issue(folder: string, statusPurpose: string, from = workspace): Promise<Issued> {
    const credentialStatus = {
      type: 'BitstringStatusListEntry',
      statusPurpose,
      statusListCredential: FOLDER,
    };
    const options = rosterOptions(from, [AMINA, BEN, CHLOE], teaTemplate({ credentialStatus }));
    const { document, exitCode, stderr } = await from.json<Issued>(
      ...['credential', 'issue', ...options, '--out', from.path(folder), '--yes'],
    );
    expect(exitCode, stderr).to.equal(0);
    return document;
  }

  function fileOf(name: string): string {
    return workspace.path('tea', 'credentials', `${name}.json`);
  }

  function credential(name: string): JsonObject {
    return JSON.parse(workspace.read('tea', 'credentials', `${name}.json`));
  }

  concurrently({
    'writes the list that the credentials point into, which others read as the chain has it': async () => {
      const out = workspace.path('list.json');
      const { exitCode, stdout, stderr } = await workspace.run(
        ...['status', 'export', '--batch', batch.root, '--out', out],
      );
      const list: JsonObject = JSON.parse(workspace.read('list.json'));
      const blockNumber = await chain.client.getBlockNumber();
      expect(stdout).to.equal(
        `3 credentials, 1 revoked, as of block ${blockNumber}.\nPublish the file at ${list.id}, and export it again whenever something changes.\n`,
      );
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: UNSIGNED });
      expect(list.issuer).to.equal(did);
      expect(String(list.id)).to.match(/^https:\/\/lakeside\.example\/status\/[0-9a-f]{16}$/);

      const found: Record<string, unknown> = {};
      for (const name of ['Amina-Okonkwo', 'Ben-Ito', 'Chloé-Durand']) {
        const { verified, error, results } = await checkStatus({
          credential: credential(name),
          documentLoader: async (url) => ({ document: url === list.id ? list : expect.fail(url) }),
          verifyBitstringStatusListCredential: false,
        });
        expect(verified, error?.message).to.equal(true);
        found[name] = results?.[0]?.status;
      }
      expect(found).to.deep.equal({ 'Amina-Okonkwo': false, 'Ben-Ito': true, 'Chloé-Durand': false });
    },

    'leaves the credentials verified by the chain as ever': async () => {
      const { document } = await workspace.json<{ results: { verdict: string }[] }>(
        ...['credential', 'verify', fileOf('Amina-Okonkwo'), fileOf('Ben-Ito')],
      );
      expect(document.results.map(({ verdict }) => verdict)).to.deep.equal(['verified', 'invalid']);
    },

    'signs the list, as the library of others wants it before it believes it': async () => {
      const passphraseFile = workspace.write('passphrase', 'correct horse battery staple\n');
      const key = workspace.path('key.json');
      const { document: method } = await workspace.json<JsonObject>(
        ...['issuer', 'key', '--did', did, '--output', key, '--passphrase-file', passphraseFile],
      );
      const account = { chainId: 31337, address: issuer as `0x${string}` };
      const didDocument = withSigningKeys(didDocumentFor(did, [account]), [
        String(method.publicKeyMultibase),
      ]);
      const out = workspace.path('signed.json');
      const { document, stderr } = await workspace.json<{ signed: boolean }>(
        ...['status', 'export', '--batch', batch.root, '--out', out],
        ...['--sign', key, '--passphrase-file', passphraseFile],
      );
      expect([document.signed, stderr.includes('not signed')]).to.deep.equal([true, false]);

      const list: JsonObject = JSON.parse(workspace.read('signed.json'));
      const check = (read: JsonObject) =>
        checkStatus({
          credential: credential('Ben-Ito'),
          suite: new DataIntegrityProof({ cryptosuite }),
          documentLoader: async (url) => {
            if (url === list.id) return { document: read };
            if (url === method.id) return { document: { '@context': MULTIKEY_CONTEXT, ...method } };
            return url === did ? { document: didDocument } : loadContext(url);
          },
        });
      const { verified, error, results } = await check(list);
      expect(verified, error?.message).to.equal(true);
      expect(results?.[0]?.status).to.equal(true);
      const { verified: isStillVerified } = await check({ ...list, validFrom: '2026-01-01T00:00:00Z' });
      expect(isStillVerified).to.equal(false);

      const wrong = workspace.write('wrong', 'something else entirely\n');
      expectFault(
        await workspace.run(
          ...['status', 'export', '--batch', batch.root, '--out', workspace.path('no.json')],
          ...['--sign', key, '--passphrase-file', wrong],
        ),
        4,
        /^The passphrase does not open /,
      );
      expect(workspace.list()).not.to.include('no.json');
    },

    'writes a list again in place of an older one, and over nothing else': async () => {
      const out = workspace.write('again.json', '{}');
      const options = ['status', 'export', '--batch', batch.root, '--url', `${FOLDER}1`];
      const exists = `${out} exists already, and is not the status list of ${FOLDER}1.\nName another file with --out.\n`;
      expectFault(await workspace.run(...options, '--out', out), 3, exists);
      expect(workspace.read('again.json')).to.equal('{}');

      const other = workspace.path('other.json');
      for (const _ of [1, 2]) expect((await workspace.run(...options, '--out', other)).exitCode).to.equal(0);
      expectFault(
        await workspace.run(...options.slice(0, -1), `${FOLDER}2`, '--out', other),
        3,
        `${other} exists already, and is not the status list of ${FOLDER}2.\nName another file with --out.\n`,
      );
      expect(JSON.parse(workspace.read('other.json')).id).to.equal(`${FOLDER}1`);
      expect(workspace.list().filter((name) => name.endsWith('.partial'))).to.deep.equal([]);
    },

    'needs no ledger when it is told whose batch it is': async () => {
      const other = new Workspace(chain);
      const out = other.path('list.json');
      const named = ['status', 'export', '--batch', batch.root, '--out', out, '--issuer', issuer];
      const { document } = await other.json(
        ...named,
        '--url',
        `${FOLDER}1`,
        '--purpose',
        'suspension',
        '--ttl',
        '60',
      );
      expect(document).to.deep.equal({
        out,
        url: `${FOLDER}1`,
        purpose: 'suspension',
        issuer: did,
        size: 3,
        marked: 0,
        blockNumber: Number(await chain.client.getBlockNumber()),
        signed: false,
      });
      expect(JSON.parse(other.read('list.json')).credentialSubject).to.include({
        statusPurpose: 'suspension',
        ttl: 60_000,
      });
      expectFault(
        await other.run(...named),
        2,
        '--url is missing, and nothing says where the credentials of this batch expect their status list.\nGive the address at which the file will be found, such as https://lakeside.example/status/1.\n',
      );
      const unknown = `0x${'00'.repeat(32)}`;
      expectFault(
        await other.run(
          ...['status', 'export', '--batch', unknown, '--issuer', issuer],
          ...['--url', `${FOLDER}1`, '--out', out],
        ),
        3,
        `There is no batch ${unknown} of this issuer on the local chain.\nCheck --batch, --issuer and --network.\n`,
      );
      other.remove();
    },

    'refuses options that make no sense': async () => {
      const options = ['status', 'export', '--batch', batch.root, '--out', workspace.path('none.json')];
      const cases: [words: string[], told: RegExp][] = [
        [['status', 'export', '--out', 'x.json'], /^--batch is missing\./],
        [['status', 'export', '--batch', batch.root], /^--out is missing\./],
        [[...options, '--purpose', 'message'], /^--purpose is “message”\.\nIt is revocation or suspension\./],
        [[...options, '--ttl', '5m'], /^--ttl is “5m”\./],
        [[...options, '--url', 'ftp://lakeside.example/1'], /^--url is no address of a web page: “ftp:/],
        [[...options, '--issuer', '0x12'], /^--issuer is no address: “0x12”/],
      ];
      for (const [words, told] of cases) expectFault(await workspace.run(...words), 2, told);
      expectFault(
        await workspace.run('status', 'export', '--batch', '0x12', '--issuer', issuer, '--out', 'x.json'),
        2,
        /^--batch is no root: “0x12”\./,
      );
      expectFault(
        await workspace.run('status', 'export', '--batch', '0x12', '--out', 'x.json'),
        3,
        /^The ledger holds no batch 0x12 on this chain\./,
      );
      expect(workspace.list()).not.to.include('none.json');
    },

    'warns of an issuer that has another DID by now': async () => {
      const other = new Workspace(chain);
      await registerIssuer(chain, 1, 'did:web:old.example');
      const root = `0x${'ab'.repeat(32)}` as const;
      const { address } = accountOf(1);
      await callAs(chain, 1, 'anchorBatch', [address, root, 3]);
      await callAs(chain, 1, 'setDid', [address, 'did:web:new.example']);
      const { stderr } = await other.run(
        ...['status', 'export', '--batch', root, '--issuer', address],
        ...['--url', `${FOLDER}1`, '--out', other.path('list.json')],
      );
      expect(stderr).to.equal(
        `${UNSIGNED}The issuer was did:web:old.example when it anchored the batch, and is did:web:new.example now: verifiers that compare the two will not take the list.\n`,
      );
      other.remove();
    },

    'cannot be asked of credentials that would all share one list': async () => {
      const credentialStatus = {
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListCredential: 'https://lakeside.example/list',
      };
      const other = new Workspace(chain);
      const options = rosterOptions(other, [AMINA], teaTemplate({ credentialStatus }));
      const told =
        'The template’s “/credentialStatus/statusListCredential” is not the address of a folder.\nWrite one that begins with “https://” and ends with “/”: each batch gets a list of its own in it.\n';
      expectFault(await other.run('credential', 'check', ...options), 3, told);
      expectFault(
        await other.run('credential', 'issue', ...options, '--out', other.path('out'), '--yes'),
        3,
        told,
      );
      other.remove();
    },
  });
});

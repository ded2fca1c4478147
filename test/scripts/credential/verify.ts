import { chmodSync, mkdirSync } from 'node:fs';
import { expect } from 'chai';
import { LINK_ROUTE, packCredential } from '#core/link';
import type { AccreditationPath } from '#core/verdict';
import { createIssuerSite } from '../../../scripts/start/issuerSite.ts';
import { listen } from '../../../scripts/start/ports.ts';
import {
  accountOf,
  type CommandChain,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { AMINA, BEN, CHLOE, issue } from '../../support/commandFiles.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';

const DARA = { name: 'Dara Singh', email: 'dara@example.org', mark: '71' };
const EVA = { name: 'Eva Lind', email: 'eva@example.org', valid_until: '2020-01-01T00:00:00Z' };

const SCOPE = 'Lakeside Polytechnic, short courses';

interface Result {
  file: string;
  verdict: string;
  headline: string;
  checks: { id: string; status: string; message: string }[];
  network: object | null;
  blockNumber: number | null;
  endpoints: { host: string; outcome: string; detail: string }[];
  accreditation: AccreditationPath | null;
}

describe('credential verify', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let host: string;
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    const port = await listen(site.server, 0, 'the issuer’s web site', '');
    host = `localhost:${port}`;
    const did = `did:web:localhost%3A${port}`;
    site.publish(did, { chainId: 31337, address: await registerIssuer(chain, 0, did) });
    await registerIssuer(chain, 1, `${did}:nobody`);
    await issue(workspace, 'tea', [AMINA, BEN, CHLOE, DARA]);
    await issueExpired();
    await workspace.run(
      ...['accreditation', 'grant', accountOf(1).address, '--scope', SCOPE, '--account', '3'],
    );
    await issue(workspace, 'stranger', [AMINA], '--account', '1');
    for (const [change, name] of [
      ['suspend', 'Ben-Ito'],
      ['revoke', 'Chloé-Durand'],
    ] as const) {
      await workspace.run(
        ...['credential', change, '--credential', fileOf(name), '--reason', 'fee not paid', '--yes'],
      );
    }
    workspace.write('tampered.json', textOf('Dara-Singh').replace('"71"', '"99"'));
  });
  after(async () => {
    site.server.closeAllConnections();
    site.server.close();
    workspace.remove();
    await chain.close();
  });

  async function issueExpired(): Promise<void> {
    const template = { ...JSON.parse(workspace.read('template.json')), validFrom: '2019-01-01T00:00:00Z' };
    const roster = workspace.write(
      'expired.csv',
      `name,email,valid_until\n${EVA.name},${EVA.email},${EVA.valid_until}\n`,
    );
    await workspace.run(
      ...['credential', 'issue', '--roster', roster, '--out', workspace.path('expired'), '--yes'],
      ...['--template', workspace.write('expired.json', JSON.stringify(template))],
    );
  }

  function fileOf(name: string, folder = 'tea'): string {
    return workspace.path(folder, 'credentials', `${name}.json`);
  }

  function textOf(name: string, folder = 'tea'): string {
    return workspace.read(folder, 'credentials', `${name}.json`);
  }

  function linkTo(name: string): string {
    return `https://verify.lakeside.example/${LINK_ROUTE}${packCredential(JSON.parse(textOf(name)))}`;
  }

  async function verify(...files: string[]) {
    const { document, exitCode, stderr } = await workspace.json<{ results: Result[] }>(
      'credential',
      'verify',
      ...files,
    );
    return { results: document.results, exitCode, stderr };
  }

  async function today(): Promise<string> {
    const { timestamp } = await chain.client.getBlock();
    const [, day, month, year] = new Date(Number(timestamp) * 1000).toUTCString().split(' ');
    return `${Number(day)} ${month} ${year}`;
  }

  concurrently({
    'gives each file its verdict, its reason and date, and leaves with 9': async () => {
      const files = {
        [fileOf('Amina-Okonkwo')]: [
          'verified',
          `Lakeside Polytechnic (${host}) issued this to Amina Okonkwo on ${await today()}. It has not been changed or withdrawn.`,
        ],
        [fileOf('Ben-Ito')]: [
          'not-current',
          `Authentic. The issuer has suspended it on ${await today()}: fee not paid.`,
        ],
        [fileOf('Eva-Lind', 'expired')]: ['not-current', 'Authentic. It expired on 1 Jan 2020.'],
        [fileOf('Amina-Okonkwo', 'stranger')]: [
          'unrecognised',
          `Unchanged, but we can't confirm who 0x7099…79C8 is. ${host}/nobody does not confirm this issuer: it publishes no did.json (HTTP 404).`,
        ],
        [fileOf('Chloé-Durand')]: [
          'invalid',
          `Withdrawn by Lakeside Polytechnic (${host}) on ${await today()}: fee not paid.`,
        ],
        [workspace.path('tampered.json')]: [
          'invalid',
          'Not valid. It was altered after it was issued, so nothing in it can be relied on.',
        ],
      };
      const { results, exitCode, stderr } = await verify(...Object.keys(files));
      expect(
        Object.fromEntries(results.map(({ file, verdict, headline }) => [file, [verdict, headline]])),
      ).to.deep.equal(files);
      expect(exitCode).to.equal(9);
      expect(stderr).to.match(
        /\n1 verified, 2 not-current, 1 unrecognised, 2 invalid\nRead from 127\.0\.0\.1:\d+: the local chain, block \d+, \S+Z\n$/,
      );

      const [first] = results;
      expect(first?.network).to.deep.equal({ chainId: 31337, name: 'the local chain', kind: 'local' });
      expect(first?.blockNumber).to.equal(Number(await chain.client.getBlockNumber()));
      expect(Object.keys(first ?? {})).to.deep.equal([
        'file',
        'verdict',
        'headline',
        'checks',
        'network',
        'blockNumber',
        'endpoints',
        'accreditation',
      ]);
      expect(first?.endpoints).to.deep.equal([
        { host: new URL(chain.url).host, outcome: 'agreed', detail: `It read block ${first?.blockNumber}.` },
      ]);
      expect(first?.accreditation).to.equal(null);
      expect(first?.checks.map(({ id, status }) => `${id} ${status}`)).to.deep.equal([
        'format passed',
        'integrity passed',
        'registry passed',
        'anchored passed',
        'operator passed',
        'status passed',
        'validity passed',
        'issuer passed',
        'accreditation skipped',
        'signature skipped',
        'holder skipped',
      ]);
      for (const { checks } of results)
        for (const { message } of checks) expect(message).to.have.length.greaterThan(5);
    },

    'says it in words, and leaves with 0 when all are verified': async () => {
      const file = fileOf('Amina-Okonkwo');
      const { number, timestamp } = await chain.client.getBlock();
      const time = new Date(Number(timestamp) * 1000).toISOString().replace('.000', '');
      const { exitCode, stdout, stderr } = await workspace.run('credential', 'verify', file);
      expect(stdout).to.equal(
        `✔ verified  ${file}\n  Lakeside Polytechnic (${host}) issued this to Amina Okonkwo on ${await today()}. It has not been changed or withdrawn.\nRead from ${new URL(chain.url).host}: the local chain, block ${number}, ${time}\n`,
      );
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
    },

    'verifies a link as it verifies the file': async () => {
      const { results, exitCode } = await verify(linkTo('Dara-Singh'), linkTo('Chloé-Durand'));
      expect(results.map(({ verdict }) => verdict)).to.deep.equal(['verified', 'invalid']);
      expect(results[0]?.file).to.equal(`${linkTo('Dara-Singh').slice(0, 60)}…`);
      expect(exitCode).to.equal(9);
    },

    'gives cut and garbled links a verdict of their own, and goes on with the rest': async () => {
      const link = linkTo('Dara-Singh');
      const cut =
        'This link is incomplete – it may have been cut by an email app. Ask for it again, or for the file.';
      const { results, exitCode } = await verify(
        link.slice(0, -20),
        link.slice(0, link.indexOf(LINK_ROUTE) + LINK_ROUTE.length),
        `${link}!`,
        fileOf('Amina-Okonkwo'),
      );
      expect(results.map(({ verdict, headline }) => [verdict, headline])).to.deep.equal([
        ['invalid', cut],
        ['invalid', cut],
        ['invalid', cut],
        ['verified', results[3]?.headline],
      ]);
      const [first] = results;
      expect(first?.checks[0]).to.deep.equal({ id: 'format', status: 'failed', message: cut });
      expect(first?.checks.slice(1).map(({ status }) => status)).to.deep.equal(new Array(10).fill('skipped'));
      expect(exitCode).to.equal(9);
    },

    'verifies all the files of a folder, at any depth, but not what lies beside them': async () => {
      const { results } = await verify(workspace.path('tea'));
      expect(results.map(({ file }) => file)).to.deep.equal(
        ['Amina-Okonkwo', 'Ben-Ito', 'Chloé-Durand', 'Dara-Singh'].map((name) => fileOf(name)),
      );
      mkdirSync(workspace.path('empty', 'looks-like.json'), { recursive: true });
      expectFault(
        await workspace.run('credential', 'verify', workspace.path('empty')),
        3,
        `There is no .json, .ndjson, .sd-jwt, .png or .svg file in ${workspace.path('empty')}.\nName the folder that the credentials were written to.\n`,
      );
    },

    'calls unchecked what it could not check, never invalid, and leaves with 10 when that is the worst':
      async () => {
        const unreachable = { ...chain.deployment, rpcUrls: ['http://127.0.0.1:9'] };
        const cases: Record<string, [files: string[], verdicts: string[], exitCode: number]> = {
          'unchecked alone': [[fileOf('Amina-Okonkwo')], ['unchecked'], 10],
          'with one that was altered': [
            [fileOf('Chloé-Durand'), workspace.path('tampered.json')],
            ['unchecked', 'invalid'],
            9,
          ],
        };
        await together(
          cases,
          async ([files, verdicts, exitCode], other) => {
            const result = await other.json<{ results: Result[] }>('credential', 'verify', ...files);
            const [first] = result.document.results;
            expect(result.document.results.map(({ verdict }) => verdict)).to.deep.equal(verdicts);
            expect(first?.headline).to.equal(
              "Could not check. We couldn't reach the local chain. Try again in a minute, or set another RPC endpoint. This says nothing about the credential.",
            );
            expect(first?.blockNumber).to.equal(null);
            expect(result.exitCode).to.equal(exitCode);
          },
          { url: chain.url, deployment: unreachable },
        );
      },

    'asks the endpoint of the network that --network names': async () => {
      const unreachable = { ...chain.deployment, rpcUrls: ['http://127.0.0.1:9'] };
      const other = new Workspace({ url: chain.url, deployment: unreachable });
      const { exitCode } = await other.run(
        'credential',
        'verify',
        fileOf('Amina-Okonkwo'),
        '--network',
        'localhost',
      );
      expect(exitCode).to.equal(0);
      other.remove();
    },

    'takes the word of an accreditor that --trust names, and of nobody else': async () => {
      const file = fileOf('Amina-Okonkwo', 'stranger');
      const [accreditor, other] = [accountOf(3).address, accountOf(4).address];
      const { results, exitCode } = await verify(file, '--trust', `${other}, ${accreditor.toLowerCase()}`);
      expect(results[0]).to.include({
        verdict: 'verified',
        headline: `An issuer accredited by 0x90F7…b906 (“${SCOPE}”) issued this to Amina Okonkwo on ${await today()}. It has not been changed or withdrawn. The domain that it names, ${host}/nobody, does not confirm it.`,
      });
      const path = results[0]?.accreditation;
      expect(path?.trusted).to.deep.equal({ address: accreditor, name: '0x90F7…b906' });
      expect(path?.steps).to.have.lengthOf(1);
      expect(path?.steps[0]).to.include({ accreditor, issuer: accountOf(1).address, scope: SCOPE });
      expect(exitCode).to.equal(0);

      expect((await verify(file, '--trust', other)).results[0]).to.include({ verdict: 'unrecognised' });
    },

    'compares the endpoints of a record, and says of those that cannot be used why, by their hosts alone':
      async () => {
        const deployment = { ...chain.deployment, rpcUrls: [chain.url, 'http://127.0.0.1:9/secret-key'] };
        const other = new Workspace({ url: chain.url, deployment });
        const file = fileOf('Amina-Okonkwo');
        const { stdout, exitCode } = await other.run('credential', 'verify', file);
        const block = await chain.client.getBlockNumber();
        expect(stdout).to.equal(
          [
            `– unchecked  ${file}`,
            '  Could not check. Of 2 nodes for the local chain, 2 must agree; 1 gave an answer that can be used. Try again in a minute, or set other RPC endpoints. This says nothing about the credential.',
            `  ${new URL(chain.url).host}: It read block ${block}.`,
            '  127.0.0.1:9: It gave no answer that can be used.\n',
          ].join('\n'),
        );
        expect(exitCode).to.equal(10);
        const { document } = await other.json<object>('credential', 'verify', file);
        expect(JSON.stringify(document)).to.include('"127.0.0.1:9"').and.not.include('secret-key');
        other.remove();
      },

    'asks DNS for a second factor with --dns-resolver': async () => {
      const { results, exitCode } = await verify(
        ...[fileOf('Amina-Okonkwo'), '--dns', '--dns-resolver', 'http://127.0.0.1:9/resolve'],
      );
      expect(results[0]).to.include({
        verdict: 'unchecked',
        headline: `Could not check. We couldn't ask ${host} whether this issuer is its own: the DNS resolver could not be reached. This says nothing about the credential.`,
      });
      expect(exitCode).to.equal(10);
    },

    'says what is wrong with --trust and --dns-resolver': async () => {
      const file = fileOf('Amina-Okonkwo');
      const misspelt = accountOf(3).address.replace('b906', 'B906');
      for (const wrong of ['ministry', misspelt, ''])
        expectFault(
          await workspace.run('credential', 'verify', file, '--trust', wrong),
          2,
          `“${wrong}” is not an address, or its checksum is wrong.\nCopy the address again.\n`,
        );
      for (const wrong of ['dns.google', 'http://dns.google/resolve', 'file:///etc/hosts'])
        expectFault(
          await workspace.run('credential', 'verify', file, '--dns-resolver', wrong),
          2,
          `“${wrong}” is no address of a DNS resolver.\nName one that answers DNS over HTTPS in JSON, such as https://dns.google/resolve, with --dns-resolver.\n`,
        );
    },

    'calls unrecognised what belongs to a registry that it does not know': async () => {
      const other = new Workspace();
      const { document, exitCode } = await other.json<{ results: Result[] }>(
        ...['credential', 'verify', fileOf('Amina-Okonkwo')],
      );
      expect(document.results[0]).to.include({ verdict: 'unrecognised', network: null, blockNumber: null });
      expect(exitCode).to.equal(9);
      other.remove();
    },

    'calls unchecked a file that it may not open': async () => {
      const other = new Workspace(chain);
      other.giveToNobody();
      const locked = other.write('locked.json', textOf('Amina-Okonkwo'));
      chmodSync(locked, 0o000);
      const { document, exitCode } = await other.json<{ results: Result[] }>('credential', 'verify', locked);
      const told = `You have no permission for ${locked}. This says nothing about the credential.`;
      expect(document.results.map(({ verdict, headline }) => [verdict, headline])).to.deep.equal([
        ['unchecked', `Could not check. ${told}`],
      ]);
      expect(document.results[0]?.checks[0]).to.deep.equal({
        id: 'format',
        status: 'unknown',
        message: told,
      });
      expect(exitCode).to.equal(10);
      other.remove();
    },

    'asks for files that are there': async () => {
      const nothing = await workspace.run('credential', 'verify');
      expectFault(nothing, 2, 'No file is named.\nName credential files, folders of them, or links.\n');
      expectFault(
        await workspace.run('credential', 'verify', fileOf('Amina-Okonkwo'), '/no/such.json'),
        3,
        'There is no file or folder /no/such.json.\nCheck the path.\n',
      );
    },
  });
});

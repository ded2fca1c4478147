import { expect } from 'chai';
import type { Address } from 'viem';
import { didDocumentFor } from '#core/didWeb';
import { dnsRecordFor } from '#core/dnsRecord';
import {
  accountOf,
  type CommandChain,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { expectFault, Workspace } from '../../support/commands.ts';
import { type DidHost, startDidHost } from '../../support/didHost.ts';

const HEADERS = { 'access-control-allow-origin': '*', 'content-type': 'application/did+json' };

interface Report {
  convincing: boolean;
  findings: { severity: string; code: string }[];
}

describe('issuer check', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let host: DidHost;
  let issuer: Address;
  let did: string;
  let url: string;

  before(async () => {
    [chain, host] = await Promise.all([startCommandChain(), startDidHost()]);
    workspace = new Workspace(chain);
    did = `did:web:localhost%3A${host.port}`;
    url = `http://localhost:${host.port}/.well-known/did.json`;
    issuer = await registerIssuer(chain, 1, did);
    await registerIssuer(chain, 2, 'did:web:localhost%3A9');
  });
  beforeEach(() => host.reset());
  after(async () => {
    workspace.remove();
    await Promise.all([chain.close(), host.close()]);
  });

  const check = (...words: string[]) => workspace.run('issuer', 'check', ...words);
  const publish = (address = issuer, headers: Record<string, string> = HEADERS) =>
    host.answer(`localhost:${host.port}`, {
      status: 200,
      headers,
      body: JSON.stringify(didDocumentFor(did, [{ chainId: 31337, address }])),
    });

  it('is content with what convinces a verifier, and needs no key for it', async () => {
    publish();

    expect(await check('--issuer', issuer)).to.deep.equal({
      exitCode: 0,
      stdout: `✔  ${url} names ${issuer}: a verifier is convinced.\n`,
      stderr: '',
    });
  });

  it('tells everything that is wrong, with what to do, and leaves with the code for bad input', async () => {
    publish(accountOf(3).address, { 'content-type': 'text/plain' });
    const { exitCode, stdout } = await check('--account', '1');
    const { document } = await workspace.json<Report>('issuer', 'check', '--account', '1');

    expect(exitCode).to.equal(3);
    expect(stdout.split('\n').filter((line) => /^\S/.test(line))).to.deep.equal([
      '✘  It comes without the header Access-Control-Allow-Origin, so no verifier’s browser may read it.',
      '●  Its content type is text/plain.',
      `✘  It names another address on this chain: eip155:31337:${accountOf(3).address.toLowerCase()}.`,
    ]);
    expect(stdout).to.include('   Let the server send “Access-Control-Allow-Origin: *” with did.json.\n');
    expect(document.convincing).to.equal(false);
    expect(document.findings.map(({ severity, code }) => `${severity} ${code}`)).to.deep.equal([
      'fault DidNoCors',
      'remark DidContentType',
      'fault DidOtherAddress',
    ]);
  });

  it('is content in spite of a remark', async () => {
    publish(issuer, { ...HEADERS, 'content-type': 'text/plain' });

    expect((await check('--account', '1')).exitCode).to.equal(0);
  });

  it('leaves with the code for the network when nobody answers', async () => {
    const { exitCode, stdout } = await check('--account', '2');

    expect(exitCode).to.equal(5);
    expect(stdout).to.match(/^– {2}http:\/\/localhost:9\/\.well-known\/did\.json could not be reached/);
  });

  it('checks another DID than the one that is registered, and says that it is another', async () => {
    publish();
    const { exitCode, stdout } = await check('did:web:localhost%3A9', '--account', '1');

    expect(exitCode).to.equal(3);
    expect(stdout).to.include(`✘  The chain knows ${issuer} as ${did}, not as did:web:localhost%3A9.\n`);
  });

  it('asks for the DNS record when it is asked to', async () => {
    publish();
    const resolver = `http://localhost:${host.port}/dns`;
    const ask = (answer: Parameters<DidHost['answer']>[1]) => {
      host.answer(`localhost:${host.port}`, answer, '/dns?name=localhost&type=TXT');
      return check('--account', '1', '--dns', '--dns-resolver', resolver);
    };
    const record = dnsRecordFor({ chainId: 31337, address: issuer });
    const missing = await ask({ document: { Status: 3 } });
    const there = await ask({ document: { Status: 0, Answer: [{ type: 16, data: `"${record}"` }] } });

    expect(missing).to.deep.equal({
      exitCode: 3,
      stdout: `✘  localhost has no DNS record that names an account.\n   Publish a TXT record at localhost: “${record}”.\n`,
      stderr: '',
    });
    expect(there.exitCode).to.equal(0);
  });

  it('refuses addresses that are none, and issuers that there are not', async () => {
    expectFault(await check('--issuer', 'lakeside'), 2, /^--issuer is no address: “lakeside”\.\n/);
    expectFault(await check('--account', '9'), 4, /is not a registered issuer on the local chain\.\n/);
    expectFault(
      await check('--account', '1', '--dns-resolver', 'cloudflare'),
      2,
      /^“cloudflare” is no address of a DNS resolver\.\n/,
    );
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import solc from 'solc';
import type { Hex } from 'viem';
import { type CommandChain, registerOwnIssuer, startCommandChain } from '../../support/commandChain.ts';
import { expectFault, Workspace } from '../../support/commands.ts';

const SEPOLIA = 11155111;

interface Submission {
  stdJsonInput: { settings: { outputSelection: unknown } };
  contractIdentifier: string;
}

/** An explorer with Sourcify's interface that compiles what it gets and compares it with the chain's code, as Sourcify does. */
async function startExplorer(chain: CommandChain) {
  const submitted: string[] = [];
  const matches = new Map<string, boolean>();
  const judge = async (address: string, { stdJsonInput, contractIdentifier }: Submission) => {
    const [file = '', name = ''] = contractIdentifier.split(':');
    const input = structuredClone(stdJsonInput);
    input.settings.outputSelection = { '*': { '*': ['evm.deployedBytecode'] } };
    const { contracts } = JSON.parse(solc.compile(JSON.stringify(input)));
    const { object, immutableReferences } = contracts[file][name].evm.deployedBytecode;
    const deployed = (await chain.client.getCode({ address: address as Hex })) ?? '0x';
    return (
      withoutImmutables(object, immutableReferences) ===
      withoutImmutables(deployed.slice(2), immutableReferences)
    );
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const path = request.url ?? '';
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    const address = path.split('/').at(-1) ?? '';
    if (request.method === 'POST') {
      const submission: Submission = JSON.parse(body);
      submitted.push(`${path} ${submission.contractIdentifier.split(':')[1]}`);
      matches.set(address, await judge(address, submission));
      answer(202, { verificationId: address });
    } else if (path.startsWith('/v2/contract/')) {
      const match = matches.get(address) ? 'match' : null;
      answer(match === null ? 404 : 200, {
        ...{ match, creationMatch: match, runtimeMatch: match, chainId: String(SEPOLIA), address },
      });
    } else {
      const isMatch = matches.get(address) === true;
      answer(200, {
        isJobCompleted: true,
        verificationId: address,
        jobStartTime: '2026-10-03T14:00:00Z',
        contract: { match: isMatch ? 'match' : null, chainId: String(SEPOLIA), address },
        ...(isMatch ? {} : { error: { customCode: 'no_match', message: 'The code differs.', errorId: 'x' } }),
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, submitted, close: () => server.close() };
}

/** Code with what only the constructor knows blanked out. */
function withoutImmutables(
  code: string,
  references: Record<string, { start: number; length: number }[]> = {},
): string {
  let blanked = code;
  for (const { start, length } of Object.values(references).flat())
    blanked = blanked.slice(0, start * 2) + '0'.repeat(length * 2) + blanked.slice((start + length) * 2);
  return blanked;
}

describe('registry verify-source', function () {
  this.timeout(600_000);

  let chain: CommandChain;
  let workspace: Workspace;
  let explorer: Awaited<ReturnType<typeof startExplorer>>;

  before(async () => {
    chain = await startCommandChain(SEPOLIA);
    explorer = await startExplorer(chain);
    workspace = new Workspace(chain);
    workspace.environment.SEPOLIA_RPC_URL = chain.url;
    workspace.environment.SEPOLIA_PRIVATE_KEY = await registerOwnIssuer(chain);
    workspace.environment.ROOTMARK_SOURCIFY_URL = explorer.url;
  });
  after(async () => {
    workspace.remove();
    explorer.close();
    await chain.close();
  });

  it('hands over sources that compile to the code on the chain, and what is shown already not again', async () => {
    const { credentialRegistry, accreditationRegistry } = chain.deployment;
    const words = ['registry', 'verify-source', '--network', 'sepolia'];
    const { document, exitCode, stderr } = await workspace.json(...words);
    expect(exitCode, stderr).to.equal(0);
    expect(document).to.deep.equal({
      explorer: 'sourcify',
      contracts: [
        { name: 'CredentialRegistry', address: credentialRegistry.address },
        { name: 'AccreditationRegistry', address: accreditationRegistry.address },
      ],
    });
    const submissions = [
      `/v2/verify/${SEPOLIA}/${credentialRegistry.address} CredentialRegistry`,
      `/v2/verify/${SEPOLIA}/${accreditationRegistry.address} AccreditationRegistry`,
    ];
    // The plugin hands over the whole compilation when the part of it alone does not give the same code.
    expect([...new Set(explorer.submitted)]).to.deep.equal(submissions);

    const { length } = explorer.submitted;
    expect((await workspace.run(...words)).exitCode).to.equal(0);
    expect(explorer.submitted).to.have.length(length);
  });

  it('says so when the code on the chain is another', async () => {
    const other = new Workspace({
      url: chain.url,
      deployment: {
        ...chain.deployment,
        credentialRegistry: chain.deployment.accreditationRegistry,
      },
    });
    const fresh = await startExplorer(chain);
    Object.assign(other.environment, workspace.environment, { ROOTMARK_SOURCIFY_URL: fresh.url });
    expectFault(
      await other.run('registry', 'verify-source', '--network', 'sepolia'),
      5,
      /^sourcify did not take the sources of CredentialRegistry at 0x\w{40}: .+\nCheck that this is the version that was deployed/,
    );
    other.remove();
    fresh.close();
  });

  it('has nothing to do on a local chain, nor with an explorer that there is not', async () => {
    const words = ['registry', 'verify-source'];
    expectFault(
      await workspace.run(...words, '--explorer', 'atlas'),
      2,
      'There is no explorer “atlas”.\nChoose one of: sourcify, etherscan, blockscout.\n',
    );
    const local = await startCommandChain();
    const desk = new Workspace(local);
    expectFault(
      await desk.run(...words),
      2,
      'No explorer shows a local chain.\nName a public network with --network.\n',
    );
    desk.remove();
    await local.close();
  });
});

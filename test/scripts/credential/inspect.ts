import { expect } from 'chai';
import type { Hex } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { LINK_ROUTE, packCredential } from '#core/link';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, BEN, type Issued, issue } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';

interface Inspected {
  file: string;
  format: string;
  payloadHash: string;
  leaf: string;
  root: string;
  matches: boolean;
  index: number;
  redacted: boolean;
  concealed: number;
}

describe('credential inspect', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let tea: Issued;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    await registerIssuer(chain, 0);
    tea = await issue(workspace, 'tea', [AMINA, BEN]);
    // Offline: whatever it says comes from the files.
    workspace.rpcUrl = 'http://127.0.0.1:9';
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  const inspect = (...files: string[]) =>
    workspace.json<{ results: Inspected[] }>('credential', 'inspect', ...files);

  function fileOf(name: string): string {
    return workspace.path('tea', 'credentials', `${name}.json`);
  }

  concurrently({
    'tells format, hashes, root and place of a file, without a chain': async () => {
      const { document, exitCode, stderr } = await inspect(fileOf('Amina-Okonkwo'), fileOf('Ben-Ito'));
      const [amina, ben] = document.results;
      expect(amina).to.have.all.keys(
        ...['file', 'format', 'payloadHash', 'leaf', 'root', 'matches', 'index', 'redacted', 'concealed'],
      );
      expect(amina).to.deep.include({
        file: fileOf('Amina-Okonkwo'),
        format: 'rootmark-v1',
        root: tea.batch.root,
        matches: true,
        redacted: false,
        concealed: 0,
      });
      expect([amina?.index, ben?.index].sort()).to.deep.equal([0, 1]);
      expect(exitCode).to.equal(0);

      const onChain = await chain.client.readContract({
        abi: credentialRegistryAbi,
        address: chain.deployment.credentialRegistry.address,
        functionName: 'leafOf',
        args: [
          '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
          BigInt(amina?.index ?? 0),
          amina?.payloadHash as Hex,
        ],
      });
      expect(amina?.leaf).to.equal(onChain);
      expect(stderr).to.include(`\n  payloadHash  ${amina?.payloadHash}\n`);
    },

    'says when the root that it computes is not the file’s, and leaves with 9': async () => {
      const altered = workspace.write(
        'altered.json',
        workspace.read('tea', 'credentials', 'Amina-Okonkwo.json').replace('"87"', '"99"'),
      );
      const { document, exitCode } = await inspect(fileOf('Ben-Ito'), altered);
      expect(document.results.map(({ matches }) => matches)).to.deep.equal([true, false]);
      expect(document.results[1]?.root).to.match(/^0x[0-9a-f]{64}$/);
      expect(document.results[1]?.root).not.to.equal(tea.batch.root);
      expect(exitCode).to.equal(9);
      const { stdout } = await workspace.run('credential', 'inspect', altered);
      expect(stdout).to.include('\n  matches      false\n');
    },

    'inspects links': async () => {
      const credential = JSON.parse(workspace.read('tea', 'credentials', 'Ben-Ito.json'));
      const link = `https://verify.lakeside.example/${LINK_ROUTE}${packCredential(credential)}`;
      const [whole, cut] = await Promise.all([inspect(link), inspect(link.slice(0, -9))]);
      expect(whole.document.results[0]).to.include({ root: tea.batch.root, matches: true });
      expect(cut.document.results).to.deep.equal([
        {
          file: `${link.slice(0, 60)}…`,
          error: 'This link is incomplete – it may have been cut by an email app.',
          code: 'LinkCut',
        },
      ]);
      expect([whole.exitCode, cut.exitCode]).to.deep.equal([0, 9]);
    },

    'asks for files that are there': async () => {
      const [nothing, missing] = await Promise.all([
        workspace.run('credential', 'inspect'),
        workspace.run('credential', 'inspect', '/no/such.json'),
      ]);
      expectFault(nothing, 2, 'No file is named.\nName credential files, folders of them, or links.\n');
      expectFault(missing, 3, 'There is no file or folder /no/such.json.\nCheck the path.\n');
    },
  });
});

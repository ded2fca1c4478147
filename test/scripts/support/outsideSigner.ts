import { type CommandChain, startCommandChain } from '../../support/commandChain.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { type Reply, signerAccount, startScriptedSigner } from '../../support/outsideSigner.ts';

const { address: FIRST } = signerAccount(0);
const { address: OTHER } = signerAccount(1);
const STRANGER = '0x00000000000000000000000000000000000000AA';

describe('an outside signer', () => {
  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  /** Asks a signer for no more than an address. */
  const show = (workspace: Workspace, signer: string, ...words: string[]) =>
    workspace.run('issuer', 'show', '--signer', signer, ...words);

  /** Cases of what a signer answers when it is asked for its accounts. `PLACE` stands for its URL. */
  async function naming(cases: Readonly<Record<string, [Reply, exitCode: number, told: string]>>) {
    const run = async ([reply, exitCode, told]: [Reply, number, string], workspace: Workspace) => {
      const signer = await startScriptedSigner(() => reply);
      expectFault(await show(workspace, signer.url), exitCode, told.replace('PLACE', signer.url));
      signer.close();
    };
    await together(cases, run, chain);
  }

  concurrently({
    'has to name accounts': async () => {
      await naming({
        none: [
          { result: [] },
          4,
          'The signer at PLACE has no account.\nLet it open the device or the key file. Clef shows its wallets when it starts.\n',
        ],
        'a number': [
          { result: 3 },
          5,
          'What answers at PLACE names no accounts.\nCheck --signer: it names a program that signs, such as Clef or Web3signer.\n',
        ],
        words: [
          { result: ['me', FIRST] },
          5,
          'What answers at PLACE names no accounts.\nCheck --signer: it names a program that signs, such as Clef or Web3signer.\n',
        ],
        'an address in a list of its own': [
          { result: [[FIRST]] },
          5,
          'What answers at PLACE names no accounts.\nCheck --signer: it names a program that signs, such as Clef or Web3signer.\n',
        ],
        'in neither dialect': [
          { error: { code: -32601, message: 'Method not found' } },
          5,
          'Confirm on the device or in the signer: that it may name its accounts.\nThe signer at PLACE cannot do account_list: Method not found.\nName a program that signs without sending, such as Clef or Web3signer.\n',
        ],
      });
    },

    'is chosen an account of by index or address, in any letter case': async () => {
      const signer = await startScriptedSigner(() => ({
        result: [FIRST.toLowerCase(), OTHER.toLowerCase()],
      }));
      const stranger = (address: string) =>
        new RegExp(`^${address} is not a registered issuer on the local chain\\.\\n`);
      const none = (choice: string) =>
        `The signer at ${signer.url} has no account “${choice}”: it has 2, the first is ${FIRST}.\nChoose another with --account, or another signer with --signer.\n`;
      const cases: Readonly<Record<string, string | RegExp>> = {
        '1': stranger(OTHER),
        [OTHER]: stranger(OTHER),
        [OTHER.toLowerCase()]: stranger(OTHER),
        '2': none('2'),
        [STRANGER]: none(STRANGER),
        '': none(''),
      };
      const run = async (choice: string, workspace: Workspace) =>
        expectFault(
          await show(workspace, signer.url, '--account', choice),
          4,
          cases[choice] as string | RegExp,
        );
      await together(Object.fromEntries(Object.keys(cases).map((choice) => [choice, choice])), run, chain);
      signer.close();
    },

    'needs no key of the network, and none is looked for': async () => {
      const sepolia = await startCommandChain(11155111);
      const workspace = new Workspace(sepolia);
      workspace.environment.SEPOLIA_RPC_URL = sepolia.url;
      const signer = await startScriptedSigner(() => ({ result: [OTHER] }));
      expectFault(
        await show(workspace, signer.url, '--network', 'sepolia'),
        4,
        new RegExp(`^${OTHER} is not a registered issuer on Sepolia\\.\\n`),
      );
      signer.close();
      workspace.remove();
      await sepolia.close();
    },

    'does not deploy registries, which needs no key of an issuer’s': async () => {
      const workspace = new Workspace(chain);
      expectFault(
        await workspace.run('registry', 'deploy', '--signer', 'http://127.0.0.1:9'),
        2,
        'Deploying does not go with --signer: Hardhat Ignition sends what it signs.\nLeave --signer out, and HARDHAT_SIGNER unset; deploy with any key that has funds: nobody owns the registries, and their address does not depend on it.\n',
      );
      workspace.remove();
    },
  });
});

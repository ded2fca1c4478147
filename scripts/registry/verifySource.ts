import { verifyContract } from '@nomicfoundation/hardhat-verify/verify';
import { messageOf, RootmarkError } from '#core/errors';
import { actionOf, type CommandContext } from '../support/command.ts';
import { connect, deploymentAt } from '../support/connection.ts';
import { usageError } from '../support/output.ts';

const EXPLORERS = ['sourcify', 'etherscan', 'blockscout'] as const;
type Explorer = (typeof EXPLORERS)[number];

interface Arguments {
  explorer: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const explorer = explorerFrom(options.explorer);
  const connection = await connect(context.hre);
  const { credentialRegistry, accreditationRegistry } = deploymentAt(connection);
  if (connection.network.kind === 'local')
    throw usageError('No explorer shows a local chain.', 'Name a public network with --network.');
  await context.hre.tasks.getTask('build').run({ quiet: true, noTests: true });
  const contracts = [
    { name: 'CredentialRegistry', ...credentialRegistry, constructorArgs: [] },
    {
      name: 'AccreditationRegistry',
      ...accreditationRegistry,
      constructorArgs: [credentialRegistry.address],
    },
  ];
  for (const contract of contracts) await publish(contract, explorer, context);
  context.output.line(`${explorer} shows the sources of both registries on ${connection.network.name}`);
  context.output.result({
    explorer,
    contracts: contracts.map(({ name, address }) => ({ name, address })),
  });
  return undefined;
});

function explorerFrom(text: string | undefined): Explorer {
  const found = EXPLORERS.find((explorer) => explorer === (text ?? 'sourcify'));
  if (found !== undefined) return found;
  throw usageError(
    `There is no explorer “${text?.slice(0, 40)}”.`,
    `Choose one of: ${EXPLORERS.join(', ')}.`,
  );
}

/** Hands an explorer the sources of a contract; what it shows already is left as it is. */
async function publish(
  {
    name,
    address,
    constructorArgs,
  }: {
    name: string;
    address: string;
    constructorArgs: string[];
  },
  provider: Explorer,
  { hre, output }: CommandContext,
): Promise<void> {
  try {
    const contract = `contracts/${name}.sol:${name}`;
    await quietly(() => verifyContract({ address, constructorArgs, contract, provider }, hre));
    output.line(`${name} at ${address}`);
  } catch (error) {
    throw new RootmarkError(
      'network',
      'SourceNotVerified',
      `${provider} did not take the sources of ${name} at ${address}: ${messageOf(error)}`,
      'Check that this is the version that was deployed, and for etherscan that “npx hardhat keystore set ETHERSCAN_API_KEY” was run; then try again.',
      { cause: error },
    );
  }
}

/** The plugin writes to standard output, which belongs to `--json`. */
async function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await work();
  } finally {
    console.log = log;
  }
}

import * as v from 'valibot';
import type { Address, Hex } from 'viem';
import { type ChainAccount, isChecksummed } from '#core/account';
import { RootmarkError } from '#core/errors';

const address = v.custom<Address>(
  (value) => typeof value === 'string' && isChecksummed(value),
  'it must be a checksummed address',
);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const contract = v.object({
  address,
  blockNumber: count,
  transactionHash: v.nullable(
    v.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value)),
  ),
});

const DeploymentSchema = v.object({
  chainId: v.pipe(count, v.minValue(1)),
  name: v.pipe(v.string(), v.minLength(1)),
  kind: v.picklist(['local', 'test', 'main']),
  rpcUrls: v.array(v.pipe(v.string(), v.url('it must be a URL'))),
  confirmations: v.pipe(count, v.minValue(1)),
  explorer: v.optional(v.pipe(v.string(), v.url('it must be a URL'))),
  credentialRegistry: contract,
  accreditationRegistry: contract,
  trustedAccreditors: v.array(
    v.object({ address, name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)) }),
  ),
});

/**
 * The record of the contracts on one chain, kept in `deployments/<chainId>.json`.
 *
 * - `name` is what people read (“Sepolia”); on a `kind` other than `main` a credential is a practice credential.
 * - `rpcUrls` are public JSON-RPC endpoints that a verifier may ask.
 * - `confirmations` is how many blocks, its own included, a batch must be under before it counts as settled.
 * - `blockNumber` of a registry is the block of its deployment: no log is older.
 * - `trustedAccreditors` are the accreditors whose word counts with this verifier, by the names that it shows them by.
 */
export type Deployment = v.InferOutput<typeof DeploymentSchema>;

/** An accreditor whose word counts with a verifier, by the name that the verifier knows it by. */
export type TrustedAccreditor = Deployment['trustedAccreditors'][number];

/** Reads the content of a `deployments/<chainId>.json`. @throws RootmarkError `DeploymentInvalid` naming the member. */
export function parseDeployment(value: unknown, source: string): Deployment {
  const result = v.safeParse(DeploymentSchema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new RootmarkError(
    'input',
    'DeploymentInvalid',
    `${source} is no deployment record: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}.`,
    'Write it again with “npx hardhat registry deploy”.',
  );
}

/** The deployment that a credential's registry belongs to, or undefined where this verifier does not know it. */
export function deploymentOf(
  deployments: readonly Deployment[],
  registry: ChainAccount,
): Deployment | undefined {
  return deployments.find(
    ({ chainId, credentialRegistry }) =>
      chainId === registry.chainId && credentialRegistry.address === registry.address,
  );
}

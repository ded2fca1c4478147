import { type Address, type Client, createClient, custom } from 'viem';
import type { ChainAccount } from '#core/account';
import { type Batch, buildBatch, type DraftCredential } from '#core/batch';
import type { ParsedCredential } from '#core/credential';
import type { Deployment } from '#core/deployments';
import { didDocumentFor } from '#core/didWeb';
import { redact } from '#core/disclosure';
import type { Check, VerificationResult } from '#core/verdict';
import type { VerificationContext } from '#core/verify';
import { act, type Chain, deployAccreditationRegistry, deployRegistry } from './chain.ts';
import { draftFor, LAKESIDE, reread } from './credentials.ts';
import type { DidHost } from './didHost.ts';

/** When the sample batch was anchored: 2 Sep 2026. */
export const ANCHORED_AT = Date.UTC(2026, 8, 2) / 1000;
/** When the tests verify, unless they say otherwise: 10 Oct 2026. */
export const NOW = Date.UTC(2026, 9, 10) / 1000;
/** Unix seconds of midnight UTC in 2026. */
export const day = (month: number, date: number) => Date.UTC(2026, month - 1, date) / 1000;

export const SECRET = new Uint8Array(32).fill(7);
export const HOLDERS = ['Amina Okonkwo', 'Ben Ito', 'Chloé Durand', 'Dara Singh', 'Eva Lind'];

/** A registry with an issuer that has anchored a batch. */
export interface World {
  chain: Chain;
  registry: ChainAccount;
  issuer: Address;
  deployment: Deployment;
  batch: Batch;
}

/** Deploys a registry, registers {@link LAKESIDE}, and anchors a batch of {@link HOLDERS} or of other drafts. */
export async function anchorWorld(
  chain: Chain,
  drafts: readonly DraftCredential[] = HOLDERS.map((holder) => draftFor(holder)),
): Promise<World> {
  const registry = await deployRegistry(chain);
  const accreditationRegistry = await deployAccreditationRegistry(chain, registry);
  const issuer = chain.accounts[1] as Address;
  await act(chain, registry, issuer, 'registerIssuer', [LAKESIDE]);
  const batch = buildBatch({ registry, issuer, secret: SECRET, drafts });
  await chain.helpers.time.setNextBlockTimestamp(ANCHORED_AT);
  await act(chain, registry, issuer, 'anchorBatch', [issuer, batch.root, batch.size]);
  return { chain, registry, issuer, batch, deployment: deploymentFor(registry, accreditationRegistry) };
}

/** The record of registries on a chain called “Testnet”, where one block is enough. */
export function deploymentFor(
  { chainId, address }: ChainAccount,
  accreditationRegistry: Address,
): Deployment {
  return {
    chainId,
    name: 'Testnet',
    kind: 'test',
    rpcUrls: ['http://127.0.0.1:8545'],
    confirmations: 1,
    credentialRegistry: { address, blockNumber: 1, transactionHash: null },
    accreditationRegistry: { address: accreditationRegistry, blockNumber: 1, transactionHash: null },
    trustedAccreditors: [],
  };
}

/** What a verifier needs to read a world's chain and to ask a host about domains. */
export function contextOf(
  { chain, deployment }: Pick<World, 'chain' | 'deployment'>,
  host: DidHost,
  changes: Partial<VerificationContext> = {},
): VerificationContext {
  return {
    deployments: [deployment],
    endpointsFor: through(chain.client),
    fetch: host.fetch,
    now: () => NOW,
    // The chain's clock stands still while the tests look at it from other times.
    maximumBlockAge: Number.POSITIVE_INFINITY,
    ...changes,
  };
}

/** Reads a chain through one endpoint, this client's. */
export function through(client: Client): VerificationContext['endpointsFor'] {
  return () => [{ url: 'http://127.0.0.1:8545', client }];
}

/** Lets {@link LAKESIDE}'s domain name the world's issuer. */
export function publishIssuer({ issuer, registry }: World, host: DidHost): void {
  host.answer('lakeside.example', {
    document: didDocumentFor(LAKESIDE, [{ chainId: registry.chainId, address: issuer }]),
  });
}

/** The file of one of the batch's credentials, as parsed. */
export function fileOf({ batch }: Pick<World, 'batch'>, row = 0): ParsedCredential {
  return reread(batch.credentials[row]?.document ?? null);
}

/** The text of one of the batch's files. */
export function textOf(world: Pick<World, 'batch'>, row = 0): string {
  return JSON.stringify(fileOf(world, row).document);
}

/** The text of one of the batch's files with claims hidden. */
export function redactedTextOf(world: Pick<World, 'batch'>, hide: readonly string[], row = 0): string {
  return JSON.stringify(redact(fileOf(world, row), hide).document);
}

/** A client of the same chain whose node refuses some requests, as public endpoints do. */
export function clientRefusing({ chain }: Pick<World, 'chain'>, ...methods: string[]): Client {
  return createClient({
    transport: custom(
      {
        request: async (request: { method: string }) => {
          if (methods.includes(request.method))
            throw new Error(`${request.method} is not available on this plan`);
          return chain.client.request(request as never);
        },
      },
      { retryCount: 0 },
    ),
  });
}

/** The check of a result with this id. */
export function checkOf({ checks }: VerificationResult, id: Check['id']): Check {
  const check = checks.find((candidate) => candidate.id === id);
  if (check === undefined) throw new Error(`The result has no check “${id}”`);
  return check;
}

/** All outcomes of a result in short: `{ format: 'passed FormatRead', … }`. */
export function outcomesOf({ checks }: VerificationResult): Record<string, string> {
  return Object.fromEntries(checks.map(({ id, status, reason }) => [id, `${status} ${reason}`]));
}

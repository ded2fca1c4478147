import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types';
import { type Result, TypedDataEncoder } from 'ethers';
import { network } from 'hardhat';
import type { CredentialRegistry } from '../../types/ethers-contracts/index.ts';

/**
 * The chain that the contract tests share; fixtures keep them apart. A fixture calls the one that it builds on: loading
 * it from within would make `loadFixture` revert to snapshots that are gone.
 */
export const { ethers, networkHelpers } = await network.create();
export const { loadFixture, time } = networkHelpers;

export const ROLE_ANCHOR = 1n;
export const ROLE_REVOKE = 2n;
export const ALL_ROLES = ROLE_ANCHOR | ROLE_REVOKE;
export const DID = 'did:web:lakeside.example';
export const REASON = 'Issued in error';
/** Three status words, the last of them with 8 credentials. */
export const BATCH_SIZE = 520;

/** A registry, and accounts that it has not heard of. */
export async function deployedRegistry() {
  const [deployer, issuer, operator, revoker, relayer, rival, stranger] =
    (await ethers.getSigners()) as Signers;
  const registry = await ethers.deployContract('CredentialRegistry', deployer);
  return { registry, issuer, operator, revoker, relayer, rival, stranger };
}

type Signer = HardhatEthersSigner;
type Signers = [Signer, Signer, Signer, Signer, Signer, Signer, Signer];

/** An issuer that has just registered, being its own admin and only operator. */
export async function registeredIssuer() {
  const base = await deployedRegistry();
  await base.registry.connect(base.issuer).registerIssuer(DID);
  const batch = buildBatch(await domainOf(base.registry), base.issuer.address, BATCH_SIZE);
  return { ...base, registeredAt: await time.latest(), batch };
}

/** An issuer whose admin is no operator, with one operator for each role, and a rival issuer beside it. */
export async function staffedIssuer() {
  const base = await registeredIssuer();
  const { registry, issuer, operator, revoker, rival } = base;
  const asAdmin = registry.connect(issuer);
  await asAdmin.authorizeOperator(issuer, operator, ROLE_ANCHOR);
  await asAdmin.authorizeOperator(issuer, revoker, ROLE_REVOKE);
  await asAdmin.retireOperator(issuer, issuer);
  await registry.connect(rival).registerIssuer('did:web:rival.example');
  return base;
}

/** The same, with a batch anchored by the operator. */
export async function anchoredBatch() {
  const base = await staffedIssuer();
  const { registry, issuer, operator, batch } = base;
  await registry.connect(operator).anchorBatch(issuer, batch.root, batch.size);
  return { ...base, anchoredAt: await time.latest() };
}

export interface TestCredential {
  index: number;
  payloadHash: string;
  leaf: string;
  path: string[];
}

export interface TestBatch {
  root: string;
  size: number;
  credentials: TestCredential[];
}

export interface Domain {
  name: string;
  version: string;
  chainId: bigint;
  verifyingContract: string;
}

export async function domainOf(registry: CredentialRegistry): Promise<Domain> {
  const { chainId } = await ethers.provider.getNetwork();
  return {
    name: 'CredentialRegistry',
    version: '1',
    chainId,
    verifyingContract: await registry.getAddress(),
  };
}

export const CREDENTIAL_TYPES = {
  Credential: [
    { name: 'issuer', type: 'address' },
    { name: 'index', type: 'uint256' },
    { name: 'payloadHash', type: 'bytes32' },
  ],
};

/** A batch of made-up payloads, hashed here with ethers alone: an oracle for the contract. */
export function buildBatch(domain: Domain, issuer: string, size: number): TestBatch {
  const payloadHashes = Array.from({ length: size }, (_, index) => ethers.id(`payload ${index}`));
  const leaves = payloadHashes.map((payloadHash, index) =>
    TypedDataEncoder.hash(domain, CREDENTIAL_TYPES, { issuer, index, payloadHash }),
  );
  const levels = levelsOf(leaves);
  return {
    root: levels.at(-1)?.[0] as string,
    size,
    credentials: leaves.map((leaf, index) => ({
      index,
      payloadHash: payloadHashes[index] as string,
      leaf,
      path: levels.flatMap((level, height) => level[(index >> height) ^ 1] ?? []),
    })),
  };
}

function levelsOf(leaves: string[]): string[][] {
  if (leaves.length === 1) return [leaves];
  const above = leaves.flatMap((node, index) => {
    if (index % 2 === 1) return [];
    const sibling = leaves[index + 1];
    return sibling === undefined ? node : hashPair(node, sibling);
  });
  return [leaves, ...levelsOf(above)];
}

export function hashPair(a: string, b: string): string {
  return ethers.keccak256(ethers.concat(BigInt(a) < BigInt(b) ? [a, b] : [b, a]));
}

/** The status bit of a credential in its word. */
export function bitOf(index: number): bigint {
  return 1n << BigInt(255 - (index % 256));
}

/** The arguments by which the registry is asked about a credential. */
export function question(
  issuer: HardhatEthersSigner,
  batch: TestBatch,
  index: number,
): [string, string, bigint, string, string[]] {
  const { payloadHash, path } = credentialOf(batch, index);
  return [issuer.address, batch.root, BigInt(index), payloadHash, path];
}

export function credentialOf(batch: TestBatch, index: number): TestCredential {
  const credential = batch.credentials[index];
  if (credential === undefined) throw new RangeError(`No credential ${index} in a batch of ${batch.size}`);
  return credential;
}

/** A struct that the registry returned as a plain object, for a comparison that names the fields. */
export function plain(struct: unknown): object {
  return (struct as Result).toObject(true);
}

const ANCHOR_BATCH = [
  { name: 'issuer', type: 'address' },
  { name: 'root', type: 'bytes32' },
  { name: 'size', type: 'uint32' },
  { name: 'operator', type: 'address' },
  { name: 'deadline', type: 'uint256' },
];
const STATUS_CHANGE = [
  { name: 'issuer', type: 'address' },
  { name: 'root', type: 'bytes32' },
  { name: 'word', type: 'uint256' },
  { name: 'mask', type: 'uint256' },
  { name: 'reason', type: 'string' },
  { name: 'operator', type: 'address' },
  { name: 'deadline', type: 'uint256' },
];

/** The messages that operators sign, by the name of their EIP-712 type. */
export const MESSAGE_TYPES = {
  AnchorBatch: ANCHOR_BATCH,
  Revoke: STATUS_CHANGE,
  Suspend: STATUS_CHANGE,
  Reinstate: STATUS_CHANGE,
};

/** Signs a message, or returns its digest for comparison; in another domain, if `elsewhere` says so. */
export async function sign(
  registry: CredentialRegistry,
  signer: HardhatEthersSigner,
  type: keyof typeof MESSAGE_TYPES,
  message: object,
  elsewhere: Partial<Domain> = {},
): Promise<{ signature: string; digest: string }> {
  const domain = { ...(await domainOf(registry)), ...elsewhere };
  const types = { [type]: MESSAGE_TYPES[type] };
  return {
    signature: await signer.signTypedData(domain, types, message),
    digest: TypedDataEncoder.hash(domain, types, message),
  };
}

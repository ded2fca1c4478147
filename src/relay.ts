import * as v from 'valibot';
import { type Address, encodeFunctionData, type Hex, recoverTypedDataAddress } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { isChecksummed } from '#core/account';
import { MAXIMUM_REASON_BYTES } from '#core/contractLimits';
import { messageOf, RootmarkError } from '#core/errors';
import { parseJson } from '#core/json';
import type { StatusChange } from '#core/registry';

/** What the messages of a relay file do: anchor a batch, or change the status of credentials. */
export type RelayKind = 'anchor' | StatusChange;

/** A batch to anchor. */
export interface AnchorMessage {
  issuer: Address;
  root: Hex;
  size: number;
}

/** Credentials of one status word, whose status is to change. */
export interface StatusMessage {
  issuer: Address;
  root: Hex;
  word: number;
  /** 32 bytes: the bits of the word that are meant. */
  mask: Hex;
  reason: string;
}

/** Where messages are valid, in whose name, and how long. */
export interface RelayHead {
  chainId: number;
  registry: Address;
  /** The key that signs, or the smart account that it signs for (ERC-1271). */
  operator: Address;
  /** The last second at which the signatures may be used, in Unix seconds. */
  deadline: number;
}

type Signed<Message> = Message & { signature: Hex };

/** Messages that an operator signed on one machine, for another machine to send and pay for. No personal data. */
export type Relay = RelayHead &
  (
    | { kind: 'anchor'; messages: [Signed<AnchorMessage>] }
    | { kind: StatusChange; messages: Signed<StatusMessage>[] }
  );

/** The name of the format, and its version: what follows it is signed, so neither ever changes its meaning. */
const FORMAT = { format: 'rootmark-relay', version: 1 } as const;

/** Most messages in one file: the credentials of as many status words, 256 in each. */
export const MAXIMUM_MESSAGES = 1000;

const MESSAGE_TYPES = {
  AnchorBatch: [
    { name: 'issuer', type: 'address' },
    { name: 'root', type: 'bytes32' },
    { name: 'size', type: 'uint32' },
    { name: 'operator', type: 'address' },
    { name: 'deadline', type: 'uint256' },
  ],
  Status: [
    { name: 'issuer', type: 'address' },
    { name: 'root', type: 'bytes32' },
    { name: 'word', type: 'uint256' },
    { name: 'mask', type: 'uint256' },
    { name: 'reason', type: 'string' },
    { name: 'operator', type: 'address' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const;

const PRIMARY_TYPES = {
  anchor: 'AnchorBatch',
  revoke: 'Revoke',
  suspend: 'Suspend',
  reinstate: 'Reinstate',
} as const;

/** The EIP-712 typed data that the operator signs for one message. */
export function typedDataOf(
  { chainId, registry, operator, deadline }: RelayHead,
  kind: RelayKind,
  message: AnchorMessage | StatusMessage,
) {
  const primaryType = PRIMARY_TYPES[kind];
  return {
    domain: { name: 'CredentialRegistry', version: '1', chainId, verifyingContract: registry },
    types: { [primaryType]: kind === 'anchor' ? MESSAGE_TYPES.AnchorBatch : MESSAGE_TYPES.Status },
    primaryType,
    message: { ...message, operator, deadline: BigInt(deadline) },
  };
}

/** Whether a message was signed by the operator's own key. Of a smart account only the chain can tell. */
export async function isSignedByOperator(
  relay: RelayHead & { kind: RelayKind },
  { signature, ...message }: Signed<AnchorMessage | StatusMessage>,
): Promise<boolean> {
  if (!isCanonicalSignature(signature)) return false;
  try {
    const signer = await recoverTypedDataAddress({ ...typedDataOf(relay, relay.kind, message), signature });
    return signer === relay.operator;
  } catch {
    return false;
  }
}

/** Half of the order of secp256k1, rounded down: of the two values that s may have, the registry takes the lower one. */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** Whether a signature has the one form that the registry's library takes (OpenZeppelin `ECDSA`): r, low s, v of 27 or 28. */
export function isCanonicalSignature(signature: Hex): boolean {
  return /^0x[0-9a-f]{128}1[bc]$/.test(signature) && BigInt(`0x${signature.slice(66, 130)}`) <= HALF_ORDER;
}

/** The call data of each message, in order. */
export function relayCalls({ operator, deadline, ...relay }: Relay): Hex[] {
  const abi = credentialRegistryAbi;
  const until = BigInt(deadline);
  if (relay.kind === 'anchor') {
    return relay.messages.map(({ issuer, root, size, signature }) =>
      encodeFunctionData({
        abi,
        functionName: 'anchorBatchWithSignature',
        args: [issuer, root, size, operator, until, signature],
      }),
    );
  }
  const functionName = `${relay.kind}WithSignature` as const;
  return relay.messages.map(({ issuer, root, word, mask, reason, signature }) =>
    encodeFunctionData({
      abi,
      functionName,
      args: [issuer, root, BigInt(word), BigInt(mask), reason, operator, until, signature],
    }),
  );
}

/** The text of a relay file. */
export function writeRelay({ kind, chainId, registry, operator, deadline, messages }: Relay): string {
  const document = { ...FORMAT, kind, chainId, registry, operator, deadline, messages };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const count = (maximum: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maximum));
const hex = (pattern: RegExp, what: string) =>
  v.custom<Hex>((value) => typeof value === 'string' && pattern.test(value), what);
const address = v.custom<Address>(
  (value) => typeof value === 'string' && isChecksummed(value),
  'it must be a checksummed address',
);
const word = hex(/^0x[0-9a-f]{64}$/, 'it must be 32 bytes in hexadecimal');
const signature = hex(/^0x([0-9a-f]{2}){1,8192}$/, 'it must be a signature in hexadecimal');
const positive = (maximum: number) => v.pipe(count(maximum), v.minValue(1));

const head = {
  format: v.literal(FORMAT.format, 'it is no relay file'),
  version: v.literal(FORMAT.version, 'this version is not known'),
  chainId: positive(Number.MAX_SAFE_INTEGER),
  registry: address,
  operator: address,
  deadline: count(Number.MAX_SAFE_INTEGER),
};

const AnchorSchema = v.strictObject({
  ...head,
  kind: v.literal('anchor'),
  messages: v.strictTuple([
    v.strictObject({ issuer: address, root: word, size: positive(2 ** 32 - 1), signature }),
  ]),
});

const StatusSchema = v.strictObject({
  ...head,
  kind: v.picklist(['revoke', 'suspend', 'reinstate']),
  messages: v.pipe(
    v.array(
      v.strictObject({
        issuer: address,
        root: word,
        word: count(2 ** 24 - 1),
        mask: word,
        reason: v.pipe(v.string(), v.minLength(1), v.maxBytes(MAXIMUM_REASON_BYTES)),
        signature,
      }),
    ),
    v.minLength(1),
    v.maxLength(MAXIMUM_MESSAGES),
  ),
});

const RelaySchema = v.variant('kind', [AnchorSchema, StatusSchema], 'it is no kind of message that is known');

/**
 * Reads a relay file, strictly: nothing missing, nothing that does not belong there.
 *
 * @param source what to call the file.
 * @throws RootmarkError `RelayInvalid` naming the member.
 */
export function parseRelay(text: string | Uint8Array, source: string): Relay {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw relayInvalid(source, `it cannot be read: ${messageOf(error)}`);
  }
  const result = v.safeParse(RelaySchema, value);
  if (!result.success) {
    const [issue] = result.issues;
    throw relayInvalid(source, `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  }
  const { format: _, version: __, ...relay } = result.output;
  return relay;
}

function relayInvalid(source: string, problem: string): RootmarkError {
  return new RootmarkError(
    'input',
    'RelayInvalid',
    `${source} is no relay file that can be sent: ${problem.replace(/\.$/, '')}.`,
    'Copy it again from the machine that signed it. Nothing was sent.',
  );
}

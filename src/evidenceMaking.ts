import * as v from 'valibot';
import { type Client, type Hex, numberToHex } from 'viem';
import { headerOf, readHeader } from '#core/blockHeader';
import { type ParsedCredential, parseCredential } from '#core/credential';
import type { Deployment } from '#core/deployments';
import { messageOf, RootmarkError } from '#core/errors';
import { EVIDENCE_FORMAT, type Evidence, type SeenDocument } from '#core/evidence';
import { credentialStateFrom } from '#core/registryState';
import type { SlotReader } from '#core/registryStorage';
import { nodesByHash, ProofError, provenAccount, provenSlot } from '#core/storageProof';
import { fingerprintOf } from '#core/verify';

/** What evidence is made of beside the chain's own proofs. */
export interface EvidenceSubject {
  /** The credential's exact text. */
  text: string;
  /** The block to prove against: the one that the credential was verified at. */
  blockNumber: number;
  didDocuments: readonly SeenDocument[];
}

/**
 * Asks the chain for proofs of everything that it says about a credential at one block, and checks them.
 *
 * @throws FormatError when the text is no credential; RootmarkError of kind `network`: `ProofsUnavailable`,
 * `ProofsWrong` or `HeaderUnknown`.
 */
export async function makeEvidence(
  client: Client,
  deployment: Deployment,
  { text, blockNumber, didDocuments }: EvidenceSubject,
): Promise<Evidence> {
  const credential = parseCredential(text);
  const ask = askAt(client, deployment, numberToHex(blockNumber));
  try {
    const blockHeader = headerOf(await ask.block());
    const code = await ask.code();
    const { accountProof, storageProof } = await prove(ask, blockHeader, credential);
    return {
      format: EVIDENCE_FORMAT,
      credential: text,
      blockHeader,
      registry: { code, accountProof, storageProof },
      didDocuments: [...didDocuments],
    };
  } catch (error) {
    throw error instanceof ProofError ? proofsWrong(deployment, error) : error;
  }
}

type Ask = ReturnType<typeof askAt>;

/** Reads the credential's slots round by round, each with its proof, until nothing more is needed. */
async function prove(
  ask: Ask,
  blockHeader: Hex,
  credential: ParsedCredential,
): Promise<Pick<Evidence['registry'], 'accountProof' | 'storageProof'>> {
  const { registry } = credential;
  const stateRoot = readHeader(blockHeader)?.stateRoot ?? '0x';
  const storageProof = new Map<bigint, { slot: Hex; nodes: Hex[] }>();
  let accountProof: Hex[] = [];
  const read: SlotReader = async (slots) => {
    const answer = await ask.proof(slots);
    accountProof = answer.accountProof;
    const account = await provenAccount(stateRoot, registry.address, accountProof);
    if (account === null) throw new ProofError('there is no contract');
    const values = slots.map(async (slot, at) => {
      const nodes = answer.storageProofs[at] ?? [];
      storageProof.set(slot, { slot: numberToHex(slot, { size: 32 }), nodes });
      return provenSlot(account.storageRoot, slot, nodes);
    });
    return Promise.all(values);
  };
  await credentialStateFrom(read, registry, fingerprintOf(credential));
  return { accountProof, storageProof: [...storageProof.values()] };
}

const bytes = v.custom<Hex>((value) => typeof value === 'string' && /^0x([0-9a-f]{2})+$/.test(value));
const ProofAnswer = v.object({
  accountProof: v.array(bytes),
  storageProof: v.array(v.object({ proof: v.array(bytes) })),
});

function askAt(client: Client, deployment: Deployment, block: Hex) {
  const { address } = deployment.credentialRegistry;
  const request = async (method: string, params: unknown[]): Promise<unknown> => {
    try {
      return await client.request({ method, params } as never);
    } catch (error) {
      throw proofsUnavailable(deployment, messageOf(error), error);
    }
  };
  const parsed = <Output>(schema: v.GenericSchema<unknown, Output>, answer: unknown): Output => {
    const result = v.safeParse(schema, answer);
    if (result.success) return result.output;
    throw proofsUnavailable(deployment, 'its answer is no proof', result.issues);
  };
  return {
    block: () => request('eth_getBlockByNumber', [block, false]),
    code: async () => parsed(bytes, await request('eth_getCode', [address, block])),
    proof: async (slots: readonly bigint[]) => {
      const keys = slots.map((slot) => numberToHex(slot, { size: 32 }));
      const answer = parsed(ProofAnswer, await request('eth_getProof', [address, keys, block]));
      return {
        accountProof: nodesByHash(answer.accountProof),
        storageProofs: answer.storageProof.map(({ proof }) => nodesByHash(proof)),
      };
    },
  };
}

function proofsUnavailable({ name }: Deployment, problem: string, cause: unknown): RootmarkError {
  return new RootmarkError(
    'network',
    'ProofsUnavailable',
    `The endpoint for ${name} gives no proofs (eth_getProof): ${problem.replace(/\.$/, '')}.`,
    'Set another RPC endpoint; many public ones give none.',
    { cause },
  );
}

function proofsWrong({ name }: Deployment, cause: ProofError): RootmarkError {
  return new RootmarkError(
    'network',
    'ProofsWrong',
    `The endpoint for ${name} gave proofs that do not hold: ${cause.message}.`,
    'The chain may just have changed its mind about its last blocks. Try again in a minute, or set another RPC endpoint.',
    { cause },
  );
}

import type { Address, Hex } from 'viem';
import { type Batch, buildBatch, type DraftCredential } from '#core/batch';
import { RootmarkError } from '#core/errors';
import type { JsonValue } from '#core/json';
import { statusBitOf } from '#core/registry';
import type { CredentialInput } from '../../scripts/support/credentialInputs.ts';
import { accredit } from './accreditors.ts';
import { act } from './chain.ts';
import { draftFor, reread } from './credentials.ts';
import { IN_THE_CREDENTIAL } from './tamperingsOfDocument.ts';
import { IN_THE_PROOF } from './tamperingsOfProof.ts';
import { IN_A_REDACTED_FILE } from './tamperingsOfRedaction.ts';
import { Forgery, type TamperWorld } from './tamperWorld.ts';
import { SECRET, textOf } from './world.ts';

/** A credential as it would stand in one line of a packed file. */
export function inputOf(file: string, json: string): CredentialInput {
  return { file, read: () => ({ json, sdJwt: null }) };
}

/** Records batches in which credentials have every status there is, and gives their texts by what became of them. */
export async function recordStatuses(world: TamperWorld): Promise<Record<string, string>> {
  const { chain, registry, issuer } = world;
  const own = await recorded(world, issuer, holders('kept', 300));
  const change = (name: 'revoke' | 'suspend' | 'reinstate', index: number, reason: string) => {
    const { word, mask } = statusBitOf(index);
    return act(chain, registry, issuer, name, [issuer, own.root, word, mask, reason]);
  };
  await change('revoke', 1, 'issued in error');
  await change('suspend', 2, 'fee not paid');
  await change('suspend', 3, 'by mistake');
  await change('reinstate', 3, 'sorry');
  await change('suspend', 4, 'looked into');
  await change('revoke', 4, 'found out');
  // In the second status word.
  await change('revoke', 299, 'the last of them');
  const withdrawn = await recorded(world, issuer, holders('withdrawn', 3));
  await act(chain, registry, issuer, 'withdrawBatch', [issuer, withdrawn.root, 'wrong template']);
  const small = await recorded(world, issuer, holders('too many', 5), 3);

  const distrusted = chain.accounts[4] as Address;
  await act(chain, registry, distrusted, 'registerIssuer', ['did:web:distrusted.example']);
  const leaked = await recorded(world, distrusted, holders('leaked', 2));
  const { timestamp } = await chain.client.request({
    method: 'eth_getBlockByNumber',
    params: ['latest', false],
  } as never);
  await act(chain, registry, distrusted, 'distrustOperator', [distrusted, distrusted, Number(timestamp)]);
  await accredit(world, chain.accounts[5] as Address, chain.accounts[6] as Address);

  const of = (batch: Batch, index: number) => {
    const row = batch.credentials.findIndex(({ document }) => reread(document).anchor.index === index);
    return textOf({ batch }, row);
  };
  return {
    kept: of(own, 0),
    revoked: of(own, 1),
    suspended: of(own, 2),
    reinstated: of(own, 3),
    'suspended, then revoked': of(own, 4),
    'revoked in the last word': of(own, 299),
    'beside the one in the last word': of(own, 298),
    'of a batch that was withdrawn': of(withdrawn, 2),
    'the last of a batch of three': of(small, 2),
    'one past the end of a batch of three': of(small, 3),
    'by a key that is not trusted': of(leaked, 1),
  };
}

/** Files of every kind: honest, withdrawn, tampered with in every way that is known, unreadable; each some times. */
export function pileOf(world: TamperWorld, statuses: Record<string, string>): CredentialInput[] {
  const { full, redacted, neighbour, expired, plain, sibling, elsewhere, secondRegistry, stranger } = world;
  const honest = { full, redacted, neighbour, expired, plain, sibling, elsewhere, secondRegistry, stranger };
  const tampered = [...IN_THE_CREDENTIAL, ...IN_THE_PROOF, ...IN_A_REDACTED_FILE].map(
    ({ name, change }) => [name, change(world)] as const,
  );
  const files = [
    ...Object.entries(honest),
    ...tampered,
    ...Object.entries(statuses),
    ['a proof of another batch', full.prove({ root: sibling.proof.root, path: sibling.proof.path })] as const,
    ['a signature that nobody made', full.set('/proof', [...proofs(full), SIGNATURE])] as const,
    ['nothing', ''] as const,
    ['no JSON', '{'] as const,
  ].map(([name, file]) => inputOf(name, file instanceof Forgery ? file.text : file));
  const closed: CredentialInput = {
    file: 'closed',
    read: () => {
      throw new RootmarkError('input', 'FileFault', 'The file may not be read.', 'Ask its owner.');
    },
  };
  // Far from each other, so that copies of one credential come in different company.
  return [...files, closed, ...files.toReversed(), closed];
}

function holders(name: string, count: number): DraftCredential[] {
  return Array.from({ length: count }, (_, at) => draftFor(`${name} ${at}`));
}

async function recorded(
  { chain, registry }: TamperWorld,
  issuer: Address,
  drafts: DraftCredential[],
  size = drafts.length,
): Promise<Batch> {
  const batch = buildBatch({ registry, issuer, secret: SECRET, drafts });
  await act(chain, registry, issuer, 'anchorBatch', [issuer, batch.root as Hex, size]);
  return batch;
}

function proofs({ document }: Forgery): JsonValue[] {
  return document.proof as JsonValue[];
}

const SIGNATURE: JsonValue = {
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-rdfc-2022',
  created: '2026-09-02T00:00:00Z',
  proofPurpose: 'assertionMethod',
  verificationMethod: 'did:web:lakeside.example#key-1',
  proofValue: `z${'2'.repeat(88)}`,
};

import { concat, type Hex } from 'viem';
import { hashPair } from '#core/proof';
import { fingerprintOf } from '#core/verify';
import { reread } from './credentials.ts';
import {
  altered,
  DIGEST,
  fullOf,
  HASH,
  NAME,
  RESULT,
  SUBJECT,
  sealed,
  type Tampering,
  unreadable,
  unrecorded,
} from './tamperings.ts';
import type { Forgery } from './tamperWorld.ts';

const upper = (hex: Hex) => `0x${hex.slice(2).toUpperCase()}` as Hex;

/** Changes of the anchor proof. */
export const IN_THE_PROOF: Tampering[] = [
  ...altered({
    'the root altered by one digit': ({ full }) =>
      full.prove({ root: full.proof.root.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) as Hex }),
    'the root of a sibling batch': ({ full, sibling }) => full.prove({ root: sibling.proof.root }),
    'a root of zeros': ({ full }) => full.prove({ root: `0x${'00'.repeat(32)}` }),
    'an inner node as root, the path left whole': ({ full }) =>
      full.prove({ root: hashPair(leafOf(full), full.proof.path[0] as Hex) }),
    'its own leaf as first step': ({ full }) =>
      full.prove({ path: [leafOf(full), ...full.proof.path.slice(1)] }),
    'its own leaf as an additional step': ({ full }) =>
      full.prove({ path: [leafOf(full), ...full.proof.path] }),
    'the path reversed': ({ full }) => full.prove({ path: [...full.proof.path].reverse() }),
    'the path extended': ({ full }) => full.prove({ path: [...full.proof.path, HASH] }),
    'the path extended by the root': ({ full }) =>
      full.prove({ path: [...full.proof.path, full.proof.root] }),
    'the path without its first step': ({ full }) => full.prove({ path: full.proof.path.slice(1) }),
    'the path without its last step': ({ full }) => full.prove({ path: full.proof.path.slice(0, -1) }),
    'no path': ({ full }) => full.prove({ path: [] }),
    'a step altered by one digit': ({ full }) =>
      full.prove({
        path: [
          full.proof.path[0]?.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) as Hex,
          ...full.proof.path.slice(1),
        ],
      }),
    'a step doubled': ({ full }) => full.prove({ path: [full.proof.path[0] as Hex, ...full.proof.path] }),
    'two steps as their parent': ({ full }) =>
      full.prove({
        path: [hashPair(full.proof.path[0] as Hex, full.proof.path[1] as Hex), ...full.proof.path.slice(2)],
      }),
    'the index of the neighbour': ({ full, neighbour }) => full.prove({ index: neighbour.proof.index }),
    'the next index': ({ full }) => full.prove({ index: full.proof.index + 1 }),
    'an index beyond the batch': ({ full, batch }) => full.prove({ index: full.proof.index + batch.size }),
    'the largest index': ({ full }) => full.prove({ index: 2 ** 32 - 1 }),
    'the path of another credential': ({ full, neighbour }) => full.prove({ path: neighbour.proof.path }),
    'index and path of another credential': ({ full, neighbour }) =>
      full.prove({ index: neighbour.proof.index, path: neighbour.proof.path }),
    'the whole proof of another credential': ({ full, neighbour }) => full.prove(neighbour.proof),
    'the whole proof of another credential but its own disclosure': ({ full, neighbour }) =>
      full.prove({ ...neighbour.proof, disclosure: full.proof.disclosure }),
    'root, index and path from another chain': ({ full, elsewhere }) =>
      full.prove({ root: elsewhere.proof.root, index: elsewhere.proof.index, path: elsewhere.proof.path }),
    'root, index and path from another registry': ({ full, secondRegistry: { proof } }) =>
      full.prove({ root: proof.root, index: proof.index, path: proof.path }),
    'root, index and path of a stranger': ({ full, stranger: { proof } }) =>
      full.prove({ root: proof.root, index: proof.index, path: proof.path }),
    'the chain alone': ({ full, elsewhere: { proof } }) =>
      full.prove({ registry: proof.registry, verificationMethod: proof.verificationMethod }),
    'the registry alone': ({ full, secondRegistry: { proof } }) => full.prove({ registry: proof.registry }),
    'the issuer alone': ({ full, stranger: { proof } }) =>
      full.prove({ issuer: proof.issuer, verificationMethod: proof.verificationMethod }),
    'another seed': ({ full }) => full.prove({ disclosure: { ...fullOf(full), seed: DIGEST } }),
    'the seed of another credential': ({ full, neighbour }) =>
      full.prove({ disclosure: { ...fullOf(full), seed: fullOf(neighbour).seed } }),
    'the seed of the sibling': ({ full, sibling }) => full.prove({ disclosure: sibling.proof.disclosure }),
    'the disclosure of one that hides nothing': ({ full, plain }) =>
      full.prove({ disclosure: plain.proof.disclosure }),
    'one that hides nothing made redactable': ({ full, plain }) =>
      plain.prove({ disclosure: full.proof.disclosure }),
    'a claim less to hide': ({ full }) =>
      full.prove({ disclosure: { ...fullOf(full), redactable: fullOf(full).redactable.slice(1) } }),
    'a claim more to hide': ({ full }) =>
      full.prove({ disclosure: { ...fullOf(full), redactable: [...fullOf(full).redactable, '/name'] } }),
    'nothing to hide': ({ full }) => full.prove({ disclosure: { ...fullOf(full), redactable: [] } }),
    'a part of a claim to hide in place of the whole': ({ full }) =>
      full.prove({
        disclosure: {
          ...fullOf(full),
          redactable: fullOf(full).redactable.map((pointer) =>
            pointer === RESULT ? `${RESULT}/0` : pointer,
          ),
        },
      }),
  }),
  ...unrecorded({
    'an inner node as root, and the path cut to fit': ({ full }) =>
      sealed(full.prove({ path: full.proof.path.slice(0, 1) })),
    'the leaf itself as root, without a path': ({ full }) => sealed(full.prove({ path: [] })),
    'the path extended, and the root made to fit': ({ full }) =>
      sealed(full.prove({ path: [...full.proof.path, HASH] })),
    'the name changed, and the root made to fit': ({ full }) => sealed(full.set(NAME, 'Anina Okonkwo')),
    'the index changed, and the root made to fit': ({ full }) => sealed(full.prove({ index: 0xffff })),
    'the issuer changed, and the root made to fit': ({ full, stranger: { proof } }) =>
      sealed(full.prove({ issuer: proof.issuer, verificationMethod: proof.verificationMethod })),
    'a registry that is known but never recorded it': ({ full, secondRegistry }) =>
      full.prove(secondRegistry.proof),
    'a redaction with an invented claim, and the root made to fit': ({ redacted }) =>
      sealed(
        redacted.disclose({ concealed: [...redacted.redacted.concealed, { in: SUBJECT, digest: DIGEST }] }),
      ),
  }),
  {
    name: 'the proof of a chain that is not known',
    change: ({ full, elsewhere }) => full.prove(elsewhere.proof),
    verdict: 'unrecognised',
    check: 'registry',
  },
  {
    name: 'a registry that is not known, and the root made to fit',
    change: ({ full, issuer }) => sealed(full.prove({ registry: `eip155:31337:${issuer}` })),
    verdict: 'unrecognised',
    check: 'registry',
  },
  {
    name: 'the proof of a stranger who recorded the same document',
    change: ({ full, stranger }) => full.prove(stranger.proof),
    verdict: 'unrecognised',
    check: 'issuer',
  },
  ...unreadable({
    'a root in upper-case hex': ({ full }) => full.prove({ root: upper(full.proof.root) }),
    'a step in upper-case hex': ({ full }) => full.prove({ path: full.proof.path.map(upper) }),
    'a root without 0x': ({ full }) => full.prove({ root: full.proof.root.slice(2) as Hex }),
    'a step of 64 bytes: two nodes as one': ({ full }) =>
      full.prove({ path: [concat([full.proof.path[0] as Hex, full.proof.path[1] as Hex])] }),
    'the registry’s address in lower case': ({ full }) =>
      full.prove({ registry: full.proof.registry.toLowerCase() }),
    'the issuer’s address in lower case': ({ full }) =>
      full.prove({ issuer: full.proof.issuer.toLowerCase() as Hex }),
    'all addresses in lower case': ({ full: { proof }, full }) =>
      full.prove({
        issuer: proof.issuer.toLowerCase() as Hex,
        registry: proof.registry.toLowerCase(),
        verificationMethod: proof.verificationMethod.toLowerCase(),
      }),
    'a verification method of another issuer': ({ full, stranger }) =>
      full.prove({ verificationMethod: stranger.proof.verificationMethod }),
    'the index as a text': ({ full }) => full.prove({ index: String(full.proof.index) as never }),
    'the index as a list': ({ full }) => full.prove({ index: [full.proof.index] as never }),
    'a negative index': ({ full }) => full.prove({ index: -1 }),
    'an index and a half': ({ full }) => full.prove({ index: full.proof.index + 0.5 }),
    'an index past 32 bits that wraps to its own': ({ full }) =>
      full.prove({ index: full.proof.index + 2 ** 32 }),
    'the path as an object': ({ full }) => full.prove({ path: { ...full.proof.path } as never }),
    'the path as its only step': ({ full }) => full.prove({ path: full.proof.path[0] as never }),
    'a path of 65 steps': ({ full }) => full.prove({ path: Array<Hex>(65).fill(HASH) }),
    'another purpose': ({ full }) => full.prove({ proofPurpose: 'authentication' as never }),
    'another format': ({ full }) => full.prove({ format: 'rootmark-v0' as never }),
    'another type': ({ full }) => full.prove({ type: 'MerkleProof2019' as never }),
    'the type as a list': ({ full }) => full.prove({ type: ['MerkleAnchorProof'] as never }),
    'another vocabulary': ({ full }) => full.prove({ '@context': { '@vocab': 'urn:evil#' } as never }),
    'an unknown member in the proof': ({ full }) => full.add('/proof/0', 'created', '2020-01-01T00:00:00Z'),
    'an inherited name in the proof': ({ full }) => full.add('/proof/0', 'constructor', 'x'),
    'an unknown member in the disclosure': ({ full }) => full.add('/proof/0/disclosure', 'holder', 'me'),
    'a member in the proof a second time': ({ full }) => full.text.replace('"index":', '"index":0,"index":'),
    'a second anchor proof': ({ full, sibling }) =>
      full.set('/proof', [full.at('/proof/0'), sibling.at('/proof/0')]),
    'the same anchor proof twice': ({ full }) =>
      full.set('/proof', [full.at('/proof/0'), full.at('/proof/0')]),
    'the proof as an object': ({ full }) => full.set('/proof', full.at('/proof/0')),
    'the proof in a list of lists': ({ full }) => full.set('/proof', [full.at('/proof')]),
    'no proof': ({ full }) => full.remove('/proof'),
    'an empty list of proofs': ({ full }) => full.set('/proof', []),
    'no seed': ({ full }) => full.remove('/proof/0/disclosure/seed'),
    'a padded seed': ({ full }) =>
      full.prove({ disclosure: { ...fullOf(full), seed: `${fullOf(full).seed}=` } }),
    'a second spelling of the seed': ({ full }) =>
      full.prove({ disclosure: { ...fullOf(full), seed: respelled(fullOf(full).seed) } }),
    'a claim to hide named twice': ({ full }) =>
      full.prove({ disclosure: { ...fullOf(full), redactable: [...fullOf(full).redactable, RESULT] } }),
    'a claim to hide inside another': ({ full }) =>
      full.prove({
        disclosure: { ...fullOf(full), redactable: [...fullOf(full).redactable, `${RESULT}/0`] },
      }),
    'the end to hide': ({ expired }) =>
      expired.prove({
        disclosure: { ...fullOf(expired), redactable: [...fullOf(expired).redactable, '/validUntil'] },
      }),
    'nothing to hide at a pointer': ({ full }) =>
      full.prove({ disclosure: { ...fullOf(full), redactable: [...fullOf(full).redactable, '/nothing'] } }),
  }),
];

/** The same 32 bytes by a sloppy decoder: other unused bits in the last character. */
function respelled(seed: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return seed.slice(0, -1) + letters[letters.indexOf(seed.slice(-1)) + 1];
}

function leafOf({ document }: Forgery): Hex {
  return fingerprintOf(reread(document)).leaf;
}

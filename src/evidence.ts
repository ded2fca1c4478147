import * as v from 'valibot';
import type { Hex } from 'viem';
import { plainText } from '#core/describe';
import { MAXIMUM_DID_DOCUMENT_BYTES } from '#core/didWeb';
import { FormatError, RootmarkError } from '#core/errors';
import { MAXIMUM_BYTES, parseJson } from '#core/json';

/** The name of the evidence file format; old files can be checked for ever. */
export const EVIDENCE_FORMAT = 'rootmark-evidence-v1';
/** Most bytes that an evidence file may have. */
export const MAXIMUM_EVIDENCE_BYTES = 8 * 1024 * 1024;

/** Bytes that no header, node or code of an Ethereum chain exceeds (EIP-170 for code). */
const MOST_BYTES = { header: 4096, node: 1024, code: 24_576 };
/** A trie's keys have 64 half-bytes, each at most one node. */
const MOST_NODES = 65;
/** Two DIDs of nine slots, the bisection of a history as long as can be, and the rest. */
const MOST_SLOTS = 128;
/** The end of the year 9999: beyond it no date has a name. */
const LAST_SECOND = 253_402_300_799;
/** Today's domain, and the one at anchoring. */
const MOST_DOCUMENTS = 2;

function hex(mostBytes: number) {
  return v.custom<Hex>(
    (value) =>
      typeof value === 'string' && value.length <= 2 + 2 * mostBytes && /^0x([0-9a-f]{2})+$/.test(value),
    `it must be at most ${mostBytes} bytes in lower-case hex`,
  );
}

const nodes = v.pipe(
  v.array(hex(MOST_BYTES.node), 'it must be a list'),
  v.maxLength(MOST_NODES, `it must have at most ${MOST_NODES} nodes`),
);

const EvidenceSchema = v.strictObject({
  format: v.literal(EVIDENCE_FORMAT, `it must be ${EVIDENCE_FORMAT}`),
  credential: v.pipe(
    v.string('it must be text'),
    v.maxLength(MAXIMUM_BYTES, `it must have at most ${MAXIMUM_BYTES} characters`),
  ),
  blockHeader: hex(MOST_BYTES.header),
  registry: v.strictObject({
    code: hex(MOST_BYTES.code),
    accountProof: nodes,
    storageProof: v.pipe(
      v.array(
        v.strictObject({
          slot: v.pipe(hex(32), v.length(66, 'it must have 32 bytes')),
          nodes,
        }),
        'it must be a list',
      ),
      v.maxLength(MOST_SLOTS, `it must have at most ${MOST_SLOTS} slots`),
    ),
  }),
  didDocuments: v.pipe(
    v.array(
      v.strictObject({
        url: v.pipe(v.string('it must be a URL'), v.url('it must be a URL')),
        seenAt: v.pipe(
          v.number('it must be a number'),
          v.integer('it must be a whole number'),
          v.minValue(0, 'it must not be negative'),
          v.maxValue(LAST_SECOND, 'it is no time'),
        ),
        status: v.pipe(v.number('it must be a number'), v.integer(), v.minValue(200), v.maxValue(599)),
        text: v.pipe(v.string('it must be text'), v.maxLength(MAXIMUM_DID_DOCUMENT_BYTES, 'it is too long')),
      }),
      'it must be a list',
    ),
    v.maxLength(MOST_DOCUMENTS, `it must have at most ${MOST_DOCUMENTS} documents`),
  ),
});

/**
 * What was seen of one credential at one block, to be checked without any network.
 *
 * - `credential` is the credential's exact text.
 * - `blockHeader` is the header (RLP) of the block that the chain was read at; its keccak-256 is the block's hash.
 * - `registry` proves (EIP-1186) against that header the CredentialRegistry's account, whose `code` is beside it, and
 *   each storage slot that the verdict depends on; nodes are RLP, from the root on.
 * - `didDocuments` are the issuer's `did.json` as whoever made the file got them, `seenAt` in Unix seconds by that
 *   machine's clock. Nothing proves them.
 */
export type Evidence = v.InferOutput<typeof EvidenceSchema>;

/** What a domain answered when it was asked for its `did.json`. */
export type SeenDocument = Evidence['didDocuments'][number];

/**
 * Reads untrusted bytes or text as an evidence file. Nothing in it is proven yet.
 *
 * @throws RootmarkError `EvidenceMalformed` saying what is wrong, and where.
 */
export function parseEvidence(source: string | Uint8Array): Evidence {
  if (source.length > MAXIMUM_EVIDENCE_BYTES)
    throw malformed(`It is larger than ${MAXIMUM_EVIDENCE_BYTES / 1024 ** 2} MiB.`);
  const result = v.safeParse(EvidenceSchema, jsonFrom(source));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  const complaint =
    issue.expected === 'never'
      ? 'the format has no such member'
      : issue.received === 'undefined'
        ? 'it is missing'
        : issue.message;
  throw malformed(`${place === null ? 'The document' : `“${plainText(place, 80)}”`}: ${complaint}.`);
}

/** Writes an evidence file's content. */
export function evidenceText(evidence: Evidence): string {
  return `${JSON.stringify(evidence, null, 2)}\n`;
}

function jsonFrom(source: string | Uint8Array): unknown {
  try {
    return parseJson(source, MAXIMUM_EVIDENCE_BYTES);
  } catch (error) {
    if (error instanceof FormatError) throw malformed(plainText(error.message, 300));
    throw error;
  }
}

function malformed(problem: string): RootmarkError {
  return new RootmarkError(
    'input',
    'EvidenceMalformed',
    `This isn't an evidence file we can read. ${problem}`,
    'Ask for the original file; “npx hardhat credential verify FILE --evidence OUT” writes one.',
  );
}

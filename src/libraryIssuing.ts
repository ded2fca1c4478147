/**
 * The public surface of `rootmark/issuing`: making batches of credentials out of templates and rosters, signing them for
 * software without a chain, and their status lists, in Node. Signing and sending the transaction that anchors a batch is left
 * to the caller.
 */
export { BATCH_SECRET_BYTES, type Batch, buildBatch, type DraftCredential } from '#core/batch';
export { type PreparedDrafts, prepareDrafts } from '#core/drafts';
export { EUROPEAN_CONTEXT, europeanProfile } from '#core/europeanProfile';
export { type IssuerSigner, withSigningKeys } from '#core/issuerKeys';
export { anchorBatchData } from '#core/registry';
export type { RosterProblem } from '#core/rosterProblem';
export { toSdJwt } from '#core/sdJwt';
export { signCredential } from '#core/signature';
export { generateSigningKey, type SigningKey, signerOf } from '#core/signingKey';
export {
  type BatchStatus,
  readBatchStatus,
  type StatusListParameters,
  statusListCredentialOf,
} from '#core/statusList';
export { parseTemplate, type Template } from '#core/template';

/**
 * The public surface of `rootmark/issuing`: making batches of credentials out of templates and rosters, in Node. Signing
 * and sending the transaction that anchors a batch is left to the caller.
 */
export { BATCH_SECRET_BYTES, type Batch, buildBatch, type DraftCredential } from '#core/batch';
export { type PreparedDrafts, prepareDrafts } from '#core/drafts';
export { EUROPEAN_CONTEXT, europeanProfile } from '#core/europeanProfile';
export { anchorBatchData } from '#core/registry';
export type { RosterProblem } from '#core/rosterProblem';
export { parseTemplate, type Template } from '#core/template';

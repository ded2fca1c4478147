/**
 * The public surface of the package `rootmark`: reading, verifying and redacting credentials, in browsers and in Node.
 * What is exported here keeps its name and its meaning; everything else may change.
 */
export { bakeBadge, credentialSourceOf, readBakedBadge } from '#core/bakedBadge';
export {
  type AnchorProof,
  type Disclosure,
  FORMAT,
  type ParsedCredential,
  parseCredential,
} from '#core/credential';
export { type Deployment, parseDeployment } from '#core/deployments';
export { concealedCount, payloadOf, redact, redactablePointers } from '#core/disclosure';
export { FormatError, RootmarkError } from '#core/errors';
export { packCredential, unpackCredential } from '#core/link';
export { type PathwayVerification, verifyPathway } from '#core/pathway';
export { checkPathway, type PathwayReport } from '#core/pathwayCheck';
export { type Component, componentOf } from '#core/pathwayComponent';
export { type Pathway, parsePathway } from '#core/pathwayFile';
export { fromSdJwt } from '#core/sdJwt';
export { verifySdJwt } from '#core/sdJwtVerification';
export {
  type StatusListComparison,
  type StatusListSource,
  statusListComparer,
} from '#core/statusListComparison';
export { readStatusList, type StatusList } from '#core/statusListReading';
export {
  CHECK_IDS,
  type Check,
  type CheckId,
  type CheckStatus,
  VERDICTS,
  type Verdict,
  type VerificationResult,
} from '#core/verdict';
export { createVerifier, type Verifier } from '#core/verifier';
export { type Fingerprint, fingerprintOf, type VerificationContext, verifyCredential } from '#core/verify';

/** Most bytes of UTF-8 in a reason that the credential registry takes. */
export const MAXIMUM_REASON_BYTES = 256;

/** Most bytes of UTF-8 in a DID that the credential registry takes. */
export const MAXIMUM_DID_BYTES = 255;

/** Gas added to an estimate, in percent: the state may change between estimate and execution. */
const GAS_MARGIN_PERCENT = 20n;

/** The gas to send a transaction with that was estimated to use so much. */
export function withGasMargin(estimate: bigint): bigint {
  return estimate + (estimate * GAS_MARGIN_PERCENT) / 100n;
}

import { generate, from as keyPairFrom } from '@digitalbazaar/ed25519-multikey';
import { type IssuerSigner, type Multikey, multikeyOf } from '#core/issuerKeys';

/** An Ed25519 key, each half in multibase (base58btc) of its Multicodec. The secret half is 32 bytes (RFC 8032). */
export interface SigningKey {
  publicKeyMultibase: string;
  secretKeyMultibase: string;
}

/** Makes a new random signing key. */
export async function generateSigningKey(): Promise<SigningKey> {
  const pair = await generate();
  const { secretKeyMultibase } = await pair.export({ secretKey: true, canonicalize: true });
  return {
    publicKeyMultibase: pair.publicKeyMultibase,
    secretKeyMultibase: String(secretKeyMultibase),
  };
}

/** Lets a key sign in an issuer's name. */
export async function signerOf(did: string, key: SigningKey): Promise<IssuerSigner> {
  const method = multikeyOf(did, key.publicKeyMultibase);
  const pair = await keyPairFrom({ ...method, secretKeyMultibase: key.secretKeyMultibase });
  return { ...pair.signer(), id: method.id };
}

/** Whether an Ed25519 signature of 64 bytes (RFC 8032) is of these bytes, by this key. */
export async function isSignedBy(key: Multikey, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const pair = await keyPairFrom(key);
  return pair.verifier().verify({ data, signature });
}

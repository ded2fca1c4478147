import { createPublicKey, verify } from 'node:crypto';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { generate } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { SDJwtInstance } from '@sd-jwt/core';
import { digest } from '@sd-jwt/crypto-nodejs';
import { didDocumentFor } from '#core/didWeb';
import { loadContext } from '#core/documentLoader';
import {
  type IssuerSigner,
  type Multikey,
  multikeyOf,
  type ResolveKey,
  withSigningKeys,
} from '#core/issuerKeys';
import type { JsonObject } from '#core/json';
import { signerOf } from '#core/signingKey';
import { LAKESIDE } from './credentials.ts';

/** An issuer's signing key, and what its `did.json` says about it. */
export interface TestSigner {
  signer: IssuerSigner;
  key: Multikey;
  didDocument: JsonObject;
  /** Finds the key, as {@link didDocument} lists it. */
  resolveKey: ResolveKey;
}

/** The signing key of an issuer: for one number always the same. */
export async function testSigner(number = 1, did = LAKESIDE): Promise<TestSigner> {
  const pair = await generate({ seed: new Uint8Array(32).fill(number) });
  const key = multikeyOf(did, pair.publicKeyMultibase);
  const account = { chainId: 31337, address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' } as const;
  return {
    signer: await signerOf(did, {
      publicKeyMultibase: pair.publicKeyMultibase,
      secretKeyMultibase: String(pair.secretKeyMultibase),
    }),
    key,
    didDocument: withSigningKeys(didDocumentFor(did, [account]), [pair.publicKeyMultibase]),
    resolveKey: async (id) =>
      id === key.id
        ? { kind: 'found', key }
        : { kind: 'absent', problem: 'its did.json does not list the key' },
  };
}

/** The document loader that users of @digitalbazaar/vc write for themselves: contexts, and what the issuer's DID leads to. */
export function peerLoader({ key, didDocument }: Pick<TestSigner, 'key' | 'didDocument'>) {
  return async (url: string) => {
    if (url === key.id) return { document: key };
    return url === key.controller ? { document: didDocument } : loadContext(url);
  };
}

/** Has @digitalbazaar/vc issue a credential, with nothing of this project's in between. */
export async function issueByPeer(document: JsonObject, by: TestSigner): Promise<JsonObject> {
  const suite = new DataIntegrityProof({ cryptosuite, signer: by.signer, date: '2026-09-02T00:00:00Z' });
  const credential = structuredClone(document);
  return (await vc.issue({ credential, suite, documentLoader: peerLoader(by) })) as JsonObject;
}

/** Whether @digitalbazaar/vc verifies a credential as it stands, given the issuer's `did.json`. */
export async function verifiesForPeer(
  document: JsonObject,
  by: Pick<TestSigner, 'key' | 'didDocument'>,
  now = new Date('2026-10-01T00:00:00Z'),
): Promise<boolean> {
  const { verified } = await vc.verifyCredential({
    credential: structuredClone(document),
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: peerLoader(by),
    now,
  });
  return verified;
}

/** A verifier of SD-JWTs by @sd-jwt/core as its users set it up, with Node's own Ed25519 and SHA-256. */
export function sdJwtPeer({ key }: Pick<TestSigner, 'key'>): SDJwtInstance<Record<string, unknown>> {
  // The key behind the two bytes of its Multicodec.
  const x = base58btc(key.publicKeyMultibase.slice(1)).subarray(2).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return new SDJwtInstance({
    hasher: digest,
    hashAlg: 'sha-256',
    verifier: async (data, signature) =>
      verify(null, Buffer.from(data), publicKey, Buffer.from(signature, 'base64url')),
  });
}

/** Whether @sd-jwt/core verifies an SD-JWT, and the document that it rebuilds then. */
export async function rebuiltByPeer(text: string, by: Pick<TestSigner, 'key'>): Promise<JsonObject | null> {
  try {
    const { payload } = await sdJwtPeer(by).verify(text);
    return payload as JsonObject;
  } catch {
    return null;
  }
}

/** Base58 with Bitcoin's alphabet, by long division. */
function base58btc(text: string): Buffer {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  const number = [...text].reduce((sum, character) => sum * 58n + BigInt(alphabet.indexOf(character)), 0n);
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

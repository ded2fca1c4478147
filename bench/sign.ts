// How long it takes to sign a credential, to check a signature, and to write an SD-JWT: one core, sample certificate. Run it
// with: npm run bench:sign -- 500
import { cpus } from 'node:os';
import { parseCredential } from '#core/credential';
import type { JsonObject } from '#core/json';
import { toSdJwt } from '#core/sdJwt';
import { checkSignature, signCredential } from '#core/signature';
import { issuedCredentials } from '../conformance/credentials.ts';
import { testSigner } from '../test/support/signers.ts';

const rounds = Number(process.argv[2] ?? 500);
const { signer, resolveKey } = await testSigner();
const [{ document } = { document: {} as JsonObject }] = await issuedCredentials(1);
const credential = parseCredential(JSON.stringify(document));
const signed = await signCredential(document, signer);
// The first ones pay for compiling.
await milliseconds(50, () => signCredential(document, signer));

const measured = {
  'sign (eddsa-rdfc-2022)': await milliseconds(rounds, () => signCredential(document, signer)),
  'check the signature': await milliseconds(rounds, () => checkSignature(signed, resolveKey)),
  'write an SD-JWT': await milliseconds(rounds, () => toSdJwt(credential, signer)),
};
console.log(`${rounds} rounds each; ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`);
for (const [name, time] of Object.entries(measured))
  console.log(`${name.padEnd(24)}${time.toFixed(2)} ms, ${(time / 3.6).toFixed(2)} h for a million`);

async function milliseconds(count: number, run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let round = 0; round < count; round++) await run();
  return (performance.now() - startedAt) / count;
}

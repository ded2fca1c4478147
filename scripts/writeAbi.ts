import { readFileSync, writeFileSync } from 'node:fs';

/** The content that `src/abi.ts` must have, made from the compiled contract. */
export function abiModule(): string {
  const artifact = new URL(
    '../artifacts/contracts/CredentialRegistry.sol/CredentialRegistry.json',
    import.meta.url,
  );
  const { abi } = JSON.parse(readFileSync(artifact, 'utf8'));
  return [
    '// Written by “npm run abi” from the compiled contract; a test fails when the two differ.',
    '',
    '/** The interface of the CredentialRegistry contract. */',
    'export const credentialRegistryAbi = [',
    ...abi.map((item: unknown) => `  ${JSON.stringify(item)},`),
    '] as const;',
    '',
  ].join('\n');
}

if (process.argv[1]?.endsWith('writeAbi.ts')) {
  writeFileSync(new URL('../src/abi.ts', import.meta.url), abiModule());
}

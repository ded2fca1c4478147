import { readFileSync, writeFileSync } from 'node:fs';

/** The contracts whose interface the core needs. */
const CONTRACTS = ['CredentialRegistry', 'AccreditationRegistry'] as const;

/** The content that `src/abi.ts` must have, made from the compiled contracts. */
export function abiModule(): string {
  const header =
    '// Written by “npm run abi” from the compiled contracts; a test fails when the two differ.\n';
  return [header, ...CONTRACTS.map(abiConstant)].join('\n');
}

function abiConstant(contract: (typeof CONTRACTS)[number]): string {
  const artifact = new URL(`../artifacts/contracts/${contract}.sol/${contract}.json`, import.meta.url);
  const { abi } = JSON.parse(readFileSync(artifact, 'utf8'));
  return [
    `/** The interface of the ${contract} contract. */`,
    `export const ${contract.replace(/^./, (letter) => letter.toLowerCase())}Abi = [`,
    ...abi.map((item: unknown) => `  ${JSON.stringify(item)},`),
    '] as const;',
    '',
  ].join('\n');
}

if (process.argv[1]?.endsWith('writeAbi.ts')) {
  writeFileSync(new URL('../src/abi.ts', import.meta.url), abiModule());
}

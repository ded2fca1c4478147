import { readFileSync } from 'node:fs';
import { config } from 'hardhat';
import { measureAttestationService } from './attestationService.ts';
import { startChain } from './chain.ts';
import { measureDocumentStore } from './documentStore.ts';
import { type Figures, GOALS, type Operation } from './operations.ts';
import { measureRootmark } from './rootmark.ts';

/** Who is compared, in the order of the table. */
export const CONTRACTS = {
  rootmark: 'Rootmark',
  documentStore: 'OpenAttestation',
  attestations: 'EAS, attestations',
  timestamps: 'EAS, timestamps',
} as const;

/** What was measured, of what, and with which settings; nothing in it depends on the machine. */
export interface GasReport {
  settings: Record<string, string>;
  goals: Partial<Record<Operation, number>>;
  contracts: Record<keyof typeof CONTRACTS, Figures>;
}

/** Deploys this registry, OpenAttestation's document store and EAS on one chain, and measures each at its best. */
export async function measureGas(): Promise<GasReport> {
  const chain = await startChain();
  const rootmark = await measureRootmark(chain);
  const documentStore = await measureDocumentStore(chain);
  const { attestations, timestamps, compiler } = await measureAttestationService(chain);
  return {
    settings: {
      'EVM of the chain': chain.hardfork,
      Rootmark: ownSettings(),
      OpenAttestation: published('@tradetrust-tt/document-store', documentStore.compiler),
      EAS: published('@ethereum-attestation-service/eas-contracts', compiler),
    },
    goals: GOALS,
    contracts: { rootmark, documentStore: documentStore.figures, attestations, timestamps },
  };
}

/** The goals that these figures miss, each as a sentence. */
export function missedGoals({ goals, contracts: { rootmark } }: GasReport): string[] {
  return Object.entries(goals).flatMap(([operation, goal]) => {
    const figure = rootmark[operation as Operation];
    if (figure === undefined) return [`${operation} was not measured, though it has a goal.`];
    if (figure.gas <= goal) return [];
    const [gas, most] = [figure.gas, goal].map((value) => value.toLocaleString('en'));
    return [
      `${figure.by} uses ${gas} gas, ${(figure.gas - goal).toLocaleString('en')} more than its goal of ${most}.`,
    ];
  });
}

function ownSettings(): string {
  const compiler = config.solidity.profiles.default?.compilers[0];
  const { viaIR, evmVersion, optimizer } = compiler?.settings ?? {};
  const isOn = (setting: unknown) => (setting === true ? 'on' : 'off');
  return `solc ${compiler?.version}, optimizer ${isOn(optimizer?.enabled)} (${optimizer?.runs} runs), viaIR ${isOn(viaIR)}, for ${evmVersion}`;
}

function published(name: string, compiler: string): string {
  const manifest = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return `${name} ${version}, its bytecode as published (${compiler})`;
}

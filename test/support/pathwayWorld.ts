import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { stringify } from 'csv-stringify/sync';
import { readRoster } from '#core/roster';
import { createIssuerSite } from '../../scripts/start/issuerSite.ts';
import { listen } from '../../scripts/start/ports.ts';
import { accountOf, type CommandChain, registerIssuer, startCommandChain } from './commandChain.ts';
import { Workspace } from './commands.ts';

/** A holder of both samples, as their rosters have them. */
export interface SampleHolder {
  name: string;
  email: string;
}

export const JELENA: SampleHolder = { name: 'Јелена Миросављић', email: 'jelena.mirosavljic@example.org' };
export const TIGIST: SampleHolder = { name: 'ትዕግስት ወልደሚካኤል', email: 'tigist.woldemikael@example.org' };
export const ARPINE: SampleHolder = { name: 'Արփինե Սարոյանց', email: 'arpine.saroyants@example.org' };

/** A chain on which the sample issuer has issued certificates and badges, and a domain that proves it. */
export interface PathwayWorld {
  chain: CommandChain;
  workspace: Workspace;
  /** The domain that proves the issuer. */
  host: string;
  /** A holder's file of a sample. */
  file(kind: 'certificate' | 'badge', holder: SampleHolder): string;
  close(): Promise<void>;
}

/** The paths of the sample pathway. */
export const SAMPLE_PATHWAY = 'samples/pathway/pathway.json';
export const SAMPLE_TEMPLATE = 'samples/pathway/template.json';

/** What the commands of a pathway's issuer need beside their files. */
export const AS_ISSUER = ['--account', '1'];

/** Starts a chain and issues the samples of three holders, as “npm start” does. */
export async function startPathwayWorld(): Promise<PathwayWorld> {
  const chain = await startCommandChain();
  const workspace = new Workspace(chain);
  const site = createIssuerSite();
  const port = await listen(site.server, 0, 'the issuer’s web site', '');
  const close = async () => {
    site.server.closeAllConnections();
    site.server.close();
    workspace.remove();
    await chain.close();
  };
  try {
    const did = `did:web:localhost%3A${port}`;
    site.publish(did, { chainId: 31337, address: accountOf(1).address });
    await registerIssuer(chain, 1, did);
    for (const kind of ['certificate', 'badge'] as const) await issueSample(workspace, kind);
  } catch (error) {
    // What is left open would keep the run of the tests from ending.
    await close();
    throw error;
  }
  return {
    chain,
    workspace,
    host: `localhost:${port}`,
    file: (kind, { name }) => workspace.path(kind, 'credentials', `${name.replaceAll(' ', '-')}.json`),
    close,
  };
}

async function issueSample(workspace: Workspace, kind: 'certificate' | 'badge'): Promise<void> {
  const roster = workspace.write(`${kind}.csv`, await sampleRows(kind));
  const { exitCode, stderr } = await workspace.run(
    ...['credential', 'issue', '--roster', roster, '--template', `samples/${kind}/template.json`],
    ...['--out', workspace.path(kind), '--yes', ...AS_ISSUER],
  );
  expect(exitCode, stderr).to.equal(0);
}

/** The rows of a sample's roster that are about the holders of these tests. */
async function sampleRows(kind: string): Promise<string> {
  const names = [JELENA, TIGIST, ARPINE].map(({ name }) => name);
  const rows: string[][] = [];
  for await (const entry of readRoster(readFileSync(`samples/${kind}/roster.csv`))) {
    if (entry.kind === 'header') rows.push([...entry.columns]);
    else if (entry.kind === 'row' && names.includes(entry.cells.get('name') ?? ''))
      rows.push([...entry.cells.values()]);
  }
  expect(rows, `the sample ${kind} has these holders`).to.have.length(4);
  return stringify(rows);
}

import { readFileSync } from 'node:fs';

/** What this project and a library that nobody here wrote each made of one case. */
export interface Finding {
  /** What the case is, for the report of a difference. */
  name: string;
  /** Whether both must accept it; otherwise both must refuse it. */
  isGood: boolean;
  ours: boolean;
  theirs: boolean;
  /** Why the two may differ here: a known mistake of the library, which was seen to do no harm in this case. */
  explanation?: string;
}

/** A library that this project is compared with. */
export interface Peer {
  /** The library, and what it is compared in. */
  name: string;
  /** The npm packages that it consists of. */
  packages: readonly string[];
  /** Compares about as many good cases as are asked for, and bad ones made from them. */
  compare(count: number): Promise<Finding[]>;
}

/** The findings that must not be: one side accepts what the other refuses, or both are wrong, and nobody knows why. */
export function differencesIn(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    ({ isGood, ours, theirs, explanation }) =>
      ours !== isGood || (theirs !== isGood && explanation === undefined),
  );
}

function explanationsIn(findings: readonly Finding[]): string {
  const explained = findings.filter(({ isGood, theirs }) => theirs !== isGood);
  const reasons = Map.groupBy(explained, ({ explanation }) => explanation);
  return [...reasons]
    .flatMap(([reason, all]) => (reason === undefined ? [] : [`; ${all.length} explained: ${reason}`]))
    .join('');
}

/** One line about a comparison: the library, its versions, how many cases, how many differences. */
export function lineOf({ name, packages }: Peer, findings: readonly Finding[]): string {
  const good = findings.filter(({ isGood }) => isGood).length;
  const versions = packages.map((entry) => `${entry}@${versionOf(entry)}`).join(', ');
  const counts = `${findings.length} cases (${good} good, ${findings.length - good} bad)`;
  const differences = `${differencesIn(findings).length} unexplained differences`;
  return `${name} (${versions}): ${counts}, ${differences}${explanationsIn(findings)}`;
}

/** The version of an installed package. */
function versionOf(name: string): string {
  const path = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')).version;
}

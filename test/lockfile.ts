import { readFileSync } from 'node:fs';
import { expect } from 'chai';

interface LockedPackage {
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

describe('package-lock.json', () => {
  const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(
    readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
  );

  it('holds the native packages of every platform', () => {
    const names = new Set(
      Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
    );
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).flatMap((name) => (names.has(name) ? [] : [`${path} needs ${name}`])),
    );

    expect(missing).to.deep.equal([]);
  });

  it('names no server that packages came from', () => {
    const named = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);

    expect(named.map(([path]) => path)).to.deep.equal([]);
  });
});

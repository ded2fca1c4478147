import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { DEFENCES } from './defences/defences.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** Titles of tests are made from tables, some of which several tests share. */
const tables = readdirSync(new URL('support', import.meta.url))
  .map((name) => read(`test/support/${name}`))
  .join('');

describe('docs/threat-model.md', () => {
  const document = read('docs/threat-model.md');

  for (const [cheat, defences] of Object.entries(DEFENCES)) {
    it(`has every attack of ${cheat}, with what stops it and the test that shows it`, () => {
      const [, section = ''] = document.split(`\n## ${cheat}\n`);
      const rows = section
        .split('\n## ')[0]
        ?.split('\n')
        .filter((line) => /^\| (?!Attack|---)/.test(line));

      expect(rows).to.eql(
        defences.map(
          ({ attack, defence, test }) => `| ${attack} | ${defence} | [${test.name}](../${test.file}) |`,
        ),
      );
    });
  }

  for (const { attack, removal, test } of Object.values(DEFENCES).flat()) {
    it(`names code and test that exist: ${attack}`, () => {
      expect(read(removal.file).split(removal.code), removal.code).to.have.length(2);
      expect(read(test.file) + tables).to.include(test.name);
    });
  }
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';

const folder = new URL('../docs/decisions/', import.meta.url);

describe('docs/decisions', () => {
  it('has each decision once in its index, by number and title', () => {
    const index = readFileSync(new URL('README.md', folder), 'utf8');
    const entries = [...index.matchAll(/^- \[(.+)\]\((.+)\)$/gm)].map(([, title, file]) => ({ title, file }));
    const decisions = readdirSync(folder)
      .filter((file) => file !== 'README.md')
      .map((file) => ({ title: readFileSync(new URL(file, folder), 'utf8').split('\n')[0]?.slice(2), file }));

    expect(
      entries.toSorted((one, other) => (one.title as string).localeCompare(other.title as string)),
    ).to.eql(decisions);
    for (const { title, file } of decisions)
      expect(title?.slice(0, 5), file).to.equal(`${file.slice(0, 4)} `);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { stringify } from 'csv-stringify/sync';
import { parseCredential } from '#core/credential';
import type { JsonObject } from '#core/json';
import { namedComponents } from '#core/pathwayReference';
import { fingerprintOf } from '#core/verify';
import { expectFault } from '../../support/commands.ts';
import { expectOpenBadge } from '../../support/openBadges.ts';
import {
  ARPINE,
  AS_ISSUER,
  JELENA,
  type PathwayWorld,
  SAMPLE_PATHWAY,
  SAMPLE_TEMPLATE,
  startPathwayWorld,
  TIGIST,
} from '../../support/pathwayWorld.ts';

interface Row {
  name: string;
  email: string;
  components: string;
}

describe('pathway issue', function () {
  this.timeout(60_000);

  let world: PathwayWorld;
  let count = 0;

  before(async () => {
    world = await startPathwayWorld();
  });
  after(() => world?.close());

  function both(holder: typeof JELENA, other = holder): Row {
    return {
      ...holder,
      components: `certificate/credentials/${fileName(holder)}; badge/credentials/${fileName(other)}`,
    };
  }

  function fileName({ name }: typeof JELENA): string {
    return `${name.replaceAll(' ', '-')}.json`;
  }

  async function issue(rows: readonly (Row | null)[], template = SAMPLE_TEMPLATE) {
    const { workspace } = world;
    // A blank row where there is none.
    const lines = rows.map((row) =>
      row === null ? '\n' : stringify([[row.name, row.email, '2026-09-25', row.components]]),
    );
    const roster = workspace.write(
      `roster${++count}.csv`,
      `name,email,awarded_on,components\n${lines.join('')}`,
    );
    const out = workspace.path(`out${count}`);
    const result = await workspace.run(
      ...['pathway', 'issue', '--pathway', SAMPLE_PATHWAY, '--template', template, '--roster', roster],
      ...['--out', out, '--yes', '--json', ...AS_ISSUER],
    );
    return {
      ...result,
      out,
      document: JSON.parse(result.stdout) as {
        problems?: { row: number; code: string; message: string }[];
        credentials?: number;
      },
    };
  }

  function leafOf(file: string): string {
    return fingerprintOf(parseCredential(readFileSync(file))).leaf;
  }

  it('issues the larger credential to every holder, each component’s leaf named in its evidence', async () => {
    const { exitCode, stderr, document, out } = await issue([both(JELENA), both(TIGIST)]);
    expect(exitCode, stderr).to.equal(0);
    expect(document.credentials).to.equal(2);
    for (const holder of [JELENA, TIGIST]) {
      const issued = parseCredential(readFileSync(`${out}/credentials/${fileName(holder)}`));
      expectOpenBadge(issued.document);
      expect(namedComponents(issued).map(({ title, reference }) => [title, reference?.leaf])).to.deep.equal([
        ['Data Analytics Foundations, with at least 60 of 100', leafOf(world.file('certificate', holder))],
        ['SQL and Relational Databases', leafOf(world.file('badge', holder))],
      ]);
      expect((issued.document.evidence as JsonObject[])[0]).to.deep.equal({
        id: `urn:rootmark:component:v1:eip155:31337:${world.chain.deployment.credentialRegistry.address}:${leafOf(world.file('certificate', holder))}`,
        type: ['Evidence'],
        name: 'Data Analytics Foundations, with at least 60 of 100',
        genre: 'Component credential',
      });
    }
  });

  it('tells every row whose files do not meet the pathway, and issues nothing', async () => {
    const { workspace } = world;
    const altered = workspace.write(
      'altered.json',
      readFileSync(world.file('badge', ARPINE), 'utf8').replace('"Advanced"', '"Expert"'),
    );
    const { exitCode, stderr, document } = await issue([
      both(JELENA),
      both(JELENA, TIGIST),
      null,
      { ...both(ARPINE), components: `${world.file('certificate', ARPINE)}\n${altered}` },
      { ...TIGIST, components: 'nowhere' },
      { ...TIGIST, components: '' },
      { ...both(TIGIST), email: 'somebody.else@example.org' },
      { ...both(TIGIST), name: 'Somebody Else', email: 'not an address' },
    ]);
    expect(exitCode).to.equal(3);
    expect(document.problems?.map(({ row, code }) => [row, code])).to.deep.equal([
      [3, 'PathwayUnmet'],
      [5, 'PathwayUnmet'],
      [6, 'BadValue'],
      [7, 'BadValue'],
      [8, 'PathwayUnmet'],
      [8, 'PathwayUnmet'],
      [9, 'PathwayUnmet'],
    ]);
    const messages = document.problems?.map(({ message }) => message) ?? [];
    expect(messages[0]).to.equal(
      'Row 3, column “components”: “SQL and Relational Databases” is not met: It is about somebody else: it was issued for another email address.',
    );
    expect(messages[1]).to.equal(
      'Row 5, column “components”: “SQL and Relational Databases” is not met: None of the files is for this.',
    );
    expect(messages[2]).to.match(
      /^Row 6, column “components”: there is no .*nowhere; it needs the folder or the files/,
    );
    expect(messages[3]).to.match(/^Row 7, column “components”: the cell is blank; it needs the folder/);
    expect(messages[6]).to.equal(
      `Row 9, column “components”: the credentials are about ${TIGIST.name}, the row is about Somebody Else.`,
    );
    expect(stderr).to.match(/\n7 problems in 7 rows\. Nothing was issued\.\n$/);
    expect(workspace.list()).not.to.include(`out${count}`);
  });

  it('tells what is wrong with the row itself by the number that the spreadsheet shows', async () => {
    const { exitCode, document } = await issue([
      both(JELENA),
      null,
      { ...both(JELENA), email: JELENA.email.toUpperCase() },
    ]);
    expect(exitCode).to.equal(3);
    expect(document.problems?.map(({ row, code }) => [row, code])).to.deep.equal([[4, 'DuplicateHolder']]);
  });

  it('says that it could not check when the chain is out of reach', async () => {
    const { workspace, chain } = world;
    const rpcUrls = ['http://127.0.0.1:9'];
    workspace.write('deployments/31337.json', JSON.stringify({ ...chain.deployment, rpcUrls }));
    const { exitCode, document } = await issue([both(JELENA)]);
    workspace.write('deployments/31337.json', JSON.stringify(chain.deployment));
    expect(document.problems?.map(({ code }) => code)).to.deep.equal(['PathwayUnknown', 'PathwayUnknown']);
    expect(exitCode).to.equal(10);
  });

  it('refuses a template whose evidence could be hidden, and a roster that names no files', async () => {
    const { workspace } = world;
    const template = JSON.parse(readFileSync(SAMPLE_TEMPLATE, 'utf8'));
    const evidence = [{ id: 'https://lakeside.example/rules', type: ['Evidence'] }];
    const hideable = workspace.write(
      'hideable.json',
      JSON.stringify({ ...template, evidence, redactable: [...template.redactable, '/evidence/0'] }),
    );
    const options = ['--pathway', SAMPLE_PATHWAY, '--yes', ...AS_ISSUER];
    const bare = workspace.write(
      'bare.csv',
      `name,email,awarded_on\n${JELENA.name},${JELENA.email},2026-09-25\n`,
    );
    const [hidden, nameless] = await Promise.all([
      workspace.run('pathway', 'issue', ...options, '--roster', bare, '--template', hideable),
      workspace.run('pathway', 'issue', ...options, '--roster', bare, '--template', SAMPLE_TEMPLATE),
    ]);
    expectFault(
      hidden,
      3,
      'The template’s “/evidence/0” could be hidden, and with it what the credential is built on.\nTake it out of “redactable”.\n',
    );
    expect(nameless.stdout).to.match(
      /^Row 1, column “components”: the roster has no such column; it needs a column/,
    );
    expect(nameless.exitCode).to.equal(3);
  });

  it('leaves no files with people’s names behind', () => {
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('rootmark-pathway-'))).to.deep.equal([]);
  });
});

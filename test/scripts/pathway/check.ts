import { expect } from 'chai';
import { expectFault } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import {
  ARPINE,
  AS_ISSUER,
  JELENA,
  type PathwayWorld,
  SAMPLE_PATHWAY,
  startPathwayWorld,
  TIGIST,
} from '../../support/pathwayWorld.ts';

interface Report {
  pathway: string;
  status: string;
  requirements: { title: string; status: string; file: string | null; reason: string; message: string }[];
  holder: { status: string; names: string[]; message: string };
  unused: string[];
  unusable: { file: string; verdict: string; headline: string }[];
}

describe('pathway check', () => {
  let world: PathwayWorld;

  before(async function () {
    this.timeout(60_000);
    world = await startPathwayWorld();
    const { workspace } = world;
    const { exitCode } = await workspace.run(
      ...['credential', 'revoke', '--credential', world.file('badge', ARPINE), ...AS_ISSUER],
      ...['--reason', 'issued in error', '--yes'],
    );
    expect(exitCode).to.equal(0);
  });
  after(() => world?.close());

  const check = (...words: string[]) =>
    world.workspace.json<Report>('pathway', 'check', '--pathway', SAMPLE_PATHWAY, ...words);
  const both = (holder: typeof JELENA) => [world.file('certificate', holder), world.file('badge', holder)];

  concurrently({
    'is met by the files of the samples, proven by the holder’s email address': async () => {
      const { document, exitCode, stderr } = await check(...both(JELENA), '--email', JELENA.email);
      expect(document).to.deep.include({
        pathway: 'Nanodegree: Applied Data',
        status: 'met',
        unused: [],
        unusable: [],
      });
      expect(document.requirements.map(({ status, file }) => [status, file])).to.deep.equal([
        ['met', world.file('certificate', JELENA)],
        ['met', world.file('badge', JELENA)],
      ]);
      expect(document.holder).to.deep.equal({
        status: 'proven',
        names: [JELENA.name],
        message: `All of them were issued for this email address (${JELENA.name}).`,
      });
      expect(exitCode, stderr).to.equal(0);
    },

    'says it in words': async () => {
      const [certificate = '', badge = ''] = both(JELENA);
      const { stdout, exitCode } = await world.workspace.run(
        ...['pathway', 'check', '--pathway', SAMPLE_PATHWAY, certificate, badge],
      );
      const issued = `Lakeside Polytechnic (${world.host}) issued this to ${JELENA.name} on`;
      expect(stdout.split('\n')).to.satisfy((lines: string[]) =>
        lines[1]?.startsWith(`  ${certificate}: ${issued}`),
      );
      expect(stdout.replaceAll(/^ {2}.*\n/gm, '')).to.equal(
        [
          '✔ met  Data Analytics Foundations, with at least 60 of 100',
          '✔ met  SQL and Relational Databases',
          `As far as they show, all are about the same person (${JELENA.name}); a name alone is no proof of that.`,
          '✔ met  Nanodegree: Applied Data',
          '',
        ].join('\n'),
      );
      expect(exitCode).to.equal(0);
    },

    'leaves with 9 when something is missing, revoked or somebody else’s, and says what': async () => {
      const [missing, revoked, mixed] = await Promise.all([
        check(world.file('certificate', JELENA)),
        check(...both(ARPINE)),
        check(world.file('certificate', JELENA), world.file('badge', TIGIST)),
      ]);
      for (const { exitCode, document } of [missing, revoked, mixed])
        expect([exitCode, document.status]).to.deep.equal([9, 'unmet']);
      expect(missing.document.requirements[1]).to.include({
        status: 'unmet',
        reason: 'ComponentMissing',
        file: null,
      });
      expect(revoked.document.requirements[1]?.message).to.match(
        /^Withdrawn by Lakeside Polytechnic \(localhost:\d+\) on \d+ \w+ \d{4}: issued in error\.$/,
      );
      expect(mixed.document.holder.message).to.equal(
        `They are about different people: ${JELENA.name}, ${TIGIST.name}.`,
      );
    },

    'leaves with 10 when what is hidden keeps it from telling': async () => {
      const hidden = world.workspace.path('hidden.json');
      await world.workspace.run(
        ...['credential', 'redact', world.file('certificate', JELENA), '--output', hidden],
        ...['--hide', '/credentialSubject/result/0'],
      );
      const { document, exitCode } = await check(hidden, world.file('badge', JELENA));
      expect([exitCode, document.status]).to.deep.equal([10, 'unknown']);
      expect(document.requirements[0]).to.include({
        status: 'unknown',
        reason: 'ResultHidden',
        file: hidden,
      });
    },

    'uses nothing of a file that was altered': async () => {
      const altered = world.workspace.write(
        'altered.json',
        world.workspace
          .read('certificate', 'credentials', `${JELENA.name.replace(' ', '-')}.json`)
          .replace('"75"', '"99"'),
      );
      const { document, exitCode } = await check(altered, world.file('badge', JELENA));
      expect(document.requirements[0]).to.include({ status: 'unmet', reason: 'ComponentMissing' });
      expect(document.unusable.map(({ file, verdict }) => [file, verdict])).to.deep.equal([
        [altered, 'invalid'],
      ]);
      expect(exitCode).to.equal(9);
    },

    'takes folders, and says what the pathway does not ask for': async () => {
      const { document } = await check(
        world.workspace.path('badge'),
        world.file('certificate', JELENA),
        '--email',
        JELENA.email,
      );
      expect(document.status).to.equal('met');
      expect(document.requirements[1]?.file).to.equal(world.file('badge', JELENA));
    },

    'refuses to check without a pathway, with one that is none, without files or with a bad address':
      async () => {
        const { workspace } = world;
        const bad = workspace.write(
          'bad.json',
          '{"format":"rootmark-pathway-v1","name":"x","requirements":[{}]}',
        );
        const [none, invalid, empty, address] = await Promise.all([
          workspace.run('pathway', 'check', ...both(JELENA)),
          workspace.run('pathway', 'check', '--pathway', bad, ...both(JELENA)),
          workspace.run('pathway', 'check', '--pathway', SAMPLE_PATHWAY),
          workspace.run(
            'pathway',
            'check',
            '--pathway',
            SAMPLE_PATHWAY,
            '--email',
            'jelena',
            ...both(JELENA),
          ),
        ]);
        expectFault(none, 2, /^--pathway is missing\.\n/);
        expectFault(
          invalid,
          3,
          'The pathway cannot be used: “requirements.0.title”: it is missing.\nCorrect it at this place; docs/pathways.md says what a pathway file holds.\n',
        );
        expectFault(empty, 2, 'No file is named.\nName credential files, folders of them, or links.\n');
        expectFault(address, 2, /^--email is no email address: “jelena”\.\n/);
      },
  });
});

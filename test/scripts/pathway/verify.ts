import { expect } from 'chai';
import { stringify } from 'csv-stringify/sync';
import { expectFault } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import {
  ARPINE,
  AS_ISSUER,
  JELENA,
  type PathwayWorld,
  SAMPLE_PATHWAY,
  SAMPLE_TEMPLATE,
  startPathwayWorld,
} from '../../support/pathwayWorld.ts';

interface Found {
  verdict: string;
  headline: string;
  complete: boolean;
  components: { title: string; status: string; file: string | null; reason: string }[];
  holder: { status: string } | null;
  unused: string[];
}

describe('pathway verify', () => {
  let world: PathwayWorld;

  before(async function () {
    this.timeout(60_000);
    world = await startPathwayWorld();
    const { workspace } = world;
    const rows = [JELENA, ARPINE].map((holder) => [
      holder.name,
      holder.email,
      '2026-09-25',
      `${world.file('certificate', holder)};${world.file('badge', holder)}`,
    ]);
    const roster = workspace.write(
      'roster.csv',
      stringify([['name', 'email', 'awarded_on', 'components'], ...rows]),
    );
    const issued = await workspace.run(
      ...['pathway', 'issue', '--pathway', SAMPLE_PATHWAY, '--template', SAMPLE_TEMPLATE, '--roster', roster],
      ...['--out', workspace.path('nanodegree'), '--yes', ...AS_ISSUER],
    );
    expect(issued.exitCode, issued.stderr).to.equal(0);
    const revoked = await workspace.run(
      ...['credential', 'revoke', '--credential', world.file('badge', ARPINE), ...AS_ISSUER],
      ...['--reason', 'issued in error', '--yes'],
    );
    expect(revoked.exitCode, revoked.stderr).to.equal(0);
  });
  after(() => world?.close());

  const nanodegree = ({ name }: typeof JELENA) =>
    world.workspace.path('nanodegree', 'credentials', `${name.replace(' ', '-')}.json`);
  const both = (holder: typeof JELENA) => [world.file('certificate', holder), world.file('badge', holder)];
  const verify = (...words: string[]) => world.workspace.json<Found>('pathway', 'verify', ...words);

  concurrently({
    'verifies a credential with all of its components': async () => {
      const { document, exitCode } = await verify(
        nanodegree(JELENA),
        ...both(JELENA),
        '--email',
        JELENA.email,
      );
      expect(document).to.include({ verdict: 'verified', complete: true });
      expect(document.components.map(({ status, file }) => [status, file])).to.deep.equal(
        both(JELENA).map((file) => ['good', file]),
      );
      expect(document.holder?.status).to.equal('proven');
      expect(exitCode).to.equal(0);
    },

    'is not verified with a component that was revoked, though it is when looked at alone': async () => {
      const { document, exitCode } = await verify(nanodegree(ARPINE), ...both(ARPINE));
      expect([document.verdict, exitCode]).to.deep.equal(['not-current', 9]);
      expect(document.headline).to.match(
        /^Authentic, but something that it is built on does not hold\. SQL and Relational Databases: Withdrawn by Lakeside Polytechnic \(localhost:\d+\) on [^:]+: issued in error\.$/,
      );
      const alone = await world.workspace.run('credential', 'verify', nanodegree(ARPINE));
      expect(alone.exitCode).to.equal(0);
    },

    'says which components are not at hand, and leaves with 10': async () => {
      const { stdout, exitCode } = await world.workspace.run(
        'pathway',
        'verify',
        nanodegree(JELENA),
        both(JELENA)[0] ?? '',
      );
      expect(stdout).to.include(
        '– not at hand  SQL and Relational Databases\n  Its file is not at hand, so it was not looked at.\n',
      );
      expect(stdout).to.match(
        /✔ verified {2}.*\n {2}Lakeside Polytechnic .*\n {2}Of its 2 components, 1 not at hand\.\n$/,
      );
      expect(exitCode).to.equal(10);
    },

    'says which files are no components of it': async () => {
      const { document } = await verify(
        nanodegree(JELENA),
        ...both(JELENA),
        world.file('badge', ARPINE),
        nanodegree(JELENA),
      );
      expect(document.verdict).to.equal('verified');
      expect(document.unused).to.deep.equal([world.file('badge', ARPINE)]);
    },

    'says of an ordinary credential that it names no component': async () => {
      const [certificate = ''] = both(JELENA);
      const { stdout, exitCode } = await world.workspace.run('pathway', 'verify', certificate);
      expect(stdout).to.match(/\n {2}It names no component\.\n$/);
      expect(exitCode).to.equal(10);
    },

    'refuses no file and a folder of many': async () => {
      const [none, many] = await Promise.all([
        world.workspace.run('pathway', 'verify'),
        world.workspace.run('pathway', 'verify', world.workspace.path('badge')),
      ]);
      expectFault(
        none,
        2,
        /^No file is named\.\nName the file of the larger credential first, and its components after it\.\n$/,
      );
      expectFault(many, 2, /has more than one credential in it\.\n/);
    },
  });
});

import { expect } from 'chai';
import { expectFault, Workspace } from '../support/commands.ts';

/** Every command, as its help shows how to call it. */
const USAGE = {
  'registry deploy': '[--account <STRING>] [--json]',
  'issuer register': '[--account <STRING>] [--did <STRING>] [--json]',
  'issuer show': '[--account <STRING>] [--json] [--] [address]',
  'issuer did-document': '[--account <STRING>] [--issuer <STRING>] [--json]',
  'issuer operator authorize':
    '[--account <STRING>] [--issuer <STRING>] [--json] [--roles <STRING>] [--] [address]',
  'issuer operator retire': '[--account <STRING>] [--issuer <STRING>] [--json] [--] [address]',
  'issuer operator distrust':
    '[--account <STRING>] [--issuer <STRING>] [--json] [--since <STRING>] [--] [address]',
  'credential check':
    '[--account <STRING>] [--issuer <STRING>] [--json] [--roster <FILE>] [--template <FILE>]',
  'credential issue':
    '[--account <STRING>] [--issuer <STRING>] [--json] [--out <FILE>] [--roster <FILE>] [--site <STRING>] [--template <FILE>] [--yes]',
  'credential resume': '[--account <STRING>] [--json]',
  'credential list': '[--batch <STRING>] [--holder <STRING>] [--json]',
  'credential revoke':
    '[--account <STRING>] [--batch <STRING>] [--credential <STRING>] [--json] [--reason <STRING>] [--roster <FILE>] [--yes]',
  'credential suspend':
    '[--account <STRING>] [--batch <STRING>] [--credential <STRING>] [--json] [--reason <STRING>] [--roster <FILE>] [--yes]',
  'credential reinstate':
    '[--account <STRING>] [--batch <STRING>] [--credential <STRING>] [--json] [--reason <STRING>] [--roster <FILE>] [--yes]',
  'credential verify': '[--json] [--] [files]',
  'credential inspect': '[--json] [--] [files]',
  'credential redact': '[--hide <STRING>] [--json] [--output <FILE>] [--] [file]',
};

const GROUPS = {
  registry: ['registry deploy'],
  issuer: ['issuer did-document', 'issuer operator', 'issuer register', 'issuer show'],
  'issuer operator': ['issuer operator authorize', 'issuer operator distrust', 'issuer operator retire'],
  credential: Object.keys(USAGE)
    .filter((command) => command.startsWith('credential '))
    .sort(),
};

describe('the commands', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());

  for (const [command, usage] of Object.entries(USAGE)) {
    it(`explains ${command} with --help`, async () => {
      const { exitCode, stdout, stderr } = await workspace.run(...command.split(' '), '--help');
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
      expect(stdout).to.include(`Usage: hardhat [GLOBAL OPTIONS] ${command} ${usage}\n`);
      const explained = stdout.split('\n').filter((line) => /^ {2}\S/.test(line));
      const bare = explained.filter((line) => !/^ {2}\S+(, -\w)? {2,}\S/.test(line));
      expect(bare, 'options that nothing explains').to.deep.equal([]);
      expect(stdout).not.to.match(/\(default: \)|WITHOUT_DEFAULT|undefined/);
    });
  }

  for (const [group, commands] of Object.entries(GROUPS)) {
    it(`lists the commands of ${group} when called without one`, async () => {
      const { exitCode, stdout } = await workspace.run(...group.split(' '));
      const listed = stdout.split('GLOBAL OPTIONS:')[0]?.match(/^ {2}[a-z-]+( [a-z-]+)+(?= {2,})/gm);
      expect(listed?.map((name) => name.trim())).to.deep.equal(commands);
      expect(exitCode).to.equal(0);
    });
  }

  it('calls the unknown subcommand, the unknown option and the option without value a mistake in usage', async () => {
    const [subcommand, option, value, twice] = await Promise.all([
      workspace.run('credential', 'issuse'),
      workspace.run('credential', 'verify', '--fast'),
      workspace.run('--network', 'localhost', 'credential', 'issue', '--roster'),
      workspace.run('issuer', 'show', '--account', '1', '--account', '2'),
    ]);
    expectFault(subcommand, 2, /Unrecognized subtask "issuse" for the task "credential"/);
    expectFault(option, 2, /Invalid option "--fast"/);
    expectFault(value, 2, /Missing value for the task argument named "--roster"/);
    expectFault(twice, 2, /Invalid option "--account". Options of type "STRING" cannot be repeated/);
  });

  it('leaves the exit codes of other tasks alone, also when a command’s name is among their arguments', async () => {
    const { exitCode, stderr } = await workspace.start('keystore', 'credential').ended;
    expect(stderr).to.match(/HHE\d+/);
    expect(exitCode).to.equal(1);
  });
});

import { expect } from 'chai';
import { expectFault, Workspace } from '../support/commands.ts';
import { concurrently } from '../support/concurrently.ts';

/** Every command, as its help shows how to call it. */
const USAGE = {
  'registry deploy': '[--account <STRING>] [--json]',
  'registry verify-source': '[--explorer <STRING>] [--json]',
  'issuer register': '[--account <STRING>] [--did <STRING>] [--json]',
  'issuer show': '[--account <STRING>] [--json] [--] [address]',
  'issuer did-document': '[--account <STRING>] [--issuer <STRING>] [--json] [--key <STRING>]',
  'issuer key': '[--did <STRING>] [--json] [--output <FILE>] [--passphrase-file <FILE>]',
  'issuer check':
    '[--account <STRING>] [--dns] [--dns-resolver <STRING>] [--issuer <STRING>] [--json] [--] [did]',
  'issuer operator authorize':
    '[--account <STRING>] [--issuer <STRING>] [--json] [--roles <STRING>] [--] [address]',
  'issuer operator retire': '[--account <STRING>] [--issuer <STRING>] [--json] [--] [address]',
  'issuer operator distrust':
    '[--account <STRING>] [--issuer <STRING>] [--json] [--since <STRING>] [--] [address]',
  'accreditation grant':
    '[--account <STRING>] [--accreditor <STRING>] [--from <STRING>] [--json] [--scope <STRING>] [--until <STRING>] [--] [issuer]',
  'accreditation end': '[--account <STRING>] [--accreditor <STRING>] [--at <STRING>] [--json] [--] [issuer]',
  'accreditation accept': '[--account <STRING>] [--issuer <STRING>] [--json] [--] [accreditor]',
  'accreditation list': '[--account <STRING>] [--json] [--] [address]',
  'credential check':
    '[--account <STRING>] [--issuer <STRING>] [--json] [--profile <STRING>] [--roster <FILE>] [--template <FILE>]',
  'credential issue':
    '[--account <STRING>] [--chain-id <STRING>] [--deadline <STRING>] [--did <STRING>] [--issuer <STRING>] [--json] [--no-pack] [--operator <STRING>] [--out <FILE>] [--pack] [--passphrase-file <FILE>] [--profile <STRING>] [--relay-from <FILE>] [--roster <FILE>] [--sign <FILE>] [--sign-only <FILE>] [--site <STRING>] [--template <FILE>] [--yes]',
  'credential reissue':
    '[--account <STRING>] [--credential <STRING>] [--json] [--out <FILE>] [--passphrase-file <FILE>] [--profile <STRING>] [--reason <STRING>] [--roster <FILE>] [--sign <FILE>] [--site <STRING>] [--template <FILE>] [--yes]',
  'credential resume':
    '[--account <STRING>] [--json] [--passphrase-file <FILE>] [--receipt <FILE>] [--sign <FILE>]',
  'credential list': '[--batch <STRING>] [--holder <STRING>] [--json]',
  'credential backup': '[--json] [--] [file]',
  'credential export':
    '[--batch <STRING>] [--delivery] [--format <STRING>] [--from <STRING>] [--holder <STRING>] [--image <FILE>] [--json] [--out <FILE>] [--passphrase-file <FILE>] [--sign <FILE>] [--site <STRING>] [--to <STRING>] [--zip <FILE>]',
  'credential revoke':
    '[--account <STRING>] [--batch <STRING>] [--chain-id <STRING>] [--credential <STRING>] [--deadline <STRING>] [--json] [--operator <STRING>] [--reason <STRING>] [--relay-from <FILE>] [--roster <FILE>] [--sign-only <FILE>] [--yes]',
  'credential suspend':
    '[--account <STRING>] [--batch <STRING>] [--chain-id <STRING>] [--credential <STRING>] [--deadline <STRING>] [--json] [--operator <STRING>] [--reason <STRING>] [--relay-from <FILE>] [--roster <FILE>] [--sign-only <FILE>] [--yes]',
  'credential reinstate':
    '[--account <STRING>] [--batch <STRING>] [--chain-id <STRING>] [--credential <STRING>] [--deadline <STRING>] [--json] [--operator <STRING>] [--reason <STRING>] [--relay-from <FILE>] [--roster <FILE>] [--sign-only <FILE>] [--yes]',
  'credential verify':
    '[--dns] [--dns-resolver <STRING>] [--evidence <FILE>] [--fetch-status-lists] [--json] [--status-list <FILE>] [--trust <STRING>] [--] [files]',
  'credential verify-evidence': '[--at <STRING>] [--block-hash <STRING>] [--json] [--] [file]',
  'credential inspect': '[--json] [--] [files]',
  'credential redact': '[--hide <STRING>] [--json] [--output <FILE>] [--] [file]',
  'status export':
    '[--batch <STRING>] [--issuer <STRING>] [--json] [--out <FILE>] [--passphrase-file <FILE>] [--purpose <STRING>] [--sign <FILE>] [--ttl <STRING>] [--url <STRING>]',
  'status compare': '[--batch <STRING>] [--issuer <STRING>] [--json] [--list <FILE>]',
  'pathway check': '[--email <STRING>] [--json] [--pathway <FILE>] [--] [files]',
  'pathway issue':
    '[--account <STRING>] [--issuer <STRING>] [--json] [--out <FILE>] [--pathway <FILE>] [--profile <STRING>] [--roster <FILE>] [--site <STRING>] [--template <FILE>] [--yes]',
  'pathway verify': '[--email <STRING>] [--json] [--] [file] [components]',
};

const GROUPS = {
  pathway: ['pathway check', 'pathway issue', 'pathway verify'],
  status: ['status compare', 'status export'],
  registry: ['registry deploy', 'registry verify-source'],
  issuer: [
    'issuer check',
    'issuer did-document',
    'issuer key',
    'issuer operator',
    'issuer register',
    'issuer show',
  ],
  'issuer operator': ['issuer operator authorize', 'issuer operator distrust', 'issuer operator retire'],
  accreditation: ['accreditation accept', 'accreditation end', 'accreditation grant', 'accreditation list'],
  credential: Object.keys(USAGE)
    .filter((command) => command.startsWith('credential '))
    .sort(),
};

describe('the commands', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());

  const explained = Object.entries(USAGE).map(([command, usage]) => [
    `${command} is explained with --help`,
    async () => {
      const { exitCode, stdout, stderr } = await workspace.run(...command.split(' '), '--help');
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
      expect(stdout).to.include(`Usage: hardhat [GLOBAL OPTIONS] ${command} ${usage}\n`);
      const lines = stdout.split('\n').filter((line) => /^ {2}\S/.test(line));
      const bare = lines.filter((line) => !/^ {2}\S+(, -\w)? {2,}\S/.test(line));
      expect(bare, 'options that nothing explains').to.deep.equal([]);
      expect(stdout).not.to.match(/\(default: \)|WITHOUT_DEFAULT|undefined/);
    },
  ]);

  const listed = Object.entries(GROUPS).map(([group, commands]) => [
    `the commands of ${group} are listed when none is named`,
    async () => {
      const { exitCode, stdout } = await workspace.run(...group.split(' '));
      const names = stdout.split('GLOBAL OPTIONS:')[0]?.match(/^ {2}[a-z-]+( [a-z-]+)+(?= {2,})/gm);
      expect(names?.map((name) => name.trim())).to.deep.equal(commands);
      expect(exitCode).to.equal(0);
    },
  ]);

  concurrently({
    ...Object.fromEntries([...explained, ...listed]),

    'call an unknown subcommand, an unknown option and a missing or repeated value mistakes in usage':
      async () => {
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
      },

    'leave the exit codes of other tasks alone, also when a command’s name is among their arguments':
      async () => {
        const { exitCode, stderr } = await workspace.start('keystore', 'credential').ended;
        expect(stderr).to.match(/HHE\d+/);
        expect(exitCode).to.equal(1);
      },
  });
});

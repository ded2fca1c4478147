import { chmodSync, mkdirSync } from 'node:fs';
import { expect } from 'chai';
import type { Address } from 'viem';
import { ROLE } from '#core/registry';
import {
  accountOf,
  anchoredRoots,
  type CommandChain,
  callAs,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { AMINA, BEN, rosterOptions, teaTemplate } from '../../support/commandFiles.ts';
import { type CommandResult, documentOf, expectFault, together, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';

const BAD_ROSTER = `name,email,mark,valid_until
Amina Okonkwo,amina@example.org,87,
Ben Ito,not an address,64,31.12.2030
,,93,
Dara Singh,AMINA@example.org,71,
Eva\u0007Lind,eva@example.org,55,2020-01-01T00:00:00Z
`;

describe('credential issue refuses', () => {
  let chain: CommandChain;
  let issuer: Address;

  before(async () => {
    chain = await startCommandChain();
    issuer = await registerIssuer(chain, 0);
    await registerIssuer(chain, 1);
    // A key that is registered, and has spent all it had.
    await chain.client.setBalance({ address: accountOf(1).address, value: 1000n });
  });
  after(async () => {
    expect(await anchoredRoots(chain, issuer), 'what was anchored').to.deep.equal([]);
    await chain.close();
  });

  function expectNothingIssued(workspace: Workspace): void {
    expect(workspace.list().filter((name) => name.startsWith('out'))).to.deep.equal([]);
    expect(workspace.ledger('SELECT * FROM batches')).to.deep.equal([]);
  }

  function run(workspace: Workspace, command: string, files: string[], ...words: string[]) {
    const rest = command === 'issue' ? ['--out', workspace.path('out'), '--yes'] : [];
    return workspace.run('credential', command, ...files, ...rest, ...words);
  }

  concurrently({
    'a bad roster, with every problem at once: row, column, value and what is wanted': async () => {
      const expected = [
        ['BadValue', 3, 'email', 'not an address'],
        ['BadValue', 3, 'valid_until', '31.12.2030'],
        ['BlankCell', 4, 'name', ''],
        ['BlankCell', 4, 'email', ''],
        ['DuplicateHolder', 5, null, 'amina@example.org'],
        ['ControlCharacter', 6, 'name', 'Eva\\u{7}Lind'],
        ['WrongOrder', 6, 'valid_until', '2020-01-01T00:00:00Z'],
      ];
      await together(
        { check: 'check', issue: 'issue' },
        async (command, workspace) => {
          const result = await run(workspace, command, rosterOptions(workspace, BAD_ROSTER), '--json');
          const { rows, problems } = documentOf<{ rows: number; problems: Record<string, string>[] }>(result);
          expect(rows).to.equal(5);
          expect(problems.map(({ code, row, column, value }) => [code, row, column, value])).to.deep.equal(
            expected,
          );
          for (const { wanted = '', message } of problems) {
            expect(wanted).to.have.length.greaterThan(5);
            expect(result.stderr).to.include(`${message}\n`);
          }
          expect(result.stderr).to.match(/\n7 problems in 5 rows\. Nothing was issued\.\n$/);
          expect(result.exitCode).to.equal(3);
          expectNothingIssued(workspace);
        },
        chain,
      );
    },

    'rosters that cannot be read at all': async () => {
      const rosters: Record<string, [content: string | Uint8Array, told: RegExp]> = {
        'a header alone': ['name,email\n', /the roster has nobody in it/],
        'a workbook': [
          Buffer.from('PK\u0003\u0004 and so on'),
          /this file is a spreadsheet workbook, not CSV/,
        ],
        'not UTF-8': [Buffer.from('name,email\nZo\xeb,zoe@example.org\n', 'latin1'), /is not text in UTF-8/],
        'with other columns': [
          'email,shoe size\namina@example.org,38\n',
          /Row 1, column “name”: the template needs this column[^\n]+\nRow 1, column “shoe size”: the template does not use/,
        ],
      };
      await together(
        rosters,
        async ([content, told], workspace) => {
          const files = rosterOptions(workspace, '');
          workspace.write('roster.csv', content);
          const { stdout, exitCode } = await run(workspace, 'issue', files);
          expect(stdout).to.match(told);
          expect(stdout).to.match(/\n\d+ problems?( in [1-9] rows?)?\. Nothing was issued\.\n$/);
          expect(exitCode).to.equal(3);
          expectNothingIssued(workspace);
        },
        chain,
      );
    },

    'templates that are none': async () => {
      const templates: Record<string, [content: string | Uint8Array, told: RegExp]> = {
        'a roster': ['name,email\n', /JSON/],
        'not UTF-8': [Buffer.from('{"name":"Zo\xeb"}', 'latin1'), /UTF-8/],
        'too deep': [`${'['.repeat(70)}${']'.repeat(70)}`, /nested deeper than 64 levels/],
        'of another issuer': [
          teaTemplate({ issuer: { id: 'did:web:hillside.example', type: ['Profile'], name: 'Hillside' } }),
          /did:web:hillside\.example/,
        ],
        'a pointer to nothing': [teaTemplate({ redactable: ['/evidence'] }), /\/evidence/],
      };
      await together(
        templates,
        async ([content, told], workspace) => {
          const files = rosterOptions(workspace, [AMINA], '');
          workspace.write('template.json', content);
          const result = await run(workspace, 'issue', files);
          expectFault(result, 3, told);
          expect(result.stderr.split('\n')).to.have.length(3);
          expectNothingIssued(workspace);
        },
        chain,
      );
    },

    'missing options, missing files and folders in their place': async () => {
      const cases: Record<string, [words: string[], exitCode: number, told: RegExp]> = {
        'no options': [[], 2, /^--roster is missing\.\nIt names the CSV file with one row per holder\.\n$/],
        'no template': [['--roster', 'README.md'], 2, /^--template is missing\.\n/],
        'no such roster': [
          ['--roster', 'no.csv', '--template', 'README.md'],
          3,
          /^There is no file no\.csv\.\n--roster names the CSV file with one row per holder\.\n$/,
        ],
        'a folder for a template': [
          ['--roster', 'README.md', '--template', 'src'],
          3,
          /^There is no file src\.\n--template names the Open Badges JSON to fill\.\n$/,
        ],
        'a site that is none': [
          ['--site', 'javascript:alert(1)'],
          2,
          /^--site is no web address: “javascript:alert\(1\)”\.\n/,
        ],
      };
      await together(cases, async ([words, exitCode, told], workspace) => {
        expectFault(await workspace.run('credential', 'issue', ...words), exitCode, told);
      });
    },

    'an output that exists, or that cannot be made': async () => {
      const exists = (path: string) =>
        `${path} exists already.\nName another folder with --out; nothing is ever written over.\n`;
      const told: Record<string, (path: string) => string> = {
        folder: exists,
        file: exists,
        remains: (path) => exists(`${path}.partial`),
        'file/out': (path) =>
          `A folder is needed, and a file is in its place: ${path.slice(0, -4)}.\nChoose another place.\n`,
        'locked/out': (path) =>
          `You have no permission for ${path}.partial.\nChoose another place, or change its permissions.\n`,
      };
      await together(
        Object.fromEntries(Object.keys(told).map((name) => [name, name])),
        async (name, workspace) => {
          for (const folder of ['folder', 'locked', 'remains.partial']) mkdirSync(workspace.path(folder));
          workspace.write('file', 'mine');
          workspace.write('remains.partial/mine', '');
          const files = rosterOptions(workspace);
          workspace.giveToNobody();
          chmodSync(workspace.path('locked'), 0o555);
          const out = workspace.path(name);
          const result = await workspace.run('credential', 'issue', ...files, '--out', out, '--yes');
          expectFault(result, 3, told[name]?.(out) ?? '');
          expect(workspace.read('file')).to.equal('mine');
          expect(workspace.list('remains.partial')).to.deep.equal(['mine']);
          expect(workspace.ledger('SELECT * FROM batches')).to.deep.equal([]);
        },
        chain,
      );
    },

    'keys that may not anchor or cannot pay, and forgets the batch: a second issue is not issuing twice':
      async () => {
        const operator = accountOf(2).address;
        const retired = accountOf(3).address;
        await callAs(chain, 0, 'authorizeOperator', [issuer, operator, ROLE.revoke]);
        await callAs(chain, 0, 'authorizeOperator', [issuer, retired, ROLE.anchor]);
        await callAs(chain, 0, 'retireOperator', [issuer, retired]);
        const choose =
          'Choose another key with --account, or let the issuer’s admin authorise this one with “npx hardhat issuer operator authorize”.';
        const cases: Record<string, [words: string[], exitCode: number, told: RegExp]> = {
          'not registered': [
            ['--account', '9'],
            4,
            /^0x\w+ is not a registered issuer on the local chain\.\n/,
          ],
          'not an operator': [
            ['--account', '9', '--issuer', issuer],
            4,
            new RegExp(
              `^${accountOf(9).address} is not an operator of the issuer ${issuer}\\.\n${choose}\n$`,
            ),
          ],
          retired: [
            ['--account', '3', '--issuer', issuer],
            4,
            new RegExp(`^${retired} is not an operator of the issuer ${issuer}\\.\n${choose}\n$`),
          ],
          'may revoke only': [
            ['--account', '2', '--issuer', issuer],
            4,
            new RegExp(`^${operator} is an operator, but may not anchor batches\\.\nLet the issuer’s admin`),
          ],
          'no funds': [
            ['--account', '1'],
            6,
            /^0x\w+ has 0\.000000000000001 ETH on the local chain; this may cost/,
          ],
          'no such key': [
            ['--account', '20'],
            4,
            /^The network “localhost” has no such key to sign with: there is none “20”/,
          ],
        };
        await together(
          cases,
          async ([words, exitCode, told], workspace) => {
            expectFault(await run(workspace, 'issue', rosterOptions(workspace), ...words), exitCode, told);
            expectNothingIssued(workspace);
          },
          chain,
        );
      },

    'an account that cannot pay, before the roster is read': async () => {
      const workspace = new Workspace(chain);
      const files = rosterOptions(workspace, [{ ...BEN, email: 'no address' }]);
      const result: CommandResult = await run(workspace, 'issue', files, '--account', '1');
      expectFault(result, 6, /^0x\w+ has 0\.000000000000001 ETH on the local chain; this may cost/);
      expectNothingIssued(workspace);
      workspace.remove();
    },

    'nothing that a warning is enough for': async () => {
      const workspace = new Workspace(chain);
      const files = rosterOptions(workspace, [{ ...BEN, name: '=HYPERLINK("x")' }]);
      const result: CommandResult = await run(workspace, 'check', files);
      expect(result.stderr).to.equal(
        'Warning. Row 2, column “name”: “=HYPERLINK("x")” begins like a spreadsheet formula and is kept as text; check that it is meant.\n',
      );
      expect(result.exitCode).to.equal(0);
      workspace.remove();
    },
  });
});

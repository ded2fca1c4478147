import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { globalOptions } from 'hardhat';
import type { Hex } from 'viem';
import type { Evidence } from '#core/evidence';
import { createIssuerSite } from '../../../scripts/start/issuerSite.ts';
import { listen } from '../../../scripts/start/ports.ts';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, BEN, issue } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';

/** Ends a process that opens a connection to any host, before it is made; pipes on this machine are no network. */
const CUT = `
import { Socket } from 'node:net';
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...words) {
  if (words.flat()[0]?.path !== undefined) return connect.apply(this, words);
  process.stderr.write('It asked the network.');
  process.exit(99);
};
`;

interface Written {
  results: { verdict: string }[];
  evidence: { file: string; blockNumber: number; blockHash: Hex };
}

// Code measured for coverage is not the registry's.
if (!globalOptions.coverage) {
  describe('evidence on the command line', () => {
    let chain: CommandChain;
    let maker: Workspace;
    let reader: Workspace;
    let host: string;
    let good: Written['evidence'];
    const site = createIssuerSite();

    before(async function () {
      this.timeout(60_000);
      chain = await startCommandChain();
      maker = new Workspace(chain);
      const port = await listen(site.server, 0, 'the issuer’s web site', '');
      host = `localhost:${port}`;
      const did = `did:web:localhost%3A${port}`;
      site.publish(did, { chainId: 31337, address: await registerIssuer(chain, 0, did) });
      await issue(maker, 'tea', [AMINA, BEN]);
      await maker.run(
        ...[
          'credential',
          'revoke',
          '--credential',
          fileOf('Ben-Ito'),
          '--reason',
          'issued in error',
          '--yes',
        ],
      );
      reader = new Workspace(chain);
      reader.rpcUrl = 'http://127.0.0.1:9';
      reader.environment.NODE_OPTIONS = `--import=file://${reader.write('cut.mjs', CUT)}`;
      const { exitCode, stderr, document } = await make('Amina-Okonkwo', 'amina.evidence.json');
      expect(exitCode, stderr).to.equal(0);
      good = document.evidence;
    });
    after(async () => {
      site.server.closeAllConnections();
      site.server.close();
      maker.remove();
      reader.remove();
      await chain.close();
    });

    const fileOf = (name: string) => maker.path('tea', 'credentials', `${name}.json`);
    const make = (name: string, out: string) =>
      maker.json<Written>('credential', 'verify', fileOf(name), '--evidence', maker.path(out));
    /** Checks evidence where every connection is cut. */
    const check = (file: string, ...options: string[]) =>
      reader.run('credential', 'verify-evidence', file, ...options);
    const evidence = (): Evidence => JSON.parse(maker.read('amina.evidence.json'));

    concurrently({
      'is written with the credential’s own text, for its owner alone': async () => {
        expect(evidence().credential).to.equal(maker.read('tea', 'credentials', 'Amina-Okonkwo.json'));
        expect(good.file).to.equal(maker.path('amina.evidence.json'));
        const block = await chain.client.getBlock({ blockNumber: BigInt(good.blockNumber) });
        expect(good.blockHash).to.equal(block.hash);
        expect(evidence().didDocuments.map(({ url }) => url)).to.deep.equal([
          `http://${host}/.well-known/did.json`,
        ]);
      },

      'tells people the block, and how to check it': async () => {
        const out = maker.path('told.json');
        const { stdout, exitCode } = await maker.run(
          ...['credential', 'verify', fileOf('Amina-Okonkwo'), '--evidence', out],
        );
        expect(stdout).to.match(
          new RegExp(
            `^✔ verified  .+\n  .+\nRead from 127\\.0\\.0\\.1:\\d+: the local chain, block \\d+, .+\nWrote evidence to ${out}, about block ${good.blockNumber} of the local chain: ${good.blockHash}\nCheck it, without any network, with “npx hardhat credential verify-evidence ${out} --block-hash HASH”, where HASH is what a source that you trust says of that block\\.\n$`,
          ),
        );
        expect(exitCode).to.equal(0);
      },

      'is verified with the network cut, and says what it does not prove': async () => {
        const { exitCode, stdout, stderr } = await check(good.file, '--block-hash', good.blockHash);
        expect(stderr).to.equal('');
        expect(stdout).to.match(
          new RegExp(
            [
              `^✔ verified  ${good.file}`,
              `  Lakeside Polytechnic \\(${host}\\) issued this to Amina Okonkwo on .+\\. It has not been changed or withdrawn\\.`,
              `  Proven: what the registry held at block ${good.blockNumber} of the local chain, 20\\d\\d-.+Z\\.`,
              `  Not proven: anything after that block; that ${good.blockHash} is a block of the local chain\\.`,
              `  Not proven: what ${host} said about the issuer; whoever made this file says to have seen it at 20\\d\\d-.+Z\\.\n$`,
            ].join('\n'),
          ),
        );
        expect(exitCode).to.equal(0);
      },

      'has a network to ask, were it not for the cut': async () => {
        const { exitCode, stderr } = await reader.start('credential', 'verify', fileOf('Amina-Okonkwo'))
          .ended;
        expect([exitCode, stderr]).to.deep.equal([99, 'It asked the network.']);
      },

      'is verified in JSON': async () => {
        const { exitCode, document } = await reader.json<Record<string, unknown>>(
          ...[
            'credential',
            'verify-evidence',
            good.file,
            '--block-hash',
            good.blockHash.toUpperCase().replace('X', 'x'),
          ],
        );
        expect(document).to.deep.include({
          file: good.file,
          holds: true,
          verdict: 'verified',
          blockNumber: good.blockNumber,
          blockHash: good.blockHash,
        });
        expect(exitCode).to.equal(0);
      },

      'of a revoked credential says that it is revoked': async () => {
        const { document, exitCode } = await make('Ben-Ito', 'ben.evidence.json');
        expect([document.results[0]?.verdict, exitCode]).to.deep.equal(['invalid', 9]);
        const { file, blockHash } = document.evidence;
        const checked = await check(file, '--block-hash', blockHash);
        expect(checked.stdout).to.match(
          new RegExp(`^✘ invalid  ${file}\n  Withdrawn by Lakeside Polytechnic \\(${host}\\)\\.\n`),
        );
        expect(checked.exitCode).to.equal(9);
      },

      'is not current at a time before the credential was valid': async () => {
        const { stdout, exitCode } = await check(
          ...([good.file, '--block-hash', good.blockHash, '--at', '2001-01-01T00:00:00Z'] as const),
        );
        expect(stdout).to.include('● not-current  ').and.to.include('It is not valid before ');
        expect(exitCode).to.equal(9);
      },

      'does not hold against another block': async () => {
        const other = `0x${'12'.repeat(32)}`;
        const { stdout, stderr, exitCode } = await check(good.file, '--block-hash', other);
        expect(stdout).to.equal(
          `✘ does not hold  ${good.file}\n  It is about another block, or was altered: its header has the hash ${good.blockHash}, not ${other}.\n`,
        );
        expect(stderr).to.equal('');
        expect(exitCode).to.equal(9);
        const { document } = await reader.json(
          'credential',
          'verify-evidence',
          good.file,
          '--block-hash',
          other,
        );
        expect(document).to.include({ holds: false, problem: 'OtherBlock' });
      },

      'asks for the hash, and says of which block': async () => {
        for (const [words, told] of [
          [[], '--block-hash is missing.'],
          [['--block-hash', '0x12'], '--block-hash is no block’s hash: “0x12”.'],
        ] as const)
          expectFault(
            await check(good.file, ...words),
            2,
            `${told}\nThe file says that it is about block ${good.blockNumber}: ask a source that you trust for that block’s hash.\n`,
          );
      },

      'that is no evidence is refused, whatever it is': async () => {
        const text = maker.read('amina.evidence.json');
        const files: [string, RegExp][] = [
          [
            reader.write('cut.json', text.slice(0, -10)),
            /^This isn't an evidence file we can read\. This is not JSON: /,
          ],
          [fileOf('Amina-Okonkwo'), /^This isn't an evidence file we can read\. “.+”: /],
          [reader.write('huge.json', ' '.repeat(9 * 1024 ** 2)), /It is larger than 8 MiB\.\n/],
          [reader.write('empty.json', ''), /This is not JSON/],
          [reader.path('missing.json'), /^There is no file .+missing\.json\.\nCheck the path\.\n$/],
          [reader.directory, /is a folder, not a file\./],
          ...(existsSync('/dev/zero')
            ? [['/dev/zero', /It is larger than 8 MiB\.\n/] as [string, RegExp]]
            : []),
        ];
        for (const [file, told] of files)
          expectFault(await check(file, '--block-hash', good.blockHash), 3, told);
        expectFault(await check('', '--block-hash', good.blockHash), 2, /^No file is named\.\n/);
      },
    });
  });
}

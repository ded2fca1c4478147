import { expect } from 'chai';
import type { JsonObject } from '#core/json';
import { keyFrom } from '../../../scripts/support/keyFile.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';
import { hasTerminal, startOnTerminal } from '../../support/terminal.ts';

const DID = 'did:web:lakeside.example';
const PASSPHRASE = 'correct horse battery staple';

describe('issuer key', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());

  it('makes a key, keeps it encrypted, and prints what did.json has to say of it', async () => {
    const passphrase = workspace.write('passphrase', `${PASSPHRASE}\n`);
    const path = workspace.path('key.json');
    const result = await workspace.run(
      ...['issuer', 'key', '--did', DID, '--output', path, '--passphrase-file', passphrase],
    );

    expect(result.exitCode).to.equal(0);
    const { publicKeyMultibase, ...method } = JSON.parse(result.stdout) as JsonObject;
    expect(method).to.deep.equal({ id: `${DID}#${publicKeyMultibase}`, type: 'Multikey', controller: DID });
    expect(result.stderr).to.equal(
      `Wrote ${path}, encrypted. Keep it and its passphrase apart, and a copy of each: neither can be made again.\n` +
        'Publish the key in https://lakeside.example/.well-known/did.json: the object above under “verificationMethod”, its id under “assertionMethod”.\n' +
        'Leave it there when you change to another key: what it has signed is checked by it for ever.\n',
    );
    expect((await keyFrom(path, PASSPHRASE)).publicKeyMultibase).to.equal(publicKeyMultibase);
  });

  it('refuses what it cannot do, and leaves no file', async () => {
    const cases: Record<string, [words: string[], exitCode: number, told: RegExp]> = {
      'no DID': [['--output', 'key.json'], 2, /^--did is missing\.\nGive the DID that the key will sign for/],
      'no DID that is one': [
        ['--did', 'lakeside', '--output', 'key.json'],
        2,
        /^“lakeside” is not a did:web identifier\.\n/,
      ],
      'no file': [['--did', DID], 2, /^--output is missing\.\nName the file to keep the key in\.\n$/],
      'nobody to ask': [
        ['--did', DID, '--output', 'key.json'],
        2,
        /^Nobody is at a terminal to type the passphrase\.\n/,
      ],
      'no passphrase file': [
        ['--did', DID, '--output', 'key.json', '--passphrase-file', 'none'],
        3,
        /^There is no file .*none\.\nCheck the path\.\n$/,
      ],
      'a file that exists': [
        ['--did', DID, '--output', 'README.md'],
        3,
        /^.*README\.md exists already\.\nName another file: a key is never written over\.\n$/,
      ],
    };
    await together(cases, async ([words, exitCode, told], other) => {
      const placed = words.map((word) => (word === 'key.json' ? other.path(word) : word));
      expectFault(await other.run('issuer', 'key', ...placed), exitCode, told);
      expect(other.list()).not.to.include('key.json');
    });
  });

  it('asks for the passphrase twice and shows nothing of it', async function () {
    if (!hasTerminal()) this.skip();
    this.timeout(30_000);
    const ask = async (first: string, second: string, path: string) => {
      const words = workspace.wordsOf(['issuer', 'key', '--did', DID, '--output', path]);
      const terminal = startOnTerminal(words, workspace.env());
      await terminal.shows('Passphrase of the signing key: ');
      terminal.type(`${first}\r`);
      await terminal.shows('The same again: ');
      terminal.type(`${second}\r`);
      return terminal.ended();
    };
    const path = workspace.path('typed.json');
    const { shown, exitCode } = await ask(PASSPHRASE, PASSPHRASE, path);
    expect(exitCode, shown).to.equal(0);
    expect(shown).not.to.include('horse');
    expect(await keyFrom(path, PASSPHRASE)).to.have.property('secretKeyMultibase');

    const other = await ask(PASSPHRASE, 'another one altogether', workspace.path('other.json'));
    expect(other.shown).to.include('The two passphrases differ.');
    expect(other.exitCode).to.equal(3);
    expect(workspace.list()).not.to.include('other.json');
  });
});

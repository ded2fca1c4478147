import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { JsonObject, JsonValue } from '#core/json';
import { generateSigningKey, type SigningKey } from '#core/signingKey';
import { keyFrom, publicKeyFrom, writeKeyFile } from '../../../scripts/support/keyFile.ts';
import { withValue } from '../../support/credentials.ts';
import { expectFault, expectRejection } from '../../support/errors.ts';

const PASSPHRASE = 'correct horse battery staple';

describe('the file of a signing key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rootmark-key-'));
  const path = join(folder, 'key.json');
  let key: SigningKey;
  before(async function () {
    this.timeout(20_000);
    key = await generateSigningKey();
    await writeKeyFile(path, key, PASSPHRASE);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('gives the key back for the passphrase, however its letters are composed', async () => {
    expect(await keyFrom(path, PASSPHRASE)).to.deep.equal(key);
    const accented = join(folder, 'accented.json');
    await writeKeyFile(accented, key, 'Mot de passé très long');
    expect(await keyFrom(accented, 'Mot de passé très long'.normalize('NFD'))).to.deep.equal(key);
  });

  it('tells the public half without the passphrase', () => {
    expect(publicKeyFrom(path)).to.equal(key.publicKeyMultibase);
  });

  it('is readable by its owner alone, and holds the secret nowhere in the clear', () => {
    expect(statSync(path).mode & 0o777).to.equal(0o600);
    const text = readFileSync(path, 'utf8');
    expect(text).not.to.include(key.secretKeyMultibase).and.not.to.include(PASSPHRASE);
    expect(text).not.to.include(Buffer.from(key.secretKeyMultibase).toString('hex'));
  });

  it('is never written over', async () => {
    const before = readFileSync(path, 'utf8');
    await expectRejection(writeKeyFile(path, key, PASSPHRASE), {
      kind: 'input',
      code: 'OutputExists',
      message: `${path} exists already.`,
    });
    expect(readFileSync(path, 'utf8')).to.equal(before);
  });

  it('takes no short passphrase', async () => {
    await expectRejection(writeKeyFile(join(folder, 'short.json'), key, 'hunter2'), {
      kind: 'input',
      code: 'PassphraseShort',
      message: 'The passphrase has fewer than 12 characters.',
    });
  });

  it('opens for no other passphrase', async () => {
    for (const wrong of ['', 'Correct horse battery staple', `${PASSPHRASE} `]) {
      await expectRejection(keyFrom(path, wrong), {
        kind: 'authority',
        code: 'PassphraseWrong',
        message: `The passphrase does not open ${path}.`,
      });
    }
  });

  const alterations: Record<string, (file: JsonObject) => [pointer: string, value: JsonValue]> = {
    'the public key': () => ['/publicKeyMultibase', 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2'],
    'the salt': () => ['/crypto/kdf/params/salt', '00'.repeat(32)],
    'the cost': () => ['/crypto/kdf/params/n', 2 ** 10],
    'the tag': () => ['/crypto/checksum/message', '00'.repeat(16)],
    'what is encrypted': () => ['/crypto/cipher/message', '00'.repeat(48)],
  };
  for (const [what, alter] of Object.entries(alterations)) {
    it(`does not open when ${what} was altered`, async () => {
      const file: JsonObject = JSON.parse(readFileSync(path, 'utf8'));
      const altered = join(folder, 'altered.json');
      writeFileSync(altered, JSON.stringify(withValue(file, ...alter(file))));
      await expectRejection(keyFrom(altered, PASSPHRASE), {
        kind: 'authority',
        code: 'PassphraseWrong',
        message: `The passphrase does not open ${altered}.`,
      });
    });
  }

  it('is refused when it is something else, or asks for more memory than it may', () => {
    const file: JsonObject = JSON.parse(readFileSync(path, 'utf8'));
    const other = join(folder, 'other.json');
    for (const content of ['{}', 'key', JSON.stringify(withValue(file, '/crypto/kdf/params/n', 2 ** 24))]) {
      writeFileSync(other, content);
      expectFault(() => publicKeyFrom(other), {
        kind: 'input',
        code: 'KeyFileInvalid',
        message: `${other} is not a signing key.`,
      });
    }
    expectFault(() => publicKeyFrom(join(folder, 'none.json')), {
      kind: 'input',
      code: 'FileMissing',
      message: `There is no file ${join(folder, 'none.json')}.`,
    });
  });
});

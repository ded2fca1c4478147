import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { didDocumentFor } from '#core/didWeb';
import { keyIdOf, withSigningKeys } from '#core/issuerKeys';
import { generateSigningKey, type SigningKey } from '#core/signingKey';
import { writeKeyFile } from '../../../scripts/support/keyFile.ts';
import { Output } from '../../../scripts/support/output.ts';
import { signerFrom } from '../../../scripts/support/signing.ts';
import { LAKESIDE } from '../../support/credentials.ts';
import { type DidHost, startDidHost } from '../../support/didHost.ts';
import { expectRejection } from '../../support/errors.ts';

const ACCOUNT = { chainId: 31337, address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' } as const;

/** Keeps what a command would warn of. */
class Warnings extends Output {
  readonly warnings: string[] = [];
  override warn(text: string): void {
    this.warnings.push(text);
  }
}

describe('signerFrom', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rootmark-signing-'));
  const sign = join(folder, 'key.json');
  const passphraseFile = join(folder, 'passphrase');
  let host: DidHost;
  let key: SigningKey;
  let output: Warnings;
  before(async () => {
    host = await startDidHost();
    key = await generateSigningKey();
    writeFileSync(passphraseFile, 'correct horse battery staple\r\nanother line');
    await writeKeyFile(sign, key, 'correct horse battery staple');
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await host.close();
  });
  beforeEach(() => {
    host.reset();
    output = new Warnings(false);
  });

  const signerWith = (document: object) => {
    host.answer('lakeside.example', { document });
    return signerFrom({ sign, passphraseFile }, LAKESIDE, output, host.fetch);
  };

  it('is null when nothing is to be signed', async () => {
    expect(await signerFrom({ sign: undefined, passphraseFile }, LAKESIDE, output, host.fetch)).to.equal(
      null,
    );
  });

  it('signs with the key of the file, in the issuer’s name', async () => {
    const signer = await signerWith(
      withSigningKeys(didDocumentFor(LAKESIDE, [ACCOUNT]), [key.publicKeyMultibase]),
    );
    expect(signer?.id).to.equal(keyIdOf(LAKESIDE, key.publicKeyMultibase));
    expect(await signer?.sign({ data: new Uint8Array(3) })).to.have.length(64);
    expect(output.warnings).to.deep.equal([]);
  });

  it('warns when the domain does not list the key, or cannot be asked', async () => {
    const end = 'Publish it, or the signatures will count for nothing.';
    await signerWith(didDocumentFor(LAKESIDE, [ACCOUNT]));
    host.answer('lakeside.example', { status: 503 });
    await signerFrom({ sign, passphraseFile }, LAKESIDE, output, host.fetch);
    expect(output.warnings).to.deep.equal([
      `lakeside.example does not list the signing key yet: its did.json does not list the key. ${end}`,
      `lakeside.example could not be asked for the signing key: it answered with HTTP 503. ${end}`,
    ]);
  });

  it('refuses a wrong passphrase', async () => {
    writeFileSync(join(folder, 'wrong'), 'wrong horse battery staple\n');
    const options = { sign, passphraseFile: join(folder, 'wrong') };
    await expectRejection(signerFrom(options, LAKESIDE, output, host.fetch), {
      kind: 'authority',
      code: 'PassphraseWrong',
      message: `The passphrase does not open ${sign}.`,
    });
  });
});

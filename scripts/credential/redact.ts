import { existsSync, writeFileSync } from 'node:fs';
import { parseCredential } from '#core/credential';
import { redact, redactablePointers } from '#core/disclosure';
import { RootmarkError } from '#core/errors';
import { fingerprintOf } from '#core/verify';
import { actionOf } from '../support/command.ts';
import { readCredentialFile } from '../support/credentialInputs.ts';
import { missingFile } from '../support/missingFile.ts';
import { countOf, usageError } from '../support/output.ts';
import { refuseOutputFile } from '../support/outputFile.ts';

interface Arguments {
  file: string | undefined;
  hide: string | undefined;
  output: string | undefined;
}

export default actionOf<Arguments>(async ({ file, hide, output: target }, { output }) => {
  if (file === undefined || file === '')
    throw usageError('No file is named.', 'Name the credential to redact.');
  if (!existsSync(file)) throw missingFile(file);
  const credential = parseCredential(readCredentialFile(file).json);
  const choices = redactablePointers(credential.anchor.disclosure);
  if (hide === undefined || hide === '' || target === undefined) {
    throw usageError(
      `${target === undefined ? '--output' : '--hide'} is missing.`,
      choices.length === 0
        ? 'Nothing in this credential can be hidden.'
        : `What can be hidden: ${choices.join(', ')}.`,
    );
  }
  refuseOutputFile(target, '--output');
  const before = fingerprintOf(credential);
  if (before.computedRoot !== before.root) {
    throw new RootmarkError(
      'input',
      'CredentialAltered',
      `${file} was altered after it was issued.`,
      'Redact the original.',
    );
  }
  const pointers = [...new Set(hide.split(',').map((pointer) => pointer.trim()))];
  const redacted = redact(credential, pointers);
  const text = `${JSON.stringify(redacted.document, null, 2)}\n`;
  if (fingerprintOf(parseCredential(text)).payloadHash !== before.payloadHash) {
    throw new Error('the redacted copy does not have the payload of the original');
  }
  writeFileSync(target, text, { mode: 0o600, flag: 'wx' });

  output.line(
    `Wrote ${target} with ${countOf(pointers.length, 'claim')} hidden. It verifies as the original does.`,
  );
  if (otherProofsOf(credential.document) > 0) {
    output.warn(
      'The issuer’s signature signs the full credential, so the copy goes without it; the anchor proof stays.',
    );
  }
  output.result({ file: target, hidden: pointers, shown: redactablePointers(redacted.anchor.disclosure) });
  return undefined;
});

function otherProofsOf({ proof }: { proof?: unknown }): number {
  return Array.isArray(proof) ? proof.length - 1 : 0;
}

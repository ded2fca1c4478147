import { FORMAT, isRedacted, parseCredential } from '#core/credential';
import { concealedCount } from '#core/disclosure';
import { fingerprintOf } from '#core/verify';
import { actionOf } from '../support/command.ts';
import { type CredentialInput, credentialInputs } from '../support/credentialInputs.ts';
import { EXIT } from '../support/exitCodes.ts';
import { faultOf } from '../support/faults.ts';

interface Arguments {
  files: string[];
}

export default actionOf<Arguments>(async ({ files }, { output }) => {
  const results = credentialInputs(files).map(inspect);
  for (const { file, ...result } of results) {
    output.line(file);
    for (const [name, value] of Object.entries(result)) output.line(`  ${name.padEnd(12)} ${value}`);
  }
  output.result({ results });
  return results.every((result) => 'matches' in result && result.matches) ? EXIT.ok : EXIT.notVerified;
});

function inspect({ file, read }: CredentialInput) {
  try {
    const credential = parseCredential(read().json);
    const { payloadHash, leaf, computedRoot, root, index } = fingerprintOf(credential);
    const { disclosure } = credential.anchor;
    return {
      file,
      format: FORMAT,
      payloadHash,
      leaf,
      root: computedRoot,
      matches: computedRoot === root,
      index,
      redacted: isRedacted(disclosure),
      concealed: concealedCount(disclosure),
    };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    return { file, error: fault.message, code: fault.code };
  }
}

import { existsSync, readFileSync, statSync } from 'node:fs';
import { type Component, componentOf } from '#core/pathwayComponent';
import { type Pathway, parsePathway } from '#core/pathwayFile';
import { VALUE_RULES } from '#core/values';
import type { Verdict } from '#core/verdict';
import type { VerificationContext } from '#core/verify';
import { credentialInputs } from '../support/credentialInputs.ts';
import { missingFile } from '../support/missingFile.ts';
import { usageError } from '../support/output.ts';
import { AT_ONCE, verifyInput } from '../support/verifyInputs.ts';

/** A file that is no component of anything, and why. */
export interface Unusable {
  file: string;
  verdict: Verdict;
  headline: string;
}

/** Files of a holder, verified. */
export interface HolderFiles {
  components: Component[];
  /** Files that could not be read, or were altered: nothing in them can be relied on. */
  unusable: Unusable[];
}

/** Reads the pathway that `--pathway` names. @throws RootmarkError of kind `usage` or `input`. */
export function readPathway(path: string | undefined): Pathway {
  const what = 'It names the JSON file that says which micro-credentials make a larger one.';
  if (path === undefined || path === '') throw usageError('--pathway is missing.', what);
  if (!existsSync(path) || !statSync(path).isFile()) throw missingFile(path, what);
  return parsePathway(readFileSync(path));
}

/** The address that `--email` gives. @throws RootmarkError of kind `usage`. */
export function emailFrom(text: string | undefined): string | undefined {
  if (text === undefined || VALUE_RULES.email.read(text) !== undefined) return text?.trim();
  throw usageError(
    `--email is no email address: “${text.slice(0, 80)}”.`,
    'Give the address that the credentials were issued for.',
  );
}

/** Verifies files, folders and links. @throws RootmarkError `FileMissing`. */
export async function verifyFiles(
  names: readonly string[],
  context: VerificationContext,
): Promise<HolderFiles> {
  const inputs = credentialInputs(names);
  const files: HolderFiles = { components: [], unusable: [] };
  for (let at = 0; at < inputs.length; at += AT_ONCE) {
    const verified = await Promise.all(
      inputs.slice(at, at + AT_ONCE).map((input) => verifyInput(input, context)),
    );
    for (const { file, result } of verified) {
      const component = 'credential' in result ? componentOf(file, result) : null;
      if (component !== null) files.components.push(component);
      else files.unusable.push({ file, verdict: result.verdict, headline: result.headline });
    }
  }
  return files;
}

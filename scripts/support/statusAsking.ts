import { MAXIMUM_REASON_BYTES } from '#core/contractLimits';
import type { StatusChange } from '#core/registry';
import { confirm } from './confirm.ts';
import { countOf, type Output, usageError } from './output.ts';
import type { Target } from './statusTargets.ts';

const QUESTIONS: Record<StatusChange, (what: string) => string> = {
  revoke: (what) => `Revoke ${what} for good?`,
  suspend: (what) => `Suspend ${what}?`,
  reinstate: (what) => `Reinstate ${what}?`,
};

/** Holders that are shown before the question. */
const SHOWN_HOLDERS = 10;

/** Shows whose credentials are meant, and asks. @throws RootmarkError when the answer is no, or nobody can be asked. */
export async function askForChange(
  change: StatusChange,
  credentials: Target['credentials'],
  output: Output,
): Promise<void> {
  for (const { holder } of credentials.slice(0, SHOWN_HOLDERS)) output.line(`  ${holder}`);
  if (credentials.length > SHOWN_HOLDERS) output.line(`  and ${credentials.length - SHOWN_HOLDERS} more`);
  await confirm(QUESTIONS[change](countOf(credentials.length, 'credential')));
}

/** Why a status is to change. @throws RootmarkError of kind `usage` when nobody says, or says more than the registry takes. */
export function reasonFrom(reason: string | undefined): string {
  const text = reason?.trim() ?? '';
  if (text === '')
    throw usageError(
      '--reason is missing.',
      'Say why, for the reader of the credential, such as --reason "issued in error". Name no one: it is public for ever.',
    );
  const length = new TextEncoder().encode(text).length;
  if (length <= MAXIMUM_REASON_BYTES) return text;
  throw usageError(
    `--reason has ${length} bytes; the most is ${MAXIMUM_REASON_BYTES}.`,
    'Shorten it. Nothing was signed.',
  );
}

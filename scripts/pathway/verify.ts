import { type ComponentStatus, type PathwayVerification, verifyPathway } from '#core/pathway';
import { type Component, componentOf } from '#core/pathwayComponent';
import { verdictLead } from '../credential/verify.ts';
import { actionOf } from '../support/command.ts';
import { credentialInputs } from '../support/credentialInputs.ts';
import { EXIT } from '../support/exitCodes.ts';
import { countOf, type Lead, type Output, usageError } from '../support/output.ts';
import { verificationContext } from '../support/verificationContext.ts';
import { verifyInput } from '../support/verifyInputs.ts';
import { emailFrom, type HolderFiles, verifyFiles } from './inputs.ts';

interface Arguments {
  file: string | undefined;
  email: string | undefined;
  components: string[];
}

export default actionOf<Arguments>(async ({ file, email: address, components }, { hre, output }) => {
  const email = emailFrom(address);
  const input = oneInput(file);
  const context = await verificationContext(hre);
  const { result } = await verifyInput(input, context);
  const own = 'credential' in result ? componentOf(input.file, result) : null;
  const held: HolderFiles =
    components.length === 0 ? { components: [], unusable: [] } : await verifyFiles(components, context);
  const found =
    own === null ? unread(result, held.components) : verifyPathway(own.result, besides(own, held), email);
  print(input.file, found, held, output);
  output.result({ file: input.file, ...documentOf(found), unusable: held.unusable });
  return exitCodeFor(found);
});

function oneInput(file: string | undefined) {
  const [input, ...more] = file === undefined ? [] : credentialInputs([file]);
  if (input !== undefined && more.length === 0) return input;
  throw usageError(
    input === undefined ? 'No file is named.' : `${file} has more than one credential in it.`,
    'Name the file of the larger credential first, and its components after it.',
  );
}

/** The folder that components are taken from may hold the credential itself. */
function besides({ leaf }: Component, { components }: HolderFiles): Component[] {
  return components.filter((component) => component.leaf !== leaf);
}

function unread(
  { verdict, headline }: Pick<PathwayVerification, 'verdict' | 'headline'>,
  unused: Component[],
): PathwayVerification {
  return { verdict, headline, components: [], isComplete: false, holder: null, unused };
}

function documentOf({ verdict, headline, components, isComplete, holder, unused }: PathwayVerification) {
  return {
    verdict,
    headline,
    complete: isComplete,
    components: components.map(({ id, title, status, component, reason, message }) => ({
      id,
      title,
      status,
      file: component?.file ?? null,
      reason,
      message,
    })),
    holder: holder && { status: holder.status, names: holder.names, message: holder.message },
    unused: unused.map(({ file }) => file),
  };
}

const LEADS: Record<ComponentStatus, Lead> = {
  good: { text: '✔ holds', colour: 'green' },
  failed: { text: '✘ does not hold', colour: 'red' },
  unproven: { text: '? unproven', colour: 'yellow' },
  unknown: { text: '– cannot tell', colour: 'yellow' },
  absent: { text: '– not at hand', colour: 'yellow' },
};

function print(file: string, found: PathwayVerification, { unusable }: HolderFiles, output: Output): void {
  for (const { title, status, component, message } of found.components) {
    output.line(title, LEADS[status]);
    output.line(`  ${component === null ? '' : `${component.file}: `}${message}`);
  }
  for (const { file: other, headline } of unusable) output.line(`Not used: ${other}. ${headline}`);
  for (const { file: other } of found.unused) output.line(`Not used: ${other}. It is no component of this.`);
  if (found.holder !== null) output.line(found.holder.message);
  output.line(file, verdictLead(found.verdict));
  output.line(`  ${found.headline}`);
  output.line(`  ${completenessOf(found)}`);
}

function completenessOf({ components }: PathwayVerification): string {
  if (components.length === 0) return 'It names no component.';
  const absent = components.filter(({ status }) => status === 'absent').length;
  const all = countOf(components.length, 'component');
  return absent === 0 ? `Looked at all of its ${all}.` : `Of its ${all}, ${absent} not at hand.`;
}

/** A credential whose components were not all at hand was not wholly checked. */
function exitCodeFor({ verdict, isComplete }: PathwayVerification): number {
  if (verdict === 'verified') return isComplete ? EXIT.ok : EXIT.couldNotCheck;
  return verdict === 'unchecked' ? EXIT.couldNotCheck : EXIT.notVerified;
}

import {
  checkPathway,
  type PathwayReport,
  type PathwayStatus,
  type RequirementReport,
} from '#core/pathwayCheck';
import { actionOf } from '../support/command.ts';
import { EXIT } from '../support/exitCodes.ts';
import type { Lead, Output } from '../support/output.ts';
import { verificationContext } from '../support/verificationContext.ts';
import { emailFrom, type HolderFiles, readPathway, verifyFiles } from './inputs.ts';

interface Arguments {
  pathway: string | undefined;
  email: string | undefined;
  files: string[];
}

export default actionOf<Arguments>(async ({ pathway: path, email: address, files }, { hre, output }) => {
  const pathway = readPathway(path);
  const email = emailFrom(address);
  const context = await verificationContext(hre);
  const held = await verifyFiles(files, context);
  const report = checkPathway(pathway, held.components, {
    now: context.now(),
    email,
    hasUnread: held.unusable.some(({ verdict }) => verdict === 'unchecked'),
  });
  print(pathway.name, report, held, output);
  output.result({ pathway: pathway.name, ...documentOf(report), unusable: held.unusable });
  return exitCodeFor(report.status);
});

/** A report as `--json` prints it. */
export function documentOf({ status, steps, holder, unused }: PathwayReport) {
  return {
    status,
    requirements: steps.map((step) =>
      'anyOf' in step
        ? {
            title: step.title,
            status: step.status,
            reason: step.reason,
            message: step.message,
            count: step.count,
            anyOf: step.anyOf.map(requirementOf),
          }
        : requirementOf(step),
    ),
    holder: { status: holder.status, names: holder.names, message: holder.message },
    unused: unused.map(({ file }) => file),
  };
}

function requirementOf({ title, status, reason, message, component }: RequirementReport) {
  return { title, status, file: component?.file ?? null, reason, message };
}

/** The exit code for a pathway that is met, unmet, or not to be told. */
export function exitCodeFor(status: PathwayStatus): number {
  return { met: EXIT.ok, unmet: EXIT.notVerified, unknown: EXIT.couldNotCheck }[status];
}

const LEADS: Record<PathwayStatus, Lead> = {
  met: { text: '✔ met', colour: 'green' },
  unmet: { text: '✘ unmet', colour: 'red' },
  unknown: { text: '– cannot tell', colour: 'yellow' },
};

function print(name: string, report: PathwayReport, { unusable }: HolderFiles, output: Output): void {
  for (const step of report.steps) {
    if (!('anyOf' in step)) {
      printStep(step, output);
      continue;
    }
    output.line(step.title, LEADS[step.status]);
    output.line(`  ${step.message}`);
    for (const option of step.anyOf) printStep(option, output);
  }
  for (const { file, headline } of unusable) output.line(`Not used: ${file}. ${headline}`);
  for (const { file } of report.unused) output.line(`Not used: ${file}. The pathway does not ask for it.`);
  output.line(report.holder.message);
  output.line(name, LEADS[report.status]);
}

function printStep({ title, status, component, message }: RequirementReport, output: Output): void {
  output.line(title, LEADS[status]);
  output.line(`  ${component === null ? '' : `${component.file}: `}${message}`);
}

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { type PrepareDraftsParameters, type PreparedDrafts, prepareDrafts } from '#core/drafts';
import { RootmarkError } from '#core/errors';
import { europeanProfile } from '#core/europeanProfile';
import { checkTemplateSchema } from '#core/openBadges';
import { parseTemplate, type Template } from '#core/template';
import { EXIT } from './exitCodes.ts';
import { inOneLine } from './faults.ts';
import { nodeHashing } from './nodeHashing.ts';
import { countOf, type Output, usageError } from './output.ts';

/** The two files that a batch is made from, as the command line names them. */
export interface RosterOptions {
  roster: string | undefined;
  template: string | undefined;
  /** What the credentials must have beside what Open Badges wants: `eu` for a European micro-credential. */
  profile?: string | undefined;
}

/** The files of a batch, found and the template read. */
export interface RosterInput {
  rosterPath: string;
  template: Template;
  /** Checks a row's draft for what the profile wants. */
  inspect?: PrepareDraftsParameters['inspect'];
}

/** Finds both files and reads the template. @throws RootmarkError of kind `usage` or `input`. */
export function readRosterInput({ roster, template: templateFile, profile }: RosterOptions): RosterInput {
  refuseUnknownProfile(profile);
  const rosterPath = existingFile(roster, '--roster', 'the CSV file with one row per holder');
  const templatePath = existingFile(templateFile, '--template', 'the Open Badges JSON to fill');
  const template = readTemplate(templatePath);
  return { rosterPath, template, inspect: profile === undefined ? undefined : europeanProfile(template) };
}

function refuseUnknownProfile(profile: string | undefined): void {
  if (profile === undefined || profile === 'eu') return;
  throw usageError(
    `--profile is none that is known: “${profile.slice(0, 80)}”.`,
    'There is one: --profile eu, the European micro-credential.',
  );
}

function readTemplate(path: string): Template {
  try {
    const template = parseTemplate(readFileSync(path));
    checkTemplateSchema(template);
    return template;
  } catch (error) {
    throw error instanceof RootmarkError ? inOneLine(error) : error;
  }
}

function existingFile(path: string | undefined, option: string, what: string): string {
  if (path === undefined || path === '') throw usageError(`${option} is missing.`, `It names ${what}.`);
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new RootmarkError('input', 'FileMissing', `There is no file ${path}.`, `${option} names ${what}.`);
  }
  return path;
}

/** Makes a draft of every row of the roster, of a template that keeps its meaning in other people's software. */
export async function draftsFrom(
  { rosterPath, template, inspect }: RosterInput,
  context: { secret: Uint8Array; issuerId: string; issuedAt: Date },
): Promise<PreparedDrafts> {
  // The JSON-LD processor takes a while to load, so only commands that get this far load it.
  const { checkTemplateTerms } = await import('#core/jsonLd');
  await checkTemplateTerms(template);
  const roster = createReadStream(rosterPath);
  return prepareDrafts({ template, inspect, roster, hashing: nodeHashing, ...context });
}

/** Prints every problem of a roster. @returns the exit code: that for bad input when any of them is an error. */
export function reportProblems({ problems, rows }: PreparedDrafts, output: Output): number {
  for (const { severity, message } of problems) {
    if (severity === 'error') output.line(message);
    else output.warn(`Warning. ${message}`);
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors === 0) return EXIT.ok;
  const where = rows === 0 ? '' : ` in ${countOf(rows, 'row')}`;
  output.line(`${countOf(errors, 'problem')}${where}. Nothing was issued.`);
  return EXIT.input;
}

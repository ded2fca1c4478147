import { existsSync, readFileSync, statSync } from 'node:fs';
import type { PreparedDrafts } from '#core/drafts';
import { RootmarkError } from '#core/errors';
import { europeanProfile } from '#core/europeanProfile';
import { type JsonObject, parseJson } from '#core/json';
import { checkTemplateSchema } from '#core/openBadges';
import { parseTemplate, type Template } from '#core/template';
import { EXIT } from './exitCodes.ts';
import { inOneLine } from './faults.ts';
import { missingFile } from './missingFile.ts';
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
  /** What every row's draft must have beside what Open Badges wants. */
  profile: 'eu' | undefined;
}

/** Adds to a template what its file does not say. */
export type TemplateAddition = (document: JsonObject, template: Template) => JsonObject;

/** Finds both files and reads the template. @throws RootmarkError of kind `usage` or `input`. */
export function readRosterInput(
  { roster, template: templateFile, profile }: RosterOptions,
  addition?: TemplateAddition,
): RosterInput {
  const known = knownProfile(profile);
  const rosterPath = existingFile(roster, '--roster', 'the CSV file with one row per holder');
  const templatePath = existingFile(templateFile, '--template', 'the Open Badges JSON to fill');
  const template = readTemplate(templatePath, addition);
  // A template that can never satisfy the profile is refused before any row is read.
  if (known !== undefined) europeanProfile(template);
  return { rosterPath, template, profile: known };
}

function knownProfile(profile: string | undefined): RosterInput['profile'] {
  if (profile === undefined || profile === 'eu') return profile;
  throw usageError(
    `--profile is none that is known: “${profile.slice(0, 80)}”.`,
    'There is one: --profile eu, the European micro-credential.',
  );
}

function readTemplate(path: string, addition?: TemplateAddition): Template {
  try {
    const bytes = readFileSync(path);
    const template = parseTemplate(bytes);
    checkTemplateSchema(template);
    if (addition === undefined) return template;
    return parseTemplate(JSON.stringify(addition(parseJson(bytes) as JsonObject, template)));
  } catch (error) {
    throw error instanceof RootmarkError ? inOneLine(error) : error;
  }
}

function existingFile(path: string | undefined, option: string, what: string): string {
  if (path === undefined || path === '') throw usageError(`${option} is missing.`, `It names ${what}.`);
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw missingFile(path, `${option} names ${what}.`);
  }
  return path;
}

/** Prints every problem of a roster. @returns the exit code: that for bad input when any of them is an error. */
export function reportProblems(
  { problems, rows }: Pick<PreparedDrafts, 'problems' | 'rows'>,
  output: Output,
): number {
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

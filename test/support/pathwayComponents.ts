import type { DraftCredential } from '#core/batch';
import type { ParsedCredential } from '#core/credential';
import { redact } from '#core/disclosure';
import type { JsonObject } from '#core/json';
import { checkPathway, type PathwayReport } from '#core/pathwayCheck';
import type { VerificationContext } from '#core/verify';
import { withoutValue } from './credentials.ts';
import type { DidHost } from './didHost.ts';
import { componentDraft, componentsOf, pathwayOf } from './pathways.ts';
import { setUpVerifiersWorld } from './verifiersWorld.ts';
import { contextOf, fileOf, NOW, type World } from './world.ts';

function withoutAward({ document, redactable }: DraftCredential): DraftCredential {
  return { document: withoutValue(document, '/awardedDate'), redactable };
}

/** What the tests issue; each is known by its place. */
const DRAFTS: Record<string, DraftCredential> = {
  daf: componentDraft(),
  sql: componentDraft({ achievement: 'sql' }),
  ben: componentDraft({ achievement: 'sql', holder: 'Ben Ito', email: 'ben@example.org' }),
  namesake: componentDraft({
    achievement: 'sql',
    email: 'other.amina@example.org',
    members: { id: 'urn:x:1' },
  }),
  again: componentDraft({ members: { id: 'urn:x:2' } }),
  expired: componentDraft({ achievement: 'web', members: { validUntil: '2026-10-01T00:00:00Z' } }),
  old: componentDraft({ achievement: 'old', members: { awardedDate: '2015-06-01T00:00:00Z' } }),
  undated: withoutAward(componentDraft({ achievement: 'undated', redactable: [] })),
  low: componentDraft({ achievement: 'low', results: [{ type: ['Result'], value: '49' }] }),
};
const NAMES = Object.keys(DRAFTS);

/** How components are handed in. */
export interface CheckOptions {
  /** What is hidden in the file of a name. */
  hide?: Record<string, string[]>;
  email?: string;
  hasUnread?: boolean;
  /** What the verifier asks instead of the world. */
  context?: Partial<VerificationContext>;
}

/** Components on a real chain, of an issuer that its domain proves; anew for each test of the describe that calls it. */
export function withComponentWorld() {
  let host: DidHost;
  let world: World;

  setUpVerifiersWorld(
    (given) => {
      ({ host, world } = given);
    },
    { drafts: Object.values(DRAFTS) },
  );

  function file(name: string, hide: string[] = []): ParsedCredential {
    return redact(fileOf(world, NAMES.indexOf(name)), hide);
  }

  async function check(
    requirements: JsonObject[],
    names: string[],
    { hide = {}, email, hasUnread = false, context = {} }: CheckOptions = {},
  ): Promise<PathwayReport> {
    const files = names.map((name) => file(name, hide[name]));
    const components = await componentsOf(files, contextOf(world, host, context));
    return checkPathway(pathwayOf(...requirements), components, {
      now: NOW,
      hasUnread,
      ...(email === undefined ? {} : { email }),
    });
  }

  return { world: () => world, host: () => host, file, check };
}

/** A report in short: its status, each step's, and whether the components are one holder's. */
export function outcomeOf({ status, steps, holder }: PathwayReport): string[] {
  return [status, ...steps.map((step) => `${step.status} ${step.reason}`), holder.status];
}

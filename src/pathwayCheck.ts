import {
  type Component,
  isOfAchievement,
  type Judgement,
  type JudgingContext,
  judgeComponent,
} from '#core/pathwayComponent';
import { type Alternatives, isAlternatives, type Pathway, type Requirement } from '#core/pathwayFile';
import { compareHolders, type HolderFinding } from '#core/pathwayHolder';
import { type PathwayFinding, type PathwayReason, pathwayFinding } from '#core/pathwaySentences';

/** `unknown`: it could not be told, so it is neither met nor unmet. */
export type PathwayStatus = 'met' | 'unmet' | 'unknown';

/** What was found out about one requirement. */
export interface RequirementReport extends PathwayFinding {
  title: string;
  status: PathwayStatus;
  /** The component that meets it, or that comes nearest; null when none is of this achievement. */
  component: Component | null;
}

/** What was found out about a choice between requirements. */
export interface AlternativesReport extends PathwayFinding {
  title: string;
  status: PathwayStatus;
  count: number;
  anyOf: RequirementReport[];
}

/** Whether the components at hand make up a pathway, and what is missing. */
export interface PathwayReport {
  status: PathwayStatus;
  steps: (RequirementReport | AlternativesReport)[];
  holder: PathwayFinding & HolderFinding;
  /** Components that no requirement is about. */
  unused: Component[];
}

/** Looks at what components make of a pathway. Never says “met” where something could not be told. */
export function checkPathway(
  pathway: Pathway,
  components: readonly Component[],
  context: JudgingContext,
): PathwayReport {
  const judged = judgeAll(pathway, components, context);
  const chosen = choose(pathway, judged);
  const reportOf = (requirement: Requirement) => report(requirement, judged, chosen, context);
  const steps = pathway.requirements.map((step) =>
    isAlternatives(step) ? reportAlternatives(step, step.anyOf.map(reportOf)) : reportOf(step),
  );
  const holder = holderReport(
    [...chosen.values()].map(({ credential }) => credential),
    context.email,
  );
  const isCandidate = (component: Component) =>
    [...judged.values()].some((candidates) =>
      candidates.some((candidate) => candidate.component === component),
    );
  return {
    status: statusOf(steps, holder),
    steps,
    holder,
    unused: components.filter((component) => !isCandidate(component)),
  };
}

/** A component of the achievement that a requirement asks for, judged. */
interface Candidate {
  component: Component;
  judgement: Judgement;
}

type Judged = ReadonlyMap<Requirement, readonly Candidate[]>;
type Chosen = ReadonlyMap<Requirement, Component>;

function judgeAll(
  { requirements }: Pathway,
  components: readonly Component[],
  context: JudgingContext,
): Judged {
  const all = requirements.flatMap((step) => (isAlternatives(step) ? step.anyOf : [step]));
  return new Map(
    all.map((requirement) => [
      requirement,
      components
        .filter((component) => isOfAchievement(component, requirement))
        .map((component) => ({ component, judgement: judgeComponent(component, requirement, context) })),
    ]),
  );
}

/**
 * Gives each requirement a component that meets it, no achievement to two of them (Kuhn's algorithm: one that is in the
 * way moves to another requirement's place if it can). What is required comes before what there is a choice of.
 */
function choose({ requirements }: Pathway, judged: Judged): Chosen {
  const taken = new Map<string, { requirement: Requirement; component: Component }>();

  function place(requirement: Requirement, tried: Set<string>): boolean {
    for (const { component, judgement } of judged.get(requirement) ?? []) {
      const { achievementKey } = component;
      if (judgement.status !== 'met' || tried.has(achievementKey)) continue;
      tried.add(achievementKey);
      const holder = taken.get(achievementKey);
      if (holder === undefined || place(holder.requirement, tried)) {
        taken.set(achievementKey, { requirement, component });
        return true;
      }
    }
    return false;
  }

  for (const step of requirements) if (!isAlternatives(step)) place(step, new Set());
  for (const step of requirements.filter(isAlternatives)) {
    let met = 0;
    for (const requirement of step.anyOf) if (met < step.count && place(requirement, new Set())) met++;
  }
  return new Map([...taken.values()].map(({ requirement, component }) => [requirement, component]));
}

function report(
  requirement: Requirement,
  judged: Judged,
  chosen: Chosen,
  { hasUnread }: JudgingContext,
): RequirementReport {
  const { title } = requirement;
  const candidates = judged.get(requirement) ?? [];
  const component = chosen.get(requirement);
  const best =
    candidates.find((candidate) => candidate.component === component) ??
    candidates.find(({ judgement }) => judgement.status === 'unknown') ??
    candidates[0];
  if (best === undefined) {
    return hasUnread
      ? { title, status: 'unknown', component: null, ...pathwayFinding('ComponentUnread') }
      : { title, status: 'unmet', component: null, ...pathwayFinding('ComponentMissing') };
  }
  if (best.judgement.status === 'met' && component === undefined)
    return { title, status: 'unmet', component: best.component, ...pathwayFinding('ComponentTaken') };
  return { title, component: best.component, ...best.judgement };
}

function reportAlternatives(step: Alternatives, anyOf: RequirementReport[]): AlternativesReport {
  const count = (...wanted: PathwayStatus[]) => anyOf.filter(({ status }) => wanted.includes(status)).length;
  const status =
    count('met') >= step.count ? 'met' : count('met', 'unknown') >= step.count ? 'unknown' : 'unmet';
  const reason = status === 'met' ? 'AlternativesMet' : 'AlternativesUnmet';
  return {
    title: step.title,
    status,
    count: step.count,
    anyOf,
    ...pathwayFinding(reason, { met: count('met'), count: step.count }),
  };
}

const HOLDER_REASONS: Record<HolderFinding['status'], PathwayReason> = {
  proven: 'HolderProven',
  same: 'HolderSame',
  different: 'HolderDifferent',
  unknown: 'HolderUnknown',
};

/** What comparing the holders of credentials found, with its sentence. */
export function holderReport(
  credentials: Parameters<typeof compareHolders>[0],
  email: string | undefined,
): PathwayReport['holder'] {
  const found = compareHolders(credentials, email);
  return { ...found, ...pathwayFinding(HOLDER_REASONS[found.status], { names: found.names.join(', ') }) };
}

function statusOf(
  steps: readonly { status: PathwayStatus }[],
  { status: holder }: HolderFinding,
): PathwayStatus {
  if (steps.some(({ status }) => status === 'unmet') || holder === 'different') return 'unmet';
  return steps.some(({ status }) => status === 'unknown') || holder === 'unknown' ? 'unknown' : 'met';
}

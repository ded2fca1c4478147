import { CONTRACTS, type GasReport } from './measure.ts';
import { type Figure, OPERATIONS, type Operation } from './operations.ts';

const NONE = '–';

/** The report as a table for people. */
export function tableOf(report: GasReport): string {
  const rows = [
    ['gas', ...Object.values(CONTRACTS), 'goal', 'holds'],
    ...(Object.keys(OPERATIONS) as Operation[]).map((operation) => rowOf(report, operation)),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  const settings = Object.entries(report.settings).map(([name, value]) => `${name}: ${value}`);
  return [...lines, '', ...usedBy(report), '', ...settings].join('\n');
}

function rowOf({ goals, contracts }: GasReport, operation: Operation): string[] {
  const { title, per } = OPERATIONS[operation];
  const cells = (Object.keys(CONTRACTS) as (keyof typeof CONTRACTS)[]).map((name) =>
    cellOf(contracts[name][operation], per),
  );
  const goal = goals[operation];
  const holds =
    goal === undefined ? '' : (contracts.rootmark[operation]?.gas ?? Infinity) <= goal ? 'yes' : 'NO';
  return [title, ...cells, goal === undefined ? '' : amount(goal, per), holds];
}

function cellOf(figure: Figure | undefined, per: number): string {
  return figure === undefined ? NONE : amount(figure.gas, per);
}

/** Gas in all and, where credentials share it, for each. */
function amount(gas: number, per: number): string {
  const all = gas.toLocaleString('en');
  return per === 1 ? all : `${all} (${Math.round(gas / per).toLocaleString('en')} each)`;
}

/** Which function each figure is of. */
function usedBy({ contracts }: GasReport): string[] {
  return (Object.keys(CONTRACTS) as (keyof typeof CONTRACTS)[]).map((name) => {
    const functions = Object.values(contracts[name]).map(({ by }) => by);
    return `${CONTRACTS[name]}: ${[...new Set(functions)].join('; ')}`;
  });
}

// What this registry costs beside OpenAttestation's document store and EAS, all on one chain in one run, each used the best
// way that its own interface offers. Run it with: npm run bench:gas -- [--json]
import { mkdirSync, writeFileSync } from 'node:fs';
import { measureGas, missedGoals } from './gas/measure.ts';
import { tableOf } from './gas/table.ts';

const RESULTS = new URL('results/gas.json', import.meta.url);

const report = await measureGas();
const json = `${JSON.stringify(report, null, 2)}\n`;
mkdirSync(new URL('.', RESULTS), { recursive: true });
writeFileSync(RESULTS, json);
process.stdout.write(process.argv.includes('--json') ? json : `${tableOf(report)}\n`);

const missed = missedGoals(report);
for (const sentence of missed) console.error(sentence);
process.exitCode = missed.length === 0 ? 0 : 1;

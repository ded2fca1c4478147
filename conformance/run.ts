// Compares what this project writes and accepts with libraries that nobody here wrote. Prints one line for each, and leaves
// with 1 when there is a difference. Run it with: npm run conformance
import { differencesIn, lineOf } from './finding.ts';
import { PEERS } from './peers.ts';

/** Good cases for each library; bad ones come on top. */
const COUNT = 12;

let total = 0;
let differences = 0;
for (const peer of PEERS) {
  const findings = await peer.compare(COUNT);
  total += findings.length;
  console.log(lineOf(peer, findings));
  for (const { name, isGood, ours, theirs } of differencesIn(findings)) {
    differences++;
    const verb = (accepts: boolean) => (accepts ? 'accept' : 'refuse');
    console.log(`  ${name}: is ${isGood ? 'good' : 'bad'}; we ${verb(ours)} it, they ${verb(theirs)} it`);
  }
}
console.log(`${total} cases, ${differences} unexplained differences`);
process.exitCode = differences === 0 ? 0 : 1;

// node examples/verify.mjs deployments/31337.json credential.json …
import { readFileSync } from 'node:fs';
import { createVerifier, parseDeployment } from 'rootmark';

const [record, ...files] = process.argv.slice(2);
const verify = createVerifier([parseDeployment(JSON.parse(readFileSync(record, 'utf8')), record)]);

for (const file of files) {
  const { verdict, headline, checks } = await verify(readFileSync(file));
  console.log(`${file}: ${verdict}\n  ${headline}`);
  for (const { id, status, message } of checks) console.log(`  ${status} ${id}: ${message}`);
  if (verdict !== 'verified') process.exitCode = 9;
}

import { formatEther, formatGwei } from 'viem';
import { dayOf } from '#core/describe';
import { anchorBatchData } from '#core/registry';
import { actionOf } from '../support/command.ts';
import { EXIT } from '../support/exitCodes.ts';
import { type Acting, actFor, didOf } from '../support/issuers.ts';
import { buildNewBatch, draftAt, type NewBatch, type NewDraft } from '../support/newBatch.ts';
import { countOf, type Output } from '../support/output.ts';
import { type RosterInput, type RosterOptions, readRosterInput } from '../support/rosterInput.ts';
import { planTransaction } from '../support/transactions.ts';

interface Arguments extends RosterOptions {
  issuer: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const { output } = context;
  const input = readRosterInput(options);
  const acting = await actFor(context, options);
  const { connection, deployment, issuer, record } = acting;
  const registry = { chainId: connection.chainId, address: deployment.credentialRegistry.address };
  const place = { registry, issuer, issuerId: didOf(record), out: undefined };
  const made = await buildNewBatch(input, place, output);
  if ('problems' in made) {
    output.result(made);
    return EXIT.input;
  }
  try {
    await tell(made, acting, input, output);
  } finally {
    made.spool.close();
  }
  return undefined;
});

async function tell(
  { batch: { root, size }, spool, warnings }: NewBatch,
  { connection, deployment, account, issuer, record }: Acting,
  { profile }: RosterInput,
  output: Output,
): Promise<void> {
  const [first, last] = [draftAt(spool, 'first'), draftAt(spool, 'last')];
  const planned = await planTransaction(connection, account, {
    to: deployment.credentialRegistry.address,
    data: anchorBatchData(issuer, root, size),
  });
  output.line(`${countOf(size, 'credential')}, no duplicates. Nothing was anchored.`);
  if (profile !== undefined)
    output.line('profile   all eleven elements of a European micro-credential, in every row');
  output.line(`first     ${describe(first)}`);
  output.line(`last      ${describe(last)}`);
  output.line(`issuer    ${didOf(record)} (${issuer}) on ${connection.network.name}`);
  output.line(
    `anchoring ${planned.gas} gas at up to ${formatGwei(planned.maxFeePerGas)} gwei: up to ${formatEther(planned.maximumCost)} ETH`,
  );
  output.line(`balance   ${formatEther(planned.balance)} ETH`);
  output.result({
    credentials: size,
    problems: warnings,
    first: first.document,
    last: last.document,
    gas: planned.gas,
    maximumFeePerGas: planned.maxFeePerGas,
    maximumCost: planned.maximumCost,
    balance: planned.balance,
  });
}

function describe(draft: NewDraft): string {
  const from = dayOf(Date.parse(String(draft.document.validFrom)) / 1000);
  return `row ${draft.row}: ${draft.holder}, valid from ${from}, file ${draft.fileName}.json`;
}

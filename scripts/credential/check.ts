import { randomBytes } from 'node:crypto';
import { formatEther, formatGwei } from 'viem';
import { BATCH_SECRET_BYTES, buildBatch } from '#core/batch';
import { dayOf } from '#core/describe';
import type { PreparedDraft } from '#core/drafts';
import { anchorBatchData } from '#core/registry';
import { actionOf } from '../support/command.ts';
import { actFor, didOf } from '../support/issuers.ts';
import { nodeHashing } from '../support/nodeHashing.ts';
import { countOf } from '../support/output.ts';
import { draftsFrom, type RosterOptions, readRosterInput, reportProblems } from '../support/rosterInput.ts';
import { planTransaction } from '../support/transactions.ts';

interface Arguments extends RosterOptions {
  issuer: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const { output } = context;
  const input = readRosterInput(options);
  const acting = await actFor(context, options);
  const { connection, deployment, account, issuer, record } = acting;
  const secret = randomBytes(BATCH_SECRET_BYTES);
  const prepared = await draftsFrom(input, { secret, issuerId: didOf(record), issuedAt: new Date() });
  const code = reportProblems(prepared, output);
  if (code !== 0) {
    output.result({ rows: prepared.rows, problems: prepared.problems });
    return code;
  }
  const { drafts } = prepared;
  const registry = { chainId: connection.chainId, address: deployment.credentialRegistry.address };
  const { root, size } = buildBatch({ registry, issuer, secret, drafts, hashing: nodeHashing });
  const planned = await planTransaction(connection, account, {
    to: registry.address,
    data: anchorBatchData(issuer, root, size),
  });

  output.line(`${countOf(size, 'credential')}, no duplicates. Nothing was anchored.`);
  if (input.inspect !== undefined)
    output.line('profile   all eleven elements of a European micro-credential, in every row');
  output.line(`first     ${describe(drafts.at(0))}`);
  output.line(`last      ${describe(drafts.at(-1))}`);
  output.line(`issuer    ${didOf(record)} (${issuer}) on ${connection.network.name}`);
  output.line(
    `anchoring ${planned.gas} gas at up to ${formatGwei(planned.maxFeePerGas)} gwei: up to ${formatEther(planned.maximumCost)} ETH`,
  );
  output.line(`balance   ${formatEther(planned.balance)} ETH`);
  output.result({
    credentials: size,
    problems: prepared.problems,
    first: drafts.at(0)?.document,
    last: drafts.at(-1)?.document,
    gas: planned.gas,
    maximumFeePerGas: planned.maxFeePerGas,
    maximumCost: planned.maximumCost,
    balance: planned.balance,
  });
  return undefined;
});

function describe(draft: PreparedDraft | undefined): string {
  if (draft === undefined) return 'none';
  const from = dayOf(Date.parse(String(draft.document.validFrom)) / 1000);
  return `row ${draft.row}: ${draft.holder}, valid from ${from}, file ${draft.fileName}.json`;
}

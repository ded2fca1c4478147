import { getBlock } from 'viem/actions';
import {
  type Accreditation,
  type AccreditationPeriod,
  isInForce,
  readAccreditationsOf,
} from '#core/accreditationRecords';
import { plainText } from '#core/describe';
import { readIssuer } from '#core/registry';
import { periodInJson, periodInWords, scopeInWords } from '../support/accreditations.ts';
import { actionOf } from '../support/command.ts';
import { didOf, lookAt } from '../support/issuers.ts';
import type { Output } from '../support/output.ts';
import { timeText } from '../support/times.ts';

interface Arguments {
  address: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const { output } = context;
  const { connection, deployment, address } = await lookAt(context, options, 'The address');
  const { client, network } = connection;
  const [record, { vouchedForBy, vouchesFor }, block] = await Promise.all([
    readIssuer(client, deployment, address),
    readAccreditationsOf(client, deployment, address),
    getBlock(client),
  ]);
  const now = Number(block.timestamp);
  const name = record === null ? 'not a registered issuer' : plainText(didOf(record));
  output.line(`${address}  (${name}, on ${network.name})`);
  output.line(vouchedForBy.length === 0 ? '\nNobody has vouched for it.' : '\nVouched for by');
  for (const entry of vouchedForBy) print(entry.accreditor, entry, now, output);
  output.line(vouchesFor.length === 0 ? '\nIt has vouched for nobody.' : '\nVouches for');
  for (const entry of vouchesFor) print(entry.issuer, entry, now, output);
  output.result({
    address,
    did: record === null ? null : didOf(record),
    vouchedForBy: vouchedForBy.map((entry) => ({ accreditor: entry.accreditor, ...inJson(entry, now) })),
    vouchesFor: vouchesFor.map((entry) => ({ issuer: entry.issuer, ...inJson(entry, now) })),
  });
  return undefined;
});

function print(other: string, entry: Accreditation, now: number, output: Output): void {
  const standing = isInForce(entry, now) ? 'in force' : 'not in force';
  output.line(`${other}  ${standing}, ${entry.isAccepted ? 'accepted' : 'not accepted yet'}`);
  for (const period of entry.periods) output.line(`  ${inWords(period)}`);
}

function inWords(period: AccreditationPeriod): string {
  const isEmpty = period.validUntil === period.validFrom;
  const when = isEmpty ? 'taken back before it began' : periodInWords(period);
  return `${when}, granted ${timeText(period.grantedAt)}: ${scopeInWords(period.scope)}`;
}

function inJson(entry: Accreditation, now: number) {
  const { isAccepted, periods } = entry;
  return { accepted: isAccepted, inForce: isInForce(entry, now), periods: periods.map(periodInJson) };
}

import { MAXIMUM_DID_BYTES } from '#core/contractLimits';
import { plainText } from '#core/describe';
import { type IssuerEvent, readIssuerHistory } from '#core/issuerHistory';
import { type OperatorRecord, readIssuer, readOperator } from '#core/registry';
import { actionOf } from '../support/command.ts';
import { didOf, lookAt, notRegistered, rolesInWords } from '../support/issuers.ts';
import { timeText } from '../support/times.ts';

interface Arguments {
  address: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const { output } = context;
  const { connection, deployment, address: issuer } = await lookAt(context, options, 'The issuer’s address');
  const { client, network } = connection;
  const record = await readIssuer(client, deployment, issuer);
  if (record === null) throw notRegistered(issuer, connection);
  const history = await readIssuerHistory(client, deployment, issuer);
  const operators = await Promise.all(
    operatorsIn(history).map(async (operator) => ({
      operator,
      ...(await readOperator(client, deployment, issuer, operator)),
    })),
  );

  output.line(`${plainText(didOf(record), MAXIMUM_DID_BYTES)}  (${issuer}, on ${network.name})`);
  output.line(
    `admin     ${record.admin}${record.pendingAdmin === null ? '' : `, ${record.pendingAdmin} proposed`}`,
  );
  for (const { did, since } of record.dids)
    output.line(`DID       ${plainText(did, MAXIMUM_DID_BYTES)} since ${timeText(since)}`);
  for (const { operator, ...standing } of operators)
    output.line(`operator  ${operator}  ${standingInWords(standing)}`);
  output.line('\nHistory');
  for (const event of history) output.line(`${timeText(event.at)}  ${eventInWords(event)}`);
  output.result({ issuer, did: didOf(record), ...record, operators, history });
  return undefined;
});

/** Every key that was ever authorised, in order of its first authorisation. */
function operatorsIn(history: readonly IssuerEvent[]) {
  return [
    ...new Set(history.flatMap((event) => (event.kind === 'operator-authorized' ? [event.operator] : []))),
  ];
}

function standingInWords({
  roles = 0,
  authorizedAt,
  retiredAt,
  distrustedSince,
}: Partial<OperatorRecord>): string {
  const may = roles === 0 ? 'no roles' : rolesInWords(roles);
  const parts = [`${may}, authorised ${timeText(authorizedAt ?? 0)}`];
  if (typeof retiredAt === 'number') parts.push(`retired ${timeText(retiredAt)}`);
  if (typeof distrustedSince === 'number') parts.push(`disowned as of ${timeText(distrustedSince)}`);
  return parts.join(', ');
}

function eventInWords(event: IssuerEvent): string {
  switch (event.kind) {
    case 'registered':
      return `registered as ${plainText(event.did, MAXIMUM_DID_BYTES)}`;
    case 'did-changed':
      return `known as ${plainText(event.did, MAXIMUM_DID_BYTES)}`;
    case 'operator-authorized':
      return `${event.operator} may ${rolesInWords(event.roles)}`;
    case 'operator-retired':
      return `${event.operator} retired`;
    case 'operator-distrusted':
      return `${event.operator} disowned as of ${timeText(event.since)}`;
    case 'admin-proposed':
      return event.admin === null ? 'the proposed admin taken back' : `${event.admin} proposed as admin`;
    case 'admin-changed':
      return `${event.admin} is admin in place of ${event.previousAdmin}`;
  }
}

import { type OperatorRecord, operatorsOf, readOperator } from '#core/registry';
import { actionOf } from '../support/command.ts';
import { actFor, didOf, rolesInWords } from '../support/issuers.ts';

interface Arguments {
  address: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async ({ address, account }, context) => {
  const { output } = context;
  const acting = await actFor(context, { issuer: address, account }, 'The issuer’s address');
  const { connection, deployment, issuer, record } = acting;
  const operators = await Promise.all(
    (await operatorsOf(connection.client, deployment, issuer)).map(async (operator) => ({
      operator,
      ...(await readOperator(connection.client, deployment, issuer, operator)),
    })),
  );

  output.line(`${didOf(record)}  (${issuer}, on ${connection.network.name})`);
  output.line(
    `admin     ${record.admin}${record.pendingAdmin === null ? '' : `, ${record.pendingAdmin} proposed`}`,
  );
  for (const { did, since } of record.dids) output.line(`DID       ${did} since ${timeOf(since)}`);
  for (const { operator, ...standing } of operators)
    output.line(`operator  ${operator}  ${describe(standing)}`);
  output.result({ issuer, did: didOf(record), ...record, operators });
  return undefined;
});

function describe({ roles = 0, authorizedAt, retiredAt, distrustedSince }: Partial<OperatorRecord>): string {
  const may = roles === 0 ? 'no roles' : rolesInWords(roles);
  const parts = [`${may}, authorised ${timeOf(authorizedAt ?? 0)}`];
  if (typeof retiredAt === 'number') parts.push(`retired ${timeOf(retiredAt)}`);
  if (typeof distrustedSince === 'number') parts.push(`disowned as of ${timeOf(distrustedSince)}`);
  return parts.join(', ');
}

function timeOf(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().replace('.000', '');
}

import { accreditData, NO_END, readAccreditationRecord } from '#core/accreditationRecords';
import { readIssuer } from '#core/registry';
import {
  callAccreditations,
  periodInJson,
  periodInWords,
  type Speaking,
  scopeInWords,
  speakFor,
} from '../support/accreditations.ts';
import { actionOf } from '../support/command.ts';
import { addressFrom } from '../support/issuers.ts';
import { type Output, usageError } from '../support/output.ts';
import { timeFrom } from '../support/times.ts';

interface Arguments {
  issuer: string | undefined;
  scope: string | undefined;
  from: string | undefined;
  until: string | undefined;
  accreditor: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const { output } = context;
  const issuer = addressFrom(options.issuer, 'The issuer’s address');
  const period = { ...periodFrom(options), scope: scopeFrom(options.scope) };
  const speaking = await speakFor(context, { ...options, party: options.accreditor }, '--accreditor');
  const { connection, deployment, party: accreditor } = speaking;
  const pair = { accreditor, issuer };
  const { periods, isAccepted } = await readAccreditationRecord(connection.client, deployment, pair);
  const isGranted = periods.some(
    ({ scope, validFrom, validUntil }) =>
      scope === period.scope && validFrom <= period.validFrom && validUntil >= period.validUntil,
  );
  if (!isGranted && (await readIssuer(connection.client, deployment, issuer)) === null) {
    output.warn(
      `${issuer} is not a registered issuer on ${connection.network.name}: check the address. The accreditation counts once it is one.`,
    );
  }
  const transactionHash = isGranted ? null : await callAccreditations(speaking, accreditData(pair, period));
  const told = `${accreditor} vouches for ${issuer} ${periodInWords(period)}: ${scopeInWords(period.scope)}`;
  output.line(isGranted ? `${told}. It did so already: nothing was sent.` : told);
  if (!isAccepted) sayWhoAccepts(speaking, output);
  output.line(
    `It counts with verifiers who trust ${accreditor}, or somebody above it: “trustedAccreditors” in their deployments/${connection.chainId}.json, or credential verify --trust.`,
  );
  output.result({ ...pair, ...periodInJson(period), accepted: isAccepted, transactionHash });
  return undefined;
});

function sayWhoAccepts({ party }: Speaking, output: Output): void {
  output.line('The issuer is listed with it once its admin accepts:');
  output.line(`  npx hardhat accreditation accept ${party}`);
}

function periodFrom({ from, until }: Pick<Arguments, 'from' | 'until'>) {
  const validFrom = from === undefined ? Math.floor(Date.now() / 1000) : timeFrom(from, '--from');
  const validUntil = until === undefined ? NO_END : timeFrom(until, '--until');
  if (validUntil > validFrom) return { validFrom, validUntil };
  throw usageError(
    '--until is not after the beginning.',
    'Give the first second after the period, later than --from (now, when that is not given).',
  );
}

/** Most bytes of a scope that the registry keeps. */
const MAXIMUM_SCOPE_BYTES = 256;

function scopeFrom(text: string | undefined): string {
  const scope = text?.trim() ?? '';
  const length = new TextEncoder().encode(scope).length;
  if (scope !== '' && length <= MAXIMUM_SCOPE_BYTES) return scope;
  throw usageError(
    scope === '' ? '--scope is missing.' : `--scope has ${length} bytes; the most is ${MAXIMUM_SCOPE_BYTES}.`,
    'Say whom you vouch for, and for what, such as --scope "Lakeside Polytechnic, for certificates of further education".',
  );
}

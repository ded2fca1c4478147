import { endAccreditationData, readAccreditationRecord } from '#core/accreditationRecords';
import { callAccreditations, neverAccredited, speakFor } from '../support/accreditations.ts';
import { actionOf } from '../support/command.ts';
import { addressFrom } from '../support/issuers.ts';
import { timeFrom, timeText } from '../support/times.ts';

interface Arguments {
  issuer: string | undefined;
  at: string | undefined;
  accreditor: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const { output } = context;
  const issuer = addressFrom(options.issuer, 'The issuer’s address');
  const at = options.at === undefined ? Math.floor(Date.now() / 1000) : timeFrom(options.at, '--at');
  const speaking = await speakFor(context, { ...options, party: options.accreditor }, '--accreditor');
  const { connection, deployment, party: accreditor } = speaking;
  const pair = { accreditor, issuer };
  const { periods } = await readAccreditationRecord(connection.client, deployment, pair);
  if (periods.length === 0) throw neverAccredited(pair);
  const isOver = periods.every(({ validFrom, validUntil }) => validUntil <= at || validUntil === validFrom);
  const transactionHash = isOver ? null : await callAccreditations(speaking, endAccreditationData(pair, at));
  const told = `${accreditor} does not vouch for ${issuer} from ${timeText(at)} on`;
  output.line(isOver ? `${told}. It did not before either: nothing was sent.` : `${told}.`);
  output.line('What was anchored earlier, within its periods, stays accredited.');
  output.result({ ...pair, at, transactionHash });
  return undefined;
});

import { acceptAccreditationData, readAccreditationRecord } from '#core/accreditationRecords';
import { callAccreditations, neverAccredited, speakFor } from '../support/accreditations.ts';
import { actionOf } from '../support/command.ts';
import { addressFrom } from '../support/issuers.ts';

interface Arguments {
  accreditor: string | undefined;
  issuer: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const { output } = context;
  const accreditor = addressFrom(options.accreditor, 'The accreditor’s address');
  const speaking = await speakFor(context, { ...options, party: options.issuer }, '--issuer');
  const { connection, deployment, party: issuer } = speaking;
  const pair = { accreditor, issuer };
  const { isAccepted, periods } = await readAccreditationRecord(connection.client, deployment, pair);
  if (periods.length === 0) throw neverAccredited(pair);
  const transactionHash = isAccepted
    ? null
    : await callAccreditations(speaking, acceptAccreditationData(pair));
  output.line(
    isAccepted
      ? `${issuer} has accepted ${accreditor} already: nothing was sent.`
      : `${issuer} is listed with ${accreditor}, for good: what it is granted later needs no accepting.`,
  );
  output.result({ ...pair, transactionHash });
  return undefined;
});

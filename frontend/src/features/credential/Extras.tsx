import type { ReactNode } from 'react';
import { isRedacted, type ParsedCredential } from '#core/credential';
import { isObject } from '#core/json';
import type { PathwayVerification } from '#core/pathway';
import { namedComponents } from '#core/pathwayReference';
import { STATUS_ENTRY_TYPE } from '#core/statusEntry';
import type { VerificationResult } from '#core/verdict';
import { Fold } from '../../components/Fold.tsx';
import { useMessages } from '../../messages/messages.ts';
import type { Certificate } from '../../reading/certificate.ts';
import { countMandatory, MANDATORY_ELEMENTS } from '../../reading/europeanElements.ts';
import { BuiltOn } from './BuiltOn.tsx';
import { EuropeanElements } from './EuropeanElements.tsx';
import { PublishedList } from './PublishedList.tsx';

/** What some credentials have besides: the European elements, what they are built on, a published status list. */
export default function Extras({
  certificate,
  credential,
  result,
  onPathway,
}: {
  certificate: Certificate;
  credential: ParsedCredential;
  result: VerificationResult;
  onPathway: (pathway: PathwayVerification) => void;
}): ReactNode {
  const { extras } = useMessages();
  const components = namedComponents(credential).length;
  const listUrl = listUrlOf(credential);
  return (
    <>
      {certificate.isEuropean && (
        <Fold
          heading={extras.european}
          aside={extras.europeanCount(countMandatory(certificate), MANDATORY_ELEMENTS.length)}
        >
          <EuropeanElements certificate={certificate} isRedacted={isRedacted(credential.anchor.disclosure)} />
        </Fold>
      )}
      {components > 0 && (
        <Fold heading={extras.builtOn(components)}>
          <BuiltOn result={result} onVerified={onPathway} />
        </Fold>
      )}
      {listUrl !== null && result.block !== null && (
        <Fold heading={extras.statusList}>
          <PublishedList result={result} url={listUrl} />
        </Fold>
      )}
    </>
  );
}

/** Where the credential says that its status list is published. */
function listUrlOf({ document: { credentialStatus: entry } }: ParsedCredential): string | null {
  if (!isObject(entry) || entry.type !== STATUS_ENTRY_TYPE) return null;
  return typeof entry.statusListCredential === 'string' ? entry.statusListCredential : null;
}

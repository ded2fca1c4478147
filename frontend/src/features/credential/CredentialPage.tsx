import { useEffect, useMemo } from 'react';
import { RootmarkError } from '#core/errors';
import { unpackCredential } from '#core/link';
import { Submission, type Verifier } from '../../checking/submission.ts';
import { Notice } from '../../components/Notice.tsx';
import { useMessages } from '../../messages/messages.ts';
import SubmissionReport from './SubmissionReport.tsx';

/** What a shared link opens: the verdict on the credential that the link carries, with nothing to click. */
export default function CredentialPage({ packed, verifier }: { packed: string; verifier: Verifier }) {
  const { fault } = useMessages();
  const opened = useMemo(() => open(packed, verifier), [packed, verifier]);
  const submission = 'submission' in opened ? opened.submission : null;
  useEffect(() => void submission?.check(), [submission]);
  if (submission !== null) return <SubmissionReport submission={submission} />;
  const isNewer = 'code' in opened && opened.code === 'LinkVersion';
  return (
    <Notice
      title={isNewer ? fault.linkNewerTitle : fault.linkCutTitle}
      heading={isNewer ? fault.linkNewer : fault.linkCut}
    >
      <p>{isNewer ? fault.linkNewerMore : fault.linkCutMore}</p>
      <a href="#/">{fault.toStart}</a>
    </Notice>
  );
}

/** The credential in a link, ready to be checked, or the name of what is wrong with the link. */
function open(packed: string, verifier: Verifier): { submission: Submission } | { code: string } {
  try {
    const text = JSON.stringify(unpackCredential(packed), null, 2);
    return { submission: new Submission(null, async () => text, verifier) };
  } catch (error) {
    if (error instanceof RootmarkError) return { code: error.code };
    throw error;
  }
}

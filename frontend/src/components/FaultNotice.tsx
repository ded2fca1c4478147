import { messageOf } from '#core/errors';
import { LoadingError } from '../checking/verifier.ts';
import { useMessages } from '../messages/messages.ts';
import { shortened } from '../reading/text.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';

/** The page for a check that could not be carried out through no fault of the credential. */
export function FaultNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const { fault, credential } = useMessages();
  const again = retry && (
    <Button kind="primary" onClick={retry}>
      {credential.again}
    </Button>
  );
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return (
      <Notice title={fault.endlessTitle} heading={fault.endless}>
        <p>{fault.endlessMore}</p>
        {again}
      </Notice>
    );
  }
  if (
    error instanceof DOMException &&
    (error.name === 'NotReadableError' || error.name === 'NotFoundError')
  ) {
    return (
      <Notice title={fault.unreadableTitle} heading={fault.unreadable}>
        <p>{fault.unreadableMore}</p>
        <a href="#/">{fault.toStart}</a>
      </Notice>
    );
  }
  if (error instanceof LoadingError) {
    return (
      <Notice title={fault.partTitle} heading={fault.part}>
        <p>{fault.partMore}</p>
        <Button kind="primary" onClick={() => location.reload()}>
          {fault.reload}
        </Button>
      </Notice>
    );
  }
  return (
    <Notice title={fault.brokenTitle} heading={fault.broken}>
      <p>{fault.brokenMore}</p>
      <code>{shortened(messageOf(error), 200)}</code>
      <Button kind="primary" onClick={() => location.reload()}>
        {fault.reload}
      </Button>
    </Notice>
  );
}

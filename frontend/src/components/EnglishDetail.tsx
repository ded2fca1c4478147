import { useMessages } from '../messages/messages.ts';
import { Untrusted } from './Untrusted.tsx';

/** Words that are English whatever the language of the page, such as what the core complains of. */
export function EnglishDetail({ children }: { children: string }) {
  const { detailInEnglish } = useMessages();
  return (
    <>
      {detailInEnglish !== null && `${detailInEnglish} `}
      <span lang="en">
        <Untrusted>{children}</Untrusted>
      </span>
    </>
  );
}

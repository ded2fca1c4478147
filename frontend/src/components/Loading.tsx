import { useMessages } from '../messages/messages.ts';

/** Stands in while a part of the program is being fetched. */
export function Loading() {
  const { site } = useMessages();
  return <p role="status">{site.loading}</p>;
}

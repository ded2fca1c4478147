import { useMessages } from '../../messages/messages.ts';

/** The issuer's desk. */
export default function DeskPage() {
  const { site } = useMessages();
  return <h1>{site.desk}</h1>;
}

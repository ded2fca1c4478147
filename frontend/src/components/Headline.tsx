import { holderNameOf, plainText } from '#core/describe';
import { withoutQuotes } from '#core/sentences';
import type { VerificationResult } from '#core/verdict';
import { useMessages } from '../messages/messages.ts';
import { shortened } from '../reading/text.ts';
import { Sentence } from './Untrusted.tsx';

/** What a verdict's word leaves open, in the reader's language: for whom, by whom, since when, and why. */
export function Headline({
  result,
  maximum,
}: {
  result: VerificationResult;
  /** How many characters of it are shown at most; all of them without. */
  maximum?: number;
}) {
  const { headline } = useMessages();
  const sentence = headline(result);
  return (
    <Sentence foreign={foreignIn(result)}>
      {maximum === undefined ? sentence : shortened(sentence, maximum)}
    </Sentence>
  );
}

/** The strangers' words that a headline may quote, spelled as the core quotes them. */
function foreignIn({ credential, issuer, checks }: VerificationResult): string[] {
  const names = [credential === null ? null : holderNameOf(credential.document), issuer?.claimedName ?? null];
  const quoted = checks.flatMap(({ values }) => Object.values(values));
  const scope = issuer?.accreditation?.steps.at(-1)?.scope ?? '';
  return [
    // As the headline quotes it.
    withoutQuotes(plainText(scope)),
    ...names.flatMap((name) => (name === null ? [] : [plainText(name)])),
    ...quoted.filter((value) => typeof value === 'string'),
  ];
}

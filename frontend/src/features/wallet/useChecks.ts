import { useState } from 'react';
import { Inbox } from '../../checking/inbox.ts';
import { Submission } from '../../checking/submission.ts';
import { verifier } from '../../checking/verifier.ts';
import type { Entry } from '../../keeping/wallet.ts';

/** The checks of this visit, by the keys of what is checked. */
export type Checks = ReadonlyMap<string, Submission>;

/** Checks kept credentials when that is asked for. What was found out is not kept: tomorrow it may be otherwise. */
export function useChecks(): { submissions: Checks; check: (entries: readonly Entry[]) => Submission[] } {
  const [inbox] = useState(() => new Inbox(verifier));
  const [submissions, setSubmissions] = useState<Checks>(new Map());
  const check = (entries: readonly Entry[]) => {
    const all = entries.map(
      ({ key, text }) => [key, new Submission(null, async () => text, verifier)] as const,
    );
    setSubmissions(new Map(all));
    const list = all.map(([, submission]) => submission);
    inbox.receive(list);
    return list;
  };
  return { submissions, check };
}

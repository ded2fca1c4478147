import { plainText, shortAddress } from '#core/describe';
import { domainOf } from '#core/didWeb';
import type { IssuerEvent } from '#core/issuerHistory';
import { ROLE } from '#core/registry';
import type { enIssuer } from '../../messages/enIssuer.ts';
import type { Messages } from '../../messages/messages.ts';

/** What events are told with. */
type Words = Pick<typeof enIssuer, 'event'> & Pick<Messages, 'time'>;

/** An event in words. */
export interface Happening {
  event: IssuerEvent;
  sentence: string;
  /** The strangers' words in the sentence. */
  foreign: string[];
  /** Whether it takes away what had counted. */
  isGrave: boolean;
}

/** An issuer's history in words, newest first. A key that is authorised once more is told from a new one. */
export function happenings(history: readonly IssuerEvent[], words: Words): Happening[] {
  const known = new Set<string>();
  return history
    .map((event) => {
      const isAgain = event.kind === 'operator-authorized' && known.has(event.operator);
      if (event.kind === 'operator-authorized') known.add(event.operator);
      return {
        event,
        ...inWords(event, isAgain, words),
        isGrave: event.kind === 'operator-distrusted',
      };
    })
    .reverse();
}

function inWords(
  event: IssuerEvent,
  isAgain: boolean,
  { event: words, time }: Words,
): Pick<Happening, 'sentence' | 'foreign'> {
  switch (event.kind) {
    case 'registered':
    case 'did-changed': {
      const name = plainText(domainOf(event.did) ?? event.did);
      const sentence = event.kind === 'registered' ? words.registered(name) : words.renamed(name);
      return { sentence, foreign: [name] };
    }
    case 'operator-authorized': {
      const say = isAgain ? words.rolesChanged : words.authorized;
      const [mayAnchor, mayRevoke] = [(event.roles & ROLE.anchor) !== 0, (event.roles & ROLE.revoke) !== 0];
      return ours(say(shortAddress(event.operator), mayAnchor, mayRevoke));
    }
    case 'operator-retired':
      return ours(words.retired(shortAddress(event.operator)));
    case 'operator-distrusted':
      return ours(words.disowned(shortAddress(event.operator), time(event.since)));
    case 'admin-proposed':
      return ours(
        event.admin === null ? words.proposalTakenBack : words.adminProposed(shortAddress(event.admin)),
      );
    case 'admin-changed':
      return ours(words.adminChanged(shortAddress(event.admin), shortAddress(event.previousAdmin)));
  }
}

function ours(sentence: string): Pick<Happening, 'sentence' | 'foreign'> {
  return { sentence, foreign: [] };
}

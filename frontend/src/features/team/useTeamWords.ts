import { arTeam } from '../../messages/arTeam.ts';
import { enTeam } from '../../messages/enTeam.ts';
import { useMessagesOf } from '../../messages/messagesOf.ts';

const words = { en: enTeam, ar: arTeam };

/** The words of this part of the site, in the reader's language. */
export function useTeamWords(): typeof enTeam {
  return useMessagesOf(words);
}

/** Why nothing, or not everything, of what was handed in is being checked; named as messages name it. */
export type Note = 'noFiles' | 'tooMany' | 'pasteNothing';

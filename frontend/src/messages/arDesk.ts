import { type DeskMessages, enDesk } from './enDesk.ts';
export const arDesk: DeskMessages = enDesk;

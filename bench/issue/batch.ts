import { createReadStream, readFileSync } from 'node:fs';
import { parseTemplate } from '#core/template';
import type { DraftSetup } from '../../scripts/support/draftTasks.ts';
import { TEMPLATE_FILE } from '../support/roster.ts';

/** The batch that every measurement makes. Its secret is fixed, so that all of them must come to the same root. */
export const SETUP: DraftSetup = {
  template: parseTemplate(readFileSync(TEMPLATE_FILE)),
  profile: undefined,
  secret: new Uint8Array(32).fill(7),
  issuerId: 'did:web:lakeside.example',
  issuedAt: new Date('2026-09-01T08:00:00Z'),
  registry: { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' },
  issuer: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
};

/** Opens a roster the way the commands do. */
export function openRoster(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path);
}

import { readFileSync } from 'node:fs';
import type { Address } from 'viem';
import { type BatchCredential, buildBatch } from '#core/batch';
import { type PreparedDraft, prepareDrafts } from '#core/drafts';
import { isObject, type JsonObject, type JsonValue } from '#core/json';
import { pointerTo, valueAt } from '#core/pointer';
import { parseTemplate } from '#core/template';
import { LAKESIDE } from '../test/support/credentials.ts';

export const SAMPLES = ['certificate', 'badge', 'nanodegree'] as const;

export const REGISTRY = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } as const;
export const ISSUER: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const SECRET = new Uint8Array(32).fill(7);

/** A file of one of the samples. */
export function readSample(sample: string, file: string): Buffer {
  return readFileSync(new URL(`../samples/${sample}/${file}`, import.meta.url));
}

/** The credentials that a sample's roster gives, without proofs. */
export async function sampleDrafts(sample: string): Promise<PreparedDraft[]> {
  const { drafts } = await prepareDrafts({
    template: parseTemplate(readSample(sample, 'template.json')),
    roster: readSample(sample, 'roster.csv'),
    secret: SECRET,
    issuerId: LAKESIDE,
    issuedAt: new Date('2026-09-01T08:00:00Z'),
  });
  return drafts;
}

/** The first credentials of each sample's batch, `count` in all or a few more, and none that has expired. */
export async function issuedCredentials(count: number): Promise<BatchCredential[]> {
  const batches = await Promise.all(
    SAMPLES.map(async (sample) => {
      const drafts = await sampleDrafts(sample);
      const { credentials } = buildBatch({ registry: REGISTRY, issuer: ISSUER, secret: SECRET, drafts });
      // @digitalbazaar/vc looks at the dates too, which is not what is compared.
      const current = credentials.filter(({ document }) => !(String(document.validUntil) < '2026-11-01'));
      return current.slice(0, Math.ceil(count / SAMPLES.length));
    }),
  );
  return batches.flat();
}

/** The JSON Pointers of every string, number and truth value of a document, but for its `proof`. */
export function leavesOf(value: JsonValue, path: (string | number)[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((element, index) => leavesOf(element, [...path, index]));
  if (!isObject(value)) return [pointerTo(path)];
  return Object.entries(value)
    .filter(([key]) => path.length > 0 || key !== 'proof')
    .flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

/** Another value of the same JSON type than the one at a place. */
export function otherValue(document: JsonObject, pointer: string): JsonValue {
  const value = valueAt(document, pointer);
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : `${value}x`;
}

/** Some of a list, spread over all of it. */
export function spread<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, index) => index % step === 0).slice(0, count);
}

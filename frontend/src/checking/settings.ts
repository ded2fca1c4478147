import * as v from 'valibot';
import type { Address } from 'viem';
import { isChecksummed } from '#core/account';
import type { Deployment, TrustedAccreditor } from '#core/deployments';
import { plainText } from '#core/describe';

/** Most RPC endpoints of a network: every check asks all of them. */
export const MOST_ENDPOINTS = 8;
/** Most accreditors trusted on a network: every check asks about all of them. */
export const MOST_ACCREDITORS = 20;
/** Most characters of an accreditor's name. */
export const LONGEST_NAME = 80;

/** Most characters that are read of what a browser has kept. */
const LONGEST_TEXT = 200_000;
const LONGEST_URL = 2048;

const endpoint = v.custom<string>((value) => typeof value === 'string' && endpointUrl(value) === value);

const accreditor = v.strictObject({
  address: v.custom<Address>((value) => typeof value === 'string' && isChecksummed(value)),
  name: v.custom<string>((value) => typeof value === 'string' && accreditorName(value) === value),
});

const SettingsSchema = v.strictObject({
  version: v.literal(1),
  networks: v.record(
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,14}$/)),
    v.strictObject({
      rpcUrls: v.optional(
        v.pipe(
          v.array(endpoint),
          v.minLength(1),
          v.maxLength(MOST_ENDPOINTS),
          v.check((list) => areDifferent(list)),
        ),
      ),
      trustedAccreditors: v.optional(
        v.pipe(
          v.array(accreditor),
          v.maxLength(MOST_ACCREDITORS),
          v.check((list) => areDifferent(list.map(({ address }) => address))),
        ),
      ),
    }),
  ),
});

/**
 * What a person has set in place of a network's record, by chain id. A list that is there replaces the record's whole
 * list: what a later version of the site adds to its record is not asked and not trusted behind that person's back.
 */
export type Settings = v.InferOutput<typeof SettingsSchema>;

/** What is set for one network. */
export type NetworkSettings = Settings['networks'][string];

/** Nothing set: every network as its record has it. */
export const DEFAULTS: Settings = { version: 1, networks: {} };

/** Reads settings as they were kept, or gives null for anything else than exactly that. */
export function parseSettings(text: string): Settings | null {
  if (text.length > LONGEST_TEXT) return null;
  try {
    const result = v.safeParse(SettingsSchema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

/** A deployment as a person wants it asked. */
export function withSettings(deployment: Deployment, settings: Settings): Deployment {
  const set = settings.networks[deployment.chainId] ?? {};
  return {
    ...deployment,
    rpcUrls: set.rpcUrls ?? deployment.rpcUrls,
    trustedAccreditors: set.trustedAccreditors ?? deployment.trustedAccreditors,
  };
}

/** Settings with a part of one network's set anew; a list of undefined is the record's again. */
export function changed(settings: Settings, chainId: number, part: NetworkSettings): Settings {
  const { rpcUrls, trustedAccreditors } = { ...settings.networks[chainId], ...part };
  const network: NetworkSettings = {
    ...(rpcUrls !== undefined && { rpcUrls }),
    ...(trustedAccreditors !== undefined && { trustedAccreditors }),
  };
  const networks = { ...settings.networks, [String(chainId)]: network };
  if (Object.keys(network).length === 0) delete networks[chainId];
  return { ...settings, networks };
}

/**
 * An RPC endpoint's URL in its one spelling, or null when this page may not ask it: `https:`, or `http:` on this very
 * computer, as the policy of `index.html` allows; without a user in it, which browsers refuse to fetch.
 */
export function endpointUrl(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_URL || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  const isLoopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) return null;
  if (url.username !== '' || url.password !== '') return null;
  url.hash = '';
  return url.href;
}

/** An accreditor's name in its one spelling, or null when there is nothing to read in it or too much. */
export function accreditorName(text: string): string | null {
  const name = plainText(text, LONGEST_NAME + 1);
  return name === '' || [...name].length > LONGEST_NAME ? null : name;
}

/** Whether two lists of endpoints or accreditors say the same, in whatever order. */
export function isSame(
  one: readonly (string | TrustedAccreditor)[],
  other: readonly (string | TrustedAccreditor)[],
): boolean {
  const spelled = (list: readonly (string | TrustedAccreditor)[]) =>
    JSON.stringify(
      list.map((item) => (typeof item === 'string' ? item : `${item.address} ${item.name}`)).sort(),
    );
  return spelled(one) === spelled(other);
}

function areDifferent(list: readonly string[]): boolean {
  return new Set(list).size === list.length;
}

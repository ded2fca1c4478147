import { plainText } from '#core/describe';

/** How many of the differences are told. */
const MOST_TOLD = 3;

/**
 * What each of several values says where they differ, in words such as `revoked: true, withdrawn: false`.
 *
 * @param values plain data of the same shape.
 */
export function differencesOf(values: readonly unknown[]): string[] {
  const leaves = values.map((value) => new Map(leavesOf(value)));
  const places = [...new Set(leaves.flatMap((map) => [...map.keys()]))];
  const differing = places.filter((place) => new Set(leaves.map((map) => map.get(place))).size > 1);
  return leaves.map((map) =>
    differing
      .slice(0, MOST_TOLD)
      .map((place) => `${place}: ${plainText(map.get(place) ?? 'nothing', 80)}`)
      .join(', '),
  );
}

/** Every value that is no object, with the way to it. */
function leavesOf(value: unknown, place: readonly string[] = []): [place: string, text: string][] {
  if (typeof value !== 'object' || value === null) return [[place.join(' '), String(value)]];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...place, key]));
}

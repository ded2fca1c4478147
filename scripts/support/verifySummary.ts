import type { Verdict } from '#core/verdict';
import { EXIT } from './exitCodes.ts';
import { timeText } from './times.ts';
import type { Shown } from './verifyInputs.ts';

/** What is said about all that were verified together, gathered one by one so that none needs to be kept. */
export class VerifySummary {
  private readonly counts = new Map<Verdict, number>();
  /** By the name of the network, of the result that was read at its newest block. */
  private readonly newest = new Map<string, Pick<Shown, 'block' | 'endpoints'>>();

  add({ verdict, network, block, endpoints }: Pick<Shown, 'verdict' | 'network' | 'block' | 'endpoints'>) {
    this.counts.set(verdict, (this.counts.get(verdict) ?? 0) + 1);
    if (network === null || block === null) return;
    const known = this.newest.get(network.name)?.block?.number ?? -1;
    if (block.number > known) this.newest.set(network.name, { block, endpoints });
  }

  /** How many have which verdict, in the order in which the verdicts came. */
  get verdicts(): string {
    return [...this.counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  }

  /** Where and when each chain was read. Files that are verified one after the other may see it grow. */
  get readings(): string[] {
    return [...this.newest].map(([name, { block, endpoints }]) => {
      const hosts = endpoints.filter(({ outcome }) => outcome === 'agreed').map(({ url }) => hostOf(url));
      return `Read from ${hosts.join(', ')}: ${name}, block ${block?.number}, ${timeText(block?.timestamp ?? 0)}`;
    });
  }

  get exitCode(): number {
    const rest = [...this.counts.keys()].filter((verdict) => verdict !== 'verified');
    if (rest.length === 0) return EXIT.ok;
    return rest.every((verdict) => verdict === 'unchecked') ? EXIT.couldNotCheck : EXIT.notVerified;
  }
}

/** What may be shown of an endpoint's URL, which may hold its owner's key. */
export function hostOf(url: string): string {
  return new URL(url).host;
}

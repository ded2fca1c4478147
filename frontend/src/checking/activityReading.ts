import type { Address, Client } from 'viem';
import { getBlock } from 'viem/actions';
import type { Deployment } from '#core/deployments';
import { readingFault } from '#core/registry';
import { type Activity, readActivity } from '#core/registryActivity';
import type { ReadBlock } from '#core/verdict';

/** How far the reading of a registry's activity has come. */
export interface ActivityProgress {
  state: 'reading' | 'stopped' | 'done' | 'fault';
  /** What was read so far, oldest first. */
  activities: readonly Activity[];
  /** The last block that was searched; the one before the registry's own when none was. */
  upTo: number;
  /** The block that the reading goes to; null before the endpoint has told. */
  end: ReadBlock | null;
  /** What it failed with, in the state `fault`. */
  error: unknown;
}

/** Reads what issuers did, bit by bit: shows what it has, can be stopped, and goes on from where it was. */
export class ActivityReading {
  private readonly listeners = new Set<() => void>();
  private readonly client: Client;
  private readonly deployment: Deployment;
  private readonly issuer: Address | null;
  private current: ActivityProgress;
  private run: symbol | null = null;

  /** @param issuer Whose activity is meant; null for everybody's. */
  constructor(client: Client, deployment: Deployment, issuer: Address | null) {
    this.client = client;
    this.deployment = deployment;
    this.issuer = issuer;
    const upTo = deployment.credentialRegistry.blockNumber - 1;
    this.current = { state: 'stopped', activities: [], upTo, end: null, error: null };
  }

  readonly progress = (): ActivityProgress => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads on, to the end that was there when it was first asked. */
  readonly goOn = async (): Promise<void> => {
    const run = Symbol('run');
    this.run = run;
    this.become({ state: 'reading', error: null });
    try {
      const end = this.current.end ?? (await this.findEnd());
      if (this.run !== run) return;
      this.become({ end });
      const query = { ...(this.issuer !== null && { issuer: this.issuer }), to: end.number };
      const from = this.current.upTo + 1;
      for await (const step of readActivity(this.client, this.deployment, { ...query, from })) {
        if (this.run !== run) return;
        this.become({ activities: [...this.current.activities, ...step.activities], upTo: step.upTo });
      }
      this.become({ state: 'done' });
    } catch (error) {
      if (this.run === run) this.become({ state: 'fault', error });
    }
  };

  /** Stops after what is being asked; what was read stays. */
  readonly stop = (): void => {
    this.run = null;
    if (this.current.state === 'reading') this.become({ state: 'stopped' });
  };

  private async findEnd(): Promise<ReadBlock> {
    try {
      const { number, hash, timestamp } = await getBlock(this.client);
      return { number: Number(number), hash, timestamp: Number(timestamp) };
    } catch (error) {
      throw readingFault(error, this.deployment);
    }
  }

  private become(change: Partial<ActivityProgress>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }
}

import type { Client } from 'viem';
import { type Endpoint, RPC_TIMEOUT } from '#core/clients';
import { collect } from '#core/collect';
import { readBlock, readHead } from '#core/credentialReading';
import type { Deployment } from '#core/deployments';
import { differencesOf } from '#core/differences';
import { RootmarkError } from '#core/errors';
import { chainUnreachable, readingFault } from '#core/registry';
import type { EndpointAnswer, ReadBlock } from '#core/verdict';

/** How many of some endpoints must give the same answer: the only one, both of two, else a majority. */
export function quorumOf(endpoints: number): number {
  return Math.floor(endpoints / 2) + 1;
}

/** Endpoints gave different answers, or too few; with what each of them said. */
export class EndpointsError extends RootmarkError {
  readonly answers: readonly EndpointAnswer[];

  constructor(code: string, headline: string, advice: string, answers: readonly EndpointAnswer[]) {
    super('network', code, headline, advice);
    this.answers = answers;
  }
}

/** Reads through one endpoint, at the block that all are asked about. */
export type Reading<Value> = (client: Client, block: ReadBlock) => Promise<Value>;

/** What endpoints agree on, and the block at which they do. */
export interface Agreement<Value> {
  block: ReadBlock;
  value: Value;
}

/**
 * Seconds by which an endpoint's newest block may be younger than the block that is read: time for news to spread. One
 * that knows more says nothing about now by agreeing on what was true then.
 */
const LONGEST_LAG = 120;

/** The part of its time that a quorum waits for the others once enough have answered. */
const GRACE = 1 / 5;

const LATE = 'It did not answer in time.';

/**
 * Endpoints of one chain that are asked the same, at one block. What enough of them say, and none contradicts, is taken
 * for the chain's answer: one that lies, fails, hangs, lags or follows another chain can make a reading impossible, and
 * never turn it. All readings together take no longer than the time that is given.
 */
export class Quorum {
  private readonly endpoints: readonly Endpoint[];
  private readonly deployment: Deployment;
  private readonly patience: number;
  private readonly deadline: number;
  private readonly needed: number;
  private readonly contributions = new Map<Endpoint, EndpointAnswer>();
  private readonly faults = new Map<Endpoint, RootmarkError>();
  /** The newest blocks of the endpoints that have answered everything so far. */
  private heads = new Map<Endpoint, ReadBlock>();
  private readonly blocks = new Map<Endpoint, Promise<ReadBlock>>();
  private number = 0;

  private constructor(endpoints: readonly Endpoint[], deployment: Deployment, patience: number) {
    this.endpoints = endpoints;
    this.deployment = deployment;
    this.patience = patience;
    this.deadline = performance.now() + patience;
    this.needed = quorumOf(endpoints.length);
  }

  /**
   * Asks endpoints for their newest blocks and chooses the one to read at: the newest that enough of them have, so that
   * one which lies about its own cannot choose it.
   *
   * @param patience milliseconds for this and for all readings that follow.
   */
  static async open(
    endpoints: readonly Endpoint[],
    deployment: Deployment,
    patience = RPC_TIMEOUT,
  ): Promise<Quorum> {
    const quorum = new Quorum(endpoints, deployment, patience);
    quorum.heads = await quorum.ask(endpoints, ({ client }) => readHead(client, deployment));
    const numbers = [...quorum.heads.values()].map(({ number }) => number).sort((a, b) => b - a);
    quorum.number = numbers[Math.min(quorum.needed, numbers.length) - 1] ?? 0;
    return quorum;
  }

  /** What each endpoint has contributed, in the order in which they were given. */
  get answers(): readonly EndpointAnswer[] {
    return this.endpoints.flatMap((endpoint) => this.contributions.get(endpoint) ?? []);
  }

  /** A client of an endpoint that agreed with the others. */
  get client(): Client {
    const [endpoint] = this.heads.keys();
    if (endpoint === undefined) throw new TypeError('No endpoint has agreed yet.');
    return endpoint.client;
  }

  /**
   * Reads the same through every endpoint at the chosen block, and gives what they agree on.
   *
   * @param reading gives plain data, its members always in the same order.
   * @throws EndpointsError `EndpointsDiffer` when any contradict each other; when too few answer, `EndpointsTooFew` or
   * the fault that all of them met with.
   */
  async read<Value>(reading: Reading<Value>): Promise<Agreement<Value>> {
    const agreements = await this.ask([...this.heads.keys()], async (endpoint) => {
      const block = await this.blockOf(endpoint);
      return { block, value: await reading(endpoint.client, block) };
    });
    if (new Set([...agreements.values()].map((agreement) => JSON.stringify(agreement))).size > 1)
      throw this.disagreement(agreements);
    const [first] = agreements.values();
    const current = [...agreements.keys()].filter((endpoint) => this.isCurrent(endpoint, first?.block));
    for (const endpoint of agreements.keys()) this.note(endpoint, 'agreed', `It read block ${this.number}.`);
    if (first === undefined || current.length < this.needed) throw this.tooFew(current.length);
    this.heads = new Map([...this.heads].filter(([endpoint]) => agreements.has(endpoint)));
    return first;
  }

  /** Asks endpoints the same, and notes which of them gave no answer and why. */
  private async ask<Answer>(
    endpoints: readonly Endpoint[],
    question: (endpoint: Endpoint) => Promise<Answer>,
  ): Promise<Map<Endpoint, Answer>> {
    const outcomes = await collect(endpoints, question, {
      longest: Math.max(0, this.deadline - performance.now()),
      grace: this.patience * GRACE,
      enough: this.needed,
    });
    const answers = new Map<Endpoint, Answer>();
    for (const endpoint of endpoints) {
      const outcome = outcomes.get(endpoint);
      if (outcome !== undefined && 'answer' in outcome) answers.set(endpoint, outcome.answer);
      else this.noteFault(endpoint, outcome === undefined ? LATE : outcome.error);
    }
    return answers;
  }

  private blockOf(endpoint: Endpoint): Promise<ReadBlock> {
    const block = this.blocks.get(endpoint) ?? this.fetchBlock(endpoint);
    this.blocks.set(endpoint, block);
    return block;
  }

  private async fetchBlock(endpoint: Endpoint): Promise<ReadBlock> {
    const head = this.heads.get(endpoint);
    if (head?.number === this.number) return head;
    if (head !== undefined && head.number > this.number)
      return readBlock(endpoint.client, this.deployment, this.number);
    throw new RootmarkError(
      'network',
      'EndpointBehind',
      `It is at block ${head?.number}, behind block ${this.number}.`,
      '',
    );
  }

  private isCurrent(endpoint: Endpoint, block: ReadBlock | undefined): boolean {
    const head = this.heads.get(endpoint);
    return head !== undefined && block !== undefined && head.timestamp - block.timestamp <= LONGEST_LAG;
  }

  private noteFault(endpoint: Endpoint, error: unknown): void {
    const fault =
      error === LATE ? chainUnreachable(this.deployment, LATE) : readingFault(error, this.deployment);
    this.faults.set(endpoint, fault);
    // What it said before stands: it agreed, and then could not tell more.
    if (this.contributions.has(endpoint)) return;
    const unreached = error === LATE ? LATE : 'It gave no answer that can be used.';
    this.note(endpoint, 'failed', fault.code === 'ChainUnreachable' ? unreached : fault.message);
  }

  private note(endpoint: Endpoint, outcome: EndpointAnswer['outcome'], detail: string): void {
    this.contributions.set(endpoint, { url: endpoint.url, outcome, detail });
  }

  private disagreement(answers: ReadonlyMap<Endpoint, unknown>): EndpointsError {
    const differences = differencesOf([...answers.values()]);
    for (const [at, endpoint] of [...answers.keys()].entries())
      this.note(endpoint, 'differed', `It says ${differences[at]}.`);
    return new EndpointsError(
      'EndpointsDiffer',
      'Two nodes gave different answers; try again in a minute.',
      '',
      this.answers,
    );
  }

  private tooFew(answered: number): EndpointsError {
    const [fault, ...others] = this.faults.values();
    if (answered === 0 && fault !== undefined && others.every(({ code }) => code === fault.code))
      return new EndpointsError(fault.code, fault.message, fault.advice, this.answers);
    return new EndpointsError(
      'EndpointsTooFew',
      `Of ${this.endpoints.length} nodes for ${this.deployment.name}, ${this.needed} must agree; ${answered} gave an answer that can be used.`,
      'Try again in a minute, or set other RPC endpoints.',
      this.answers,
    );
  }
}

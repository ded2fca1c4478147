import { expect } from 'chai';
import type { VerificationContext } from '#core/verify';
import { burstsOf, LINGER } from '../../frontend/src/checking/burst.ts';

const ADDRESS = 'https://lakeside.example/.well-known/did.json';

describe('burstsOf', () => {
  let asked: string[];
  let deployments: VerificationContext['deployments'];
  let time: number;
  let inBurst: ReturnType<typeof burstsOf>;

  beforeEach(() => {
    asked = [];
    time = 0;
    deployments = [];
    const context = {
      get deployments() {
        return deployments;
      },
      endpointsFor: () => [],
      fetch: async (input: unknown) => {
        asked.push(String(input));
        return new Response(`answer ${asked.length}`);
      },
      now: () => 7,
    };
    inBurst = burstsOf(context as VerificationContext, () => time);
  });

  const ask = () => inBurst(async ({ fetch }) => (await fetch(ADDRESS)).text());

  it('asks an address once for all checks of a burst, and again for one that comes later', async () => {
    expect(await Promise.all([ask(), ask(), ask()])).to.eql(['answer 1', 'answer 1', 'answer 1']);
    time += LINGER;
    expect(await ask()).to.equal('answer 1');
    time += LINGER + 1;
    expect(await ask()).to.equal('answer 2');
    expect(asked).to.eql([ADDRESS, ADDRESS]);
  });

  it('forgets after checks that failed, too', async () => {
    const failing = inBurst(async ({ fetch }) => {
      await fetch(ADDRESS);
      throw new Error('no');
    });
    await failing.catch(() => undefined);
    time += LINGER + 1;

    expect(await ask()).to.equal('answer 2');
  });

  it('hands on everything else as it is at the time', async () => {
    const seen = await inBurst(async (context) => {
      deployments = [{ chainId: 5 }] as unknown as VerificationContext['deployments'];
      return [context.deployments, { ...context }.now()];
    });

    expect(seen).to.eql([[{ chainId: 5 }], 7]);
  });
});

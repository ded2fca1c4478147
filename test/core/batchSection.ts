import { expect } from 'chai';
import { zeroAddress } from 'viem';
import { readingIn, readSection, sectionOf } from '#core/batchSection';
import { readCredential, readHead } from '#core/credentialReading';
import { statusBitOf } from '#core/registry';
import { fingerprintOf } from '#core/verify';
import { act, type Chain, startChain } from '../support/chain.ts';
import { draftFor, reread } from '../support/credentials.ts';
import { anchorWorld, type World } from '../support/world.ts';

const SIZE = 300;
const REVOKED = [0, 255, 256, 299];
const SUSPENDED = [1, 255, 298];

describe('sectionOf', () => {
  it('begins anew every 65,536 places', () => {
    const sectionAt = (index: number) => sectionOf({ issuer: zeroAddress, root: '0x', index }).section;

    expect([0, 65_535, 65_536, 131_071, 2 ** 32 - 1].map(sectionAt)).to.eql([0, 0, 1, 1, 65_535]);
  });
});

describe('readSection', () => {
  let chain: Chain;
  let world: World;
  before(async () => {
    chain = await startChain();
    world = await anchorWorld(
      chain,
      Array.from({ length: SIZE }, (_, at) => draftFor(`Holder ${at}`)),
    );
    const { registry, issuer, batch } = world;
    for (const [change, places] of [
      ['revoke', REVOKED],
      ['suspend', SUSPENDED],
    ] as const)
      for (const { word, mask } of places.map(statusBitOf))
        await act(chain, registry, issuer, change, [issuer, batch.root, word, mask, 'for a test']);
  });

  it('says of every credential of a batch what the registry says of it', async () => {
    const { deployment, batch, issuer } = world;
    const head = await readHead(chain.client, deployment);
    const section = await readSection(
      chain.client,
      deployment,
      sectionOf({ issuer, root: batch.root, index: 0 }),
      head,
    );
    const indexes: Record<'revoked' | 'suspended', number[]> = { revoked: [], suspended: [] };
    for (const { document } of batch.credentials) {
      const query = fingerprintOf(reread(document));
      const reading = readingIn(section, query.index);
      expect(reading).to.eql(await readCredential(chain.client, deployment, query, head));
      if (reading.revoked) indexes.revoked.push(query.index);
      if (reading.suspended) indexes.suspended.push(query.index);
    }

    const ascending = (a: number, b: number) => a - b;
    expect(indexes.revoked.sort(ascending)).to.eql(REVOKED);
    expect(indexes.suspended.sort(ascending)).to.eql(SUSPENDED);
    expect(readingIn(section, SIZE).included).to.eql(false);
  });

  it('says of a batch that nobody recorded that nothing is in it', async () => {
    const { deployment, issuer } = world;
    const head = await readHead(chain.client, deployment);
    const root = `0x${'ab'.repeat(32)}` as const;
    const section = await readSection(chain.client, deployment, { issuer, root, section: 0 }, head);

    expect(readingIn(section, 0)).to.deep.include({ included: false, anchoredAt: null, settled: false });
  });
});

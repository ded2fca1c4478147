import { expect } from 'chai';
import type { Address, Hex } from 'viem';
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions';
import {
  acceptAccreditationData,
  accreditData,
  endAccreditationData,
  isInForce,
  NO_END,
  readAccreditationRecord,
  readAccreditationsOf,
} from '#core/accreditationRecords';
import { RootmarkError } from '#core/errors';
import { type Chain, GENESIS, startChain } from '../support/chain.ts';
import { clientOf } from '../support/rpcEndpoint.ts';
import { anchorWorld, day, type World } from '../support/world.ts';

describe('accreditations', () => {
  let chain: Chain;
  let world: World;
  let issuer: Address;
  let ministry: Address;
  let agency: Address;
  let stranger: Address;

  before(async () => {
    chain = await startChain();
    world = await anchorWorld(chain);
    issuer = world.issuer;
    [ministry, agency, stranger] = chain.accounts.slice(3, 6) as [Address, Address, Address];
    await call(
      day(9, 3),
      agency,
      accreditData({ accreditor: agency, issuer }, during(day(9, 1), day(12, 1), 'all')),
    );
    await call(
      day(9, 4),
      agency,
      accreditData({ accreditor: agency, issuer }, during(day(9, 2), NO_END, 'more')),
    );
    await call(day(9, 5), issuer, acceptAccreditationData({ accreditor: agency, issuer }));
    await call(day(9, 6), agency, endAccreditationData({ accreditor: agency, issuer }, day(11, 1)));
    await call(day(9, 7), stranger, accreditData({ accreditor: stranger, issuer }, during(0, 1, 'nothing')));
    await call(
      day(9, 8),
      ministry,
      accreditData({ accreditor: ministry, issuer: agency }, during(0, NO_END, 'all')),
    );
  });

  const during = (validFrom: number, validUntil: number, scope: string) => ({ validFrom, validUntil, scope });

  async function call(at: number, from: Address, data: Hex): Promise<void> {
    await chain.helpers.time.setNextBlockTimestamp(at);
    const { address: to } = world.deployment.accreditationRegistry;
    const hash = await sendTransaction(chain.client, { account: from, to, data, chain: null });
    expect((await waitForTransactionReceipt(chain.client, { hash })).status).to.equal('success');
  }

  const granted = () => ({
    accreditor: agency,
    issuer,
    isAccepted: true,
    periods: [
      { ...during(day(9, 1), day(11, 1), 'all'), grantedAt: day(9, 3) },
      { ...during(day(9, 2), day(11, 1), 'more'), grantedAt: day(9, 4) },
    ],
  });

  it('are read with every period, oldest grant first', async () => {
    expect(
      await readAccreditationRecord(chain.client, world.deployment, { accreditor: agency, issuer }),
    ).to.eql(granted());
  });

  it('have no periods where nobody vouched', async () => {
    const pair = { accreditor: ministry, issuer };

    expect(await readAccreditationRecord(chain.client, world.deployment, pair)).to.eql({
      ...pair,
      isAccepted: false,
      periods: [],
    });
  });

  it('are found in both directions, accepted or not, each pair once', async () => {
    const byStranger = {
      accreditor: stranger,
      issuer,
      isAccepted: false,
      periods: [{ ...during(0, 1, 'nothing'), grantedAt: day(9, 7) }],
    };
    const byMinistry = {
      accreditor: ministry,
      issuer: agency,
      isAccepted: false,
      periods: [{ ...during(0, NO_END, 'all'), grantedAt: day(9, 8) }],
    };

    expect(await readAccreditationsOf(chain.client, world.deployment, issuer)).to.eql({
      vouchedForBy: [granted(), byStranger],
      vouchesFor: [],
    });
    expect(await readAccreditationsOf(chain.client, world.deployment, agency)).to.eql({
      vouchedForBy: [byMinistry],
      vouchesFor: [granted()],
    });
  });

  it('are a network fault where nobody answers', async () => {
    const client = clientOf('http://127.0.0.1:9');
    for (const reading of [
      readAccreditationRecord(client, world.deployment, { accreditor: agency, issuer }),
      readAccreditationsOf(client, world.deployment, issuer),
    ]) {
      const error = await reading.catch((thrown) => thrown);
      expect(error).to.be.instanceOf(RootmarkError);
      expect(error).to.include({ kind: 'network', code: 'ChainUnreachable' });
    }
  });

  it('hold from their first second on, until before their last', () => {
    const periods = [during(day(9, 1), day(9, 2), ''), during(day(9, 4), day(9, 5), '')].map((period) => ({
      ...period,
      grantedAt: GENESIS,
    }));
    const times = [day(9, 1) - 1, day(9, 1), day(9, 2) - 1, day(9, 2), day(9, 4), day(9, 5)];

    expect(times.map((at) => isInForce({ periods }, at))).to.eql([false, true, true, false, true, false]);
  });
});

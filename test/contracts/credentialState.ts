import { expect } from 'chai';
import {
  anchoredBatch,
  BATCH_SIZE,
  bitOf,
  buildBatch,
  credentialOf,
  DID,
  deployedRegistry,
  domainOf,
  ethers,
  loadFixture,
  plain,
  question,
  REASON,
  ROLE_ANCHOR,
  staffedIssuer,
  time,
} from './fixtures.ts';

const { ZeroAddress, ZeroHash } = ethers;

describe('credentialState', () => {
  it('tells everything about a good credential', async () => {
    const { registry, issuer, operator, batch, anchoredAt } = await loadFixture(anchoredBatch);
    const { authorizedAt } = await registry.operatorOf(issuer, operator);

    const state = await registry.credentialState(...question(issuer, batch, 41));

    expect(plain(state)).to.deep.equal({
      included: true,
      revoked: false,
      suspended: false,
      withdrawn: false,
      distrusted: false,
      anchoredAt: BigInt(anchoredAt),
      operator: operator.address,
      operatorRecord: { roles: ROLE_ANCHOR, authorizedAt, retiredAt: 0n, distrustedSince: 0n },
      didAtAnchoring: DID,
      didNow: DID,
    });
  });

  it('tells everything that happened since', async () => {
    const { registry, issuer, operator, revoker, batch, anchoredAt } = await loadFixture(anchoredBatch);
    const { authorizedAt } = await registry.operatorOf(issuer, operator);
    await registry.connect(revoker).revoke(issuer, batch.root, 0, bitOf(41), REASON);
    await registry.connect(revoker).suspend(issuer, batch.root, 0, bitOf(41), REASON);
    await registry.connect(issuer).withdrawBatch(issuer, batch.root, REASON);
    await registry.connect(issuer).distrustOperator(issuer, operator, anchoredAt);
    const retiredAt = BigInt(await time.latest());
    await registry.connect(issuer).setDid(issuer, 'did:web:lakeside.edu');

    const state = await registry.credentialState(...question(issuer, batch, 41));

    expect(plain(state)).to.deep.equal({
      included: true,
      revoked: true,
      suspended: true,
      withdrawn: true,
      distrusted: true,
      anchoredAt: BigInt(anchoredAt),
      operator: operator.address,
      operatorRecord: { roles: 0n, authorizedAt, retiredAt, distrustedSince: BigInt(anchoredAt) },
      didAtAnchoring: DID,
      didNow: 'did:web:lakeside.edu',
    });
  });

  it('finds the DID in force among many', async () => {
    const { registry, issuer, operator } = await loadFixture(staffedIssuer);
    const roots: string[] = [];
    for (let step = 0; step < 9; step++) {
      const root = ethers.id(`batch ${step}`);
      await registry.connect(operator).anchorBatch(issuer, root, 1);
      roots.push(root);
      await registry.connect(issuer).setDid(issuer, `did:web:step${step}.example`);
    }

    for (const [step, root] of roots.entries()) {
      const state = await registry.credentialState(issuer, root, 0, ZeroHash, []);
      expect(state.didAtAnchoring).to.equal(step === 0 ? DID : `did:web:step${step - 1}.example`);
      expect(state.didNow).to.equal('did:web:step8.example');
    }
  });

  it('is empty for an unknown issuer', async () => {
    const { registry, stranger } = await loadFixture(deployedRegistry);

    const state = await registry.credentialState(stranger, ethers.id('root'), 0, ethers.id('payload'), []);

    expect(plain(state)).to.deep.equal({
      included: false,
      revoked: false,
      suspended: false,
      withdrawn: false,
      distrusted: false,
      anchoredAt: 0n,
      operator: ZeroAddress,
      operatorRecord: { roles: 0n, authorizedAt: 0n, retiredAt: 0n, distrustedSince: 0n },
      didAtAnchoring: '',
      didNow: '',
    });
  });

  it('knows today’s DID alone of an issuer that never anchored the root', async () => {
    const { registry, issuer } = await loadFixture(anchoredBatch);

    const state = await registry.credentialState(issuer, ethers.id('unknown'), 0, ethers.id('payload'), []);

    expect([state.included, state.anchoredAt, state.didAtAnchoring, state.didNow]).to.deep.equal([
      false,
      0n,
      '',
      DID,
    ]);
  });

  it('says of a wrong path what it knows of batch and index all the same', async () => {
    const { registry, issuer, operator, revoker, batch, anchoredAt } = await loadFixture(anchoredBatch);
    await registry.connect(revoker).revoke(issuer, batch.root, 0, bitOf(41), REASON);
    const { payloadHash } = credentialOf(batch, 41);

    const state = await registry.credentialState(issuer, batch.root, 41, payloadHash, []);

    expect([state.included, state.revoked, state.anchoredAt, state.operator]).to.deep.equal([
      false,
      true,
      BigInt(anchoredAt),
      operator.address,
    ]);
  });
});

describe('isValid', () => {
  it('is true for every credential of a good batch', async () => {
    const { registry, issuer, batch } = await loadFixture(anchoredBatch);

    for (const index of [0, 1, 255, 256, 511, 512, BATCH_SIZE - 1]) {
      expect(await registry.isValid(...question(issuer, batch, index)), `credential ${index}`).to.equal(true);
    }
  });

  it('is true for a batch of one, whose root is the leaf', async () => {
    const { registry, issuer, operator } = await loadFixture(staffedIssuer);
    const batch = buildBatch(await domainOf(registry), issuer.address, 1);
    await registry.connect(operator).anchorBatch(issuer, batch.root, 1);

    expect(credentialOf(batch, 0)).to.include({ leaf: batch.root }).and.to.deep.include({ path: [] });
    expect(await registry.isValid(...question(issuer, batch, 0))).to.equal(true);
  });

  it('comes back after a suspension was lifted', async () => {
    const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
    await registry.connect(revoker).suspend(issuer, batch.root, 0, bitOf(3), REASON);
    expect(await registry.isValid(...question(issuer, batch, 3))).to.equal(false);

    await registry.connect(revoker).reinstate(issuer, batch.root, 0, bitOf(3), REASON);
    expect(await registry.isValid(...question(issuer, batch, 3))).to.equal(true);
  });

  it('can be asked by another contract', async () => {
    const { registry, issuer, batch } = await loadFixture(anchoredBatch);
    const caller = await ethers.deployContract('SmartAccountMock', [issuer.address]);
    const data = registry.interface.encodeFunctionData('isValid', question(issuer, batch, 0));

    const answer = await caller.execute.staticCall(registry, data);
    expect(registry.interface.decodeFunctionResult('isValid', answer)).to.deep.equal([true]);
  });
});

import { expect } from 'chai';
import {
  anchoredBatch,
  BATCH_SIZE,
  buildBatch,
  credentialOf,
  domainOf,
  ethers,
  hashPair,
  loadFixture,
  question,
  staffedIssuer,
} from './fixtures.ts';

const { ZeroHash } = ethers;

describe('inclusion', () => {
  /** What both views say of a credential; they have to agree. */
  async function isIncluded(
    ...args: Parameters<Awaited<ReturnType<typeof anchoredBatch>>['registry']['isValid']>
  ) {
    const { registry } = await loadFixture(anchoredBatch);
    const [{ included }, isValid] = await Promise.all([
      registry.credentialState(...args),
      registry.isValid(...args),
    ]);
    expect(isValid).to.equal(included);
    return included;
  }

  it('holds for the credential itself', async () => {
    const { issuer, batch } = await loadFixture(anchoredBatch);

    expect(await isIncluded(...question(issuer, batch, 41))).to.equal(true);
  });

  it('fails for a node of the tree passed off as a payload', async () => {
    const { issuer, batch } = await loadFixture(anchoredBatch);
    const { leaf, path } = credentialOf(batch, 41);
    const parent = hashPair(leaf, path[0] as string);

    expect(await isIncluded(issuer, batch.root, 41, leaf, path)).to.equal(false);
    expect(await isIncluded(issuer, batch.root, 41, parent, path.slice(1))).to.equal(false);
    expect(await isIncluded(issuer, batch.root, 20, parent, path.slice(1))).to.equal(false);
    expect(await isIncluded(issuer, batch.root, 0, batch.root, [])).to.equal(false);
  });

  it('fails for a root anchored over inner nodes, as if they were leaves', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(anchoredBatch);
    const { payloadHash, path } = credentialOf(batch, 41);
    // A tree cut off above the leaves has the same root: the size, not the depth of a path, bounds its indexes.
    expect(await registry.isValid(issuer, batch.root, 41, payloadHash, path)).to.equal(true);
    const shallow = hashPair(batch.root, ethers.id('sibling'));
    await registry.connect(operator).anchorBatch(issuer, shallow, 2);

    expect(await registry.isValid(issuer, shallow, 0, batch.root, [ethers.id('sibling')])).to.equal(false);
    // The subtree's own credentials come with it only below the new size.
    expect(
      await registry.isValid(issuer, shallow, 41, payloadHash, [...path, ethers.id('sibling')]),
    ).to.equal(false);
  });

  it('fails with a sibling’s path, place or payload', async () => {
    const { issuer, batch } = await loadFixture(anchoredBatch);
    const mine = credentialOf(batch, 40);
    const sibling = credentialOf(batch, 41);

    expect(await isIncluded(issuer, batch.root, 40, mine.payloadHash, sibling.path)).to.equal(false);
    expect(await isIncluded(issuer, batch.root, 41, mine.payloadHash, mine.path)).to.equal(false);
    expect(await isIncluded(issuer, batch.root, 41, mine.payloadHash, sibling.path)).to.equal(false);
    expect(await isIncluded(issuer, batch.root, 40, sibling.payloadHash, mine.path)).to.equal(false);
  });

  it('fails with a path cut, extended, reversed or altered', async () => {
    const { issuer, batch } = await loadFixture(anchoredBatch);
    const { payloadHash, path } = credentialOf(batch, 41);
    const wrong = [
      path.slice(1),
      path.slice(0, -1),
      [],
      [...path, ZeroHash],
      [...path, batch.root],
      [...path].reverse(),
      path.map((node, step) => (step === 3 ? ethers.id('altered') : node)),
    ];

    for (const other of wrong) {
      expect(await isIncluded(issuer, batch.root, 41, payloadHash, other)).to.equal(false);
    }
  });

  it('fails for an index at or past the size, even where the tree holds its leaf', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(staffedIssuer);
    await registry.connect(operator).anchorBatch(issuer, batch.root, 41);

    expect(await registry.isValid(...question(issuer, batch, 40))).to.equal(true);
    for (const index of [41, 42, BATCH_SIZE - 1]) {
      expect((await registry.credentialState(...question(issuer, batch, index))).included).to.equal(false);
      expect(await registry.isValid(...question(issuer, batch, index))).to.equal(false);
    }
  });

  it('fails for an index that only looks right in fewer bits', async () => {
    const { issuer, batch } = await loadFixture(anchoredBatch);
    const { payloadHash, path } = credentialOf(batch, 41);

    for (const bits of [8n, 32n, 40n, 64n, 128n, 255n]) {
      expect(await isIncluded(issuer, batch.root, 41n + 2n ** bits, payloadHash, path)).to.equal(false);
    }
    expect(await isIncluded(issuer, batch.root, ethers.MaxUint256, payloadHash, path)).to.equal(false);
  });

  it('reads no status bit for an index past the size', async () => {
    const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
    await registry.connect(revoker).revoke(issuer, batch.root, 0, ethers.MaxUint256, '');

    for (const index of [BATCH_SIZE, 2n ** 32n, 2n ** 255n, ethers.MaxUint256]) {
      expect((await registry.credentialState(issuer, batch.root, index, ZeroHash, [])).revoked).to.equal(
        false,
      );
    }
  });

  it('takes a path of 64 steps and none of 65, without reverting', async () => {
    const { registry, issuer, operator } = await loadFixture(staffedIssuer);
    const payloadHash = ethers.id('deep payload');
    const rootOver = async (path: string[]) =>
      path.reduce(hashPair, await registry.leafOf(issuer, 0, payloadHash));

    for (const [steps, expected] of [
      [64, true],
      [65, false],
      [1000, false],
    ] as const) {
      const path = Array.from({ length: steps }, (_, step) => ethers.id(`step ${step}`));
      const root = await rootOver(path);
      await registry.connect(operator).anchorBatch(issuer, root, 1);
      const { included } = await registry.credentialState(issuer, root, 0, payloadHash, path);
      expect(included, `${steps} steps`).to.equal(expected);
      expect(await registry.isValid(issuer, root, 0, payloadHash, path)).to.equal(expected);
    }
  });

  it('fails for another issuer’s credential, even when both anchored the root', async () => {
    const { registry, issuer, rival, batch } = await loadFixture(anchoredBatch);
    await registry.connect(rival).anchorBatch(rival, batch.root, batch.size);

    expect((await registry.credentialState(...question(rival, batch, 41))).included).to.equal(false);
    expect(await registry.isValid(...question(rival, batch, 41))).to.equal(false);
    expect(await registry.isValid(...question(issuer, batch, 41))).to.equal(true);
  });

  it('fails for another registry’s credential, even when its root is anchored here', async () => {
    const { registry, issuer, operator } = await loadFixture(staffedIssuer);
    const other = await ethers.deployContract('CredentialRegistry');
    const batch = buildBatch(await domainOf(other), issuer.address, 4);
    await registry.connect(operator).anchorBatch(issuer, batch.root, batch.size);

    expect((await registry.credentialState(...question(issuer, batch, 1))).included).to.equal(false);
    expect(await registry.isValid(...question(issuer, batch, 1))).to.equal(false);
  });

  it('fails for another chain’s credential, at the same registry address', async () => {
    const { registry, issuer, operator } = await loadFixture(staffedIssuer);
    const domain = { ...(await domainOf(registry)), chainId: 1n };
    const batch = buildBatch(domain, issuer.address, 4);
    await registry.connect(operator).anchorBatch(issuer, batch.root, batch.size);

    expect((await registry.credentialState(...question(issuer, batch, 1))).included).to.equal(false);
    expect(await registry.isValid(...question(issuer, batch, 1))).to.equal(false);
  });
});

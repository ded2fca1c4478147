import { expect } from 'chai';
import {
  ALL_ROLES,
  anchoredBatch,
  ethers,
  loadFixture,
  question,
  REASON,
  ROLE_ANCHOR,
  ROLE_REVOKE,
  registeredIssuer,
  staffedIssuer,
  time,
} from './fixtures.ts';

describe('authorizeOperator', () => {
  it('lets an account act in the roles given and no others', async () => {
    const { registry, issuer, operator, revoker, batch } = await loadFixture(registeredIssuer);

    await expect(registry.connect(issuer).authorizeOperator(issuer, operator, ROLE_ANCHOR))
      .to.emit(registry, 'OperatorAuthorized')
      .withArgs(issuer, operator, ROLE_ANCHOR);
    expect(await registry.operatorOf(issuer, operator)).to.deep.equal([
      ROLE_ANCHOR,
      BigInt(await time.latest()),
      0n,
      0n,
    ]);
    await registry.connect(issuer).authorizeOperator(issuer, revoker, ROLE_REVOKE);

    await expect(registry.connect(revoker).anchorBatch(issuer, batch.root, batch.size))
      .to.be.revertedWithCustomError(registry, 'RegistryMissingRole')
      .withArgs(issuer, revoker, ROLE_ANCHOR);
    await registry.connect(operator).anchorBatch(issuer, batch.root, batch.size);
    await expect(registry.connect(operator).revoke(issuer, batch.root, 0, 1, REASON))
      .to.be.revertedWithCustomError(registry, 'RegistryMissingRole')
      .withArgs(issuer, operator, ROLE_REVOKE);
    await expect(registry.connect(revoker).revoke(issuer, batch.root, 0, 1, REASON)).to.emit(
      registry,
      'CredentialsRevoked',
    );
  });

  it('replaces the roles of an operator and keeps its first authorisation', async () => {
    const { registry, issuer, operator } = await loadFixture(staffedIssuer);
    const { authorizedAt } = await registry.operatorOf(issuer, operator);

    await registry.connect(issuer).authorizeOperator(issuer, operator, ROLE_REVOKE);

    expect(await registry.operatorOf(issuer, operator)).to.deep.equal([ROLE_REVOKE, authorizedAt, 0n, 0n]);
  });

  it('brings a retired operator back, still authorised since the first time', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(anchoredBatch);
    const { authorizedAt } = await registry.operatorOf(issuer, operator);
    await registry.connect(issuer).retireOperator(issuer, operator);
    await registry.connect(issuer).authorizeOperator(issuer, operator, ALL_ROLES);

    expect(await registry.operatorOf(issuer, operator)).to.deep.equal([ALL_ROLES, authorizedAt, 0n, 0n]);
    expect(await registry.isValid(...question(issuer, batch, 0))).to.equal(true);
  });

  it('holds for one issuer only', async () => {
    const { registry, rival, operator, batch } = await loadFixture(staffedIssuer);

    await expect(registry.connect(operator).anchorBatch(rival, batch.root, batch.size))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(rival, operator);
  });

  it('reverts when the caller is an operator but not the admin', async () => {
    const { registry, issuer, operator, stranger } = await loadFixture(staffedIssuer);

    await expect(registry.connect(operator).authorizeOperator(issuer, stranger, ROLE_ANCHOR))
      .to.be.revertedWithCustomError(registry, 'RegistryNotAdmin')
      .withArgs(issuer, operator);
  });

  it('reverts when the caller is another issuer’s admin', async () => {
    const { registry, issuer, rival } = await loadFixture(staffedIssuer);

    await expect(registry.connect(rival).authorizeOperator(issuer, rival, ROLE_ANCHOR))
      .to.be.revertedWithCustomError(registry, 'RegistryNotAdmin')
      .withArgs(issuer, rival);
  });

  it('reverts for the zero address', async () => {
    const { registry, issuer } = await loadFixture(registeredIssuer);

    await expect(registry.connect(issuer).authorizeOperator(issuer, ethers.ZeroAddress, ROLE_ANCHOR))
      .to.be.revertedWithCustomError(registry, 'RegistryZeroOperator')
      .withArgs(issuer);
  });

  for (const roles of [0n, 4n, 5n, 255n]) {
    it(`reverts for roles ${roles}`, async () => {
      const { registry, issuer, operator } = await loadFixture(registeredIssuer);

      await expect(registry.connect(issuer).authorizeOperator(issuer, operator, roles))
        .to.be.revertedWithCustomError(registry, 'RegistryInvalidRoles')
        .withArgs(roles);
    });
  }

  it('reverts for a distrusted key', async () => {
    const { registry, issuer, operator } = await loadFixture(staffedIssuer);
    await registry.connect(issuer).distrustOperator(issuer, operator, await time.latest());
    const { distrustedSince } = await registry.operatorOf(issuer, operator);

    await expect(registry.connect(issuer).authorizeOperator(issuer, operator, ROLE_ANCHOR))
      .to.be.revertedWithCustomError(registry, 'RegistryOperatorDistrusted')
      .withArgs(issuer, operator, distrustedSince);
  });
});

describe('retireOperator', () => {
  it('ends the roles and leaves good what the key anchored', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(anchoredBatch);
    const { authorizedAt } = await registry.operatorOf(issuer, operator);

    await expect(registry.connect(issuer).retireOperator(issuer, operator))
      .to.emit(registry, 'OperatorRetired')
      .withArgs(issuer, operator);

    expect(await registry.operatorOf(issuer, operator)).to.deep.equal([
      0n,
      authorizedAt,
      BigInt(await time.latest()),
      0n,
    ]);
    expect(await registry.isValid(...question(issuer, batch, 0))).to.equal(true);
    await expect(registry.connect(operator).anchorBatch(issuer, ethers.id('next'), 1))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(issuer, operator);
  });

  it('lets the admin retire the issuer’s own address', async () => {
    const { registry, issuer, batch } = await loadFixture(registeredIssuer);

    await registry.connect(issuer).retireOperator(issuer, issuer);
    await expect(registry.connect(issuer).anchorBatch(issuer, batch.root, batch.size))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(issuer, issuer);
  });

  it('reverts when the caller is not the admin', async () => {
    const { registry, issuer, operator, revoker } = await loadFixture(staffedIssuer);

    await expect(registry.connect(revoker).retireOperator(issuer, operator))
      .to.be.revertedWithCustomError(registry, 'RegistryNotAdmin')
      .withArgs(issuer, revoker);
  });

  it('reverts when the account is no operator, or no longer', async () => {
    const { registry, issuer, operator, stranger } = await loadFixture(staffedIssuer);
    await registry.connect(issuer).retireOperator(issuer, operator);

    for (const account of [stranger, operator]) {
      await expect(registry.connect(issuer).retireOperator(issuer, account))
        .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
        .withArgs(issuer, account);
    }
  });
});

describe('distrustOperator', () => {
  it('fails what the key anchored at or after that time, and ends its roles', async () => {
    const { registry, issuer, operator, batch, anchoredAt } = await loadFixture(anchoredBatch);

    await expect(registry.connect(issuer).distrustOperator(issuer, operator, anchoredAt))
      .to.emit(registry, 'OperatorDistrusted')
      .withArgs(issuer, operator, anchoredAt);

    const { roles, retiredAt, distrustedSince } = await registry.operatorOf(issuer, operator);
    expect([roles, retiredAt, distrustedSince]).to.deep.equal([
      0n,
      BigInt(await time.latest()),
      BigInt(anchoredAt),
    ]);
    const state = await registry.credentialState(...question(issuer, batch, 0));
    expect([state.included, state.distrusted]).to.deep.equal([true, true]);
    expect(await registry.isValid(...question(issuer, batch, 0))).to.equal(false);
    await expect(registry.connect(operator).anchorBatch(issuer, ethers.id('next'), 1))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(issuer, operator);
  });

  it('leaves good what the key anchored a second before', async () => {
    const { registry, issuer, operator, batch, anchoredAt } = await loadFixture(anchoredBatch);

    await registry.connect(issuer).distrustOperator(issuer, operator, anchoredAt + 1);

    expect((await registry.credentialState(...question(issuer, batch, 0))).distrusted).to.equal(false);
    expect(await registry.isValid(...question(issuer, batch, 0))).to.equal(true);
  });

  it('leaves good what other operators anchored since', async () => {
    const { registry, issuer, operator, revoker, batch } = await loadFixture(anchoredBatch);

    await registry.connect(issuer).distrustOperator(issuer, revoker, 0);

    expect(await registry.isValid(...question(issuer, batch, 0))).to.equal(true);
    expect((await registry.operatorOf(issuer, operator)).roles).to.equal(ROLE_ANCHOR);
  });

  it('takes a time before the authorisation, such as 0, for all that the key ever anchored', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(anchoredBatch);
    const { authorizedAt } = await registry.operatorOf(issuer, operator);

    await expect(registry.connect(issuer).distrustOperator(issuer, operator, 0))
      .to.emit(registry, 'OperatorDistrusted')
      .withArgs(issuer, operator, authorizedAt);
    expect(await registry.isValid(...question(issuer, batch, 0))).to.equal(false);
  });

  it('takes a time in the future for now', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(anchoredBatch);

    await registry.connect(issuer).distrustOperator(issuer, operator, 2n ** 40n - 1n);

    const { distrustedSince } = await registry.operatorOf(issuer, operator);
    expect(distrustedSince).to.equal(await time.latest());
    expect(await registry.isValid(...question(issuer, batch, 0))).to.equal(true);
  });

  it('reaches a retired key, and keeps the time that it retired', async () => {
    const { registry, issuer, operator, batch, anchoredAt } = await loadFixture(anchoredBatch);
    await registry.connect(issuer).retireOperator(issuer, operator);
    const { retiredAt } = await registry.operatorOf(issuer, operator);

    await registry.connect(issuer).distrustOperator(issuer, operator, anchoredAt);

    expect((await registry.operatorOf(issuer, operator)).retiredAt).to.equal(retiredAt);
    expect(await registry.isValid(...question(issuer, batch, 0))).to.equal(false);
  });

  it('can be corrected, earlier or later, but not undone', async () => {
    const { registry, issuer, operator, batch, anchoredAt } = await loadFixture(anchoredBatch);
    const asAdmin = registry.connect(issuer);
    const isValid = () => registry.isValid(...question(issuer, batch, 0));

    await asAdmin.distrustOperator(issuer, operator, anchoredAt + 1);
    expect(await isValid()).to.equal(true);
    await asAdmin.distrustOperator(issuer, operator, anchoredAt);
    expect(await isValid()).to.equal(false);
    await asAdmin.distrustOperator(issuer, operator, anchoredAt + 1);
    expect(await isValid()).to.equal(true);
    expect((await registry.operatorOf(issuer, operator)).roles).to.equal(0n);
  });

  it('reverts when the caller is not the admin', async () => {
    const { registry, issuer, operator, rival } = await loadFixture(staffedIssuer);

    await expect(registry.connect(rival).distrustOperator(issuer, operator, 1))
      .to.be.revertedWithCustomError(registry, 'RegistryNotAdmin')
      .withArgs(issuer, rival);
  });

  it('reverts when the account was never an operator', async () => {
    const { registry, issuer, stranger } = await loadFixture(staffedIssuer);

    await expect(registry.connect(issuer).distrustOperator(issuer, stranger, 1))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(issuer, stranger);
  });
});

describe('operatorOf', () => {
  it('is empty for an account that was never authorised', async () => {
    const { registry, issuer, stranger } = await loadFixture(staffedIssuer);

    expect(await registry.operatorOf(issuer, stranger)).to.deep.equal([0n, 0n, 0n, 0n]);
  });
});

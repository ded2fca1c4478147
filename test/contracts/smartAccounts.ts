import { expect } from 'chai';
import type { ContractTransaction } from 'ethers';
import {
  ALL_ROLES,
  bitOf,
  DID,
  deployedRegistry,
  ethers,
  loadFixture,
  REASON,
  registeredIssuer,
} from './fixtures.ts';

const ROOT = ethers.id('batch of a smart account');

/** An issuer that is a smart account; `owner` sends its transactions and is nobody to the registry. */
async function smartIssuer() {
  const base = await deployedRegistry();
  const { registry, stranger: owner } = base;
  const account = await ethers.deployContract('SmartAccountMock', [owner.address]);
  const issuer = await account.getAddress();
  const send = async (transaction: Promise<ContractTransaction>) =>
    account.connect(owner).execute(registry, (await transaction).data);
  const registration = await send(registry.registerIssuer.populateTransaction(DID));
  return { ...base, owner, issuer, send, registration };
}

describe('a smart account', () => {
  it('registers itself, and not whoever sends its transactions', async () => {
    const { registry, owner, issuer, send, registration } = await loadFixture(smartIssuer);

    await expect(registration)
      .to.emit(registry, 'IssuerRegistered')
      .withArgs(issuer, DID)
      .and.to.emit(registry, 'OperatorAuthorized')
      .withArgs(issuer, issuer, ALL_ROLES);
    expect((await registry.issuerOf(issuer)).admin).to.equal(issuer);
    expect((await registry.operatorOf(issuer, issuer)).roles).to.equal(ALL_ROLES);
    expect((await registry.issuerOf(owner)).admin).to.equal(ethers.ZeroAddress);
    await expect(send(registry.registerIssuer.populateTransaction(DID)))
      .to.be.revertedWithCustomError(registry, 'RegistryIssuerExists')
      .withArgs(issuer);
  });

  it('acts as admin', async () => {
    const { registry, owner, issuer, send } = await loadFixture(smartIssuer);

    await expect(send(registry.setDid.populateTransaction(issuer, 'did:web:new.example')))
      .to.emit(registry, 'DidChanged')
      .withArgs(issuer, 'did:web:new.example');
    await send(registry.anchorBatch.populateTransaction(issuer, ROOT, 8));
    await expect(send(registry.withdrawBatch.populateTransaction(issuer, ROOT, REASON)))
      .to.emit(registry, 'BatchWithdrawn')
      .withArgs(issuer, ROOT, issuer, REASON);
    await send(registry.proposeAdmin.populateTransaction(issuer, owner.address));
    await expect(registry.connect(owner).acceptAdmin(issuer))
      .to.emit(registry, 'AdminChanged')
      .withArgs(issuer, issuer, owner);
  });

  it('acts as operator', async () => {
    const { registry, issuer, send } = await loadFixture(smartIssuer);
    const event = [issuer, ROOT, issuer, 0, bitOf(1), REASON];

    await expect(send(registry.anchorBatch.populateTransaction(issuer, ROOT, 8)))
      .to.emit(registry, 'BatchAnchored')
      .withArgs(issuer, ROOT, issuer, 8);
    await expect(send(registry.suspend.populateTransaction(issuer, ROOT, 0, bitOf(1), REASON)))
      .to.emit(registry, 'CredentialsSuspended')
      .withArgs(...event);
    await expect(send(registry.revoke.populateTransaction(issuer, ROOT, 0, bitOf(1), REASON)))
      .to.emit(registry, 'CredentialsRevoked')
      .withArgs(...event);
    await expect(send(registry.reinstate.populateTransaction(issuer, ROOT, 0, bitOf(1), REASON)))
      .to.emit(registry, 'CredentialsReinstated')
      .withArgs(...event)
      .and.to.emit(registry, 'RevocationsUndone')
      .withArgs(...event);
    await expect(
      send(registry.revokeMany.populateTransaction(issuer, ROOT, [{ word: 0, mask: bitOf(1) }], REASON)),
    )
      .to.emit(registry, 'CredentialsRevoked')
      .withArgs(...event);
  });

  it('accepts to be an admin', async () => {
    const { registry, stranger: owner, issuer } = await loadFixture(registeredIssuer);
    const account = await ethers.deployContract('SmartAccountMock', [owner.address]);
    await registry.connect(issuer).proposeAdmin(issuer, account);

    const data = registry.interface.encodeFunctionData('acceptAdmin', [issuer.address]);
    await expect(account.execute(registry, data))
      .to.emit(registry, 'AdminChanged')
      .withArgs(issuer, issuer, account);
    expect((await registry.issuerOf(issuer)).admin).to.equal(await account.getAddress());
  });

  it('gives nothing away to its sender’s authority: a contract that an admin calls cannot act for the admin', async () => {
    const { registry, issuer } = await loadFixture(registeredIssuer);
    const trap = await ethers.deployContract('SmartAccountMock', [issuer.address]);
    const calls = {
      RegistryNotAdmin: [
        registry.interface.encodeFunctionData('setDid', [issuer.address, 'did:web:trap.example']),
        registry.interface.encodeFunctionData('proposeAdmin', [issuer.address, await trap.getAddress()]),
        registry.interface.encodeFunctionData('withdrawBatch', [issuer.address, ROOT, REASON]),
      ],
      RegistryNotPendingAdmin: [registry.interface.encodeFunctionData('acceptAdmin', [issuer.address])],
      RegistryNotOperator: [
        registry.interface.encodeFunctionData('anchorBatch', [issuer.address, ROOT, 8]),
        registry.interface.encodeFunctionData('revoke', [issuer.address, ROOT, 0, 1, REASON]),
        registry.interface.encodeFunctionData('reinstate', [issuer.address, ROOT, 0, 1, REASON]),
      ],
    };

    for (const [error, data] of Object.entries(calls).flatMap(([name, all]) =>
      all.map((each) => [name, each] as const),
    )) {
      await expect(trap.connect(issuer).execute(registry, data))
        .to.be.revertedWithCustomError(registry, error)
        .withArgs(issuer, trap);
    }
  });
});

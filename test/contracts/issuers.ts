import { expect } from 'chai';
import {
  ALL_ROLES,
  anchoredBatch,
  DID,
  deployedRegistry,
  ethers,
  loadFixture,
  networkHelpers,
  question,
  registeredIssuer,
  staffedIssuer,
  time,
} from './fixtures.ts';

const NEW_DID = 'did:web:lakeside.edu';

describe('registerIssuer', () => {
  it('makes the caller an issuer, its own admin and first operator', async () => {
    const { registry, issuer } = await loadFixture(deployedRegistry);

    await expect(registry.connect(issuer).registerIssuer(DID))
      .to.emit(registry, 'IssuerRegistered')
      .withArgs(issuer, DID)
      .and.to.emit(registry, 'OperatorAuthorized')
      .withArgs(issuer, issuer, ALL_ROLES);

    const now = BigInt(await time.latest());
    expect(await registry.issuerOf(issuer)).to.deep.equal([issuer.address, ethers.ZeroAddress, [[DID, now]]]);
    expect(await registry.operatorOf(issuer, issuer)).to.deep.equal([ALL_ROLES, now, 0n, 0n]);
  });

  it('lets two issuers claim one DID: the DID document decides between them', async () => {
    const { registry, issuer, rival } = await loadFixture(registeredIssuer);

    await expect(registry.connect(rival).registerIssuer(DID)).to.emit(registry, 'IssuerRegistered');
    expect((await registry.issuerOf(issuer)).dids[0]?.did).to.equal(DID);
  });

  it('reverts when the caller is an issuer already', async () => {
    const { registry, issuer } = await loadFixture(registeredIssuer);

    await expect(registry.connect(issuer).registerIssuer(NEW_DID))
      .to.be.revertedWithCustomError(registry, 'RegistryIssuerExists')
      .withArgs(issuer);
  });

  it('reverts when the caller has handed its issuer to another admin', async () => {
    const { registry, issuer, stranger } = await loadFixture(registeredIssuer);
    await registry.connect(issuer).proposeAdmin(issuer, stranger);
    await registry.connect(stranger).acceptAdmin(issuer);

    await expect(registry.connect(issuer).registerIssuer(NEW_DID))
      .to.be.revertedWithCustomError(registry, 'RegistryIssuerExists')
      .withArgs(issuer);
  });

  for (const did of [
    '',
    'did:a:',
    'lakeside.example',
    'DID:web:lakeside.example',
    'did;web',
    `did:web:${'a'.repeat(248)}`,
  ]) {
    it(`reverts for ${did.length > 40 ? 'a DID of 256 bytes' : `“${did}”`}`, async () => {
      const { registry, issuer } = await loadFixture(deployedRegistry);

      await expect(registry.connect(issuer).registerIssuer(did))
        .to.be.revertedWithCustomError(registry, 'RegistryInvalidDid')
        .withArgs(did);
    });
  }

  for (const did of ['did:a:b', `did:web:${'a'.repeat(247)}`]) {
    it(`takes a DID of ${did.length} bytes`, async () => {
      const { registry, issuer } = await loadFixture(deployedRegistry);

      await registry.connect(issuer).registerIssuer(did);
      expect((await registry.issuerOf(issuer)).dids[0]?.did).to.equal(did);
    });
  }
});

describe('setDid', () => {
  it('adds to the history and leaves the old DID to what was anchored under it', async () => {
    const { registry, issuer, batch, registeredAt } = await loadFixture(anchoredBatch);

    await expect(registry.connect(issuer).setDid(issuer, NEW_DID))
      .to.emit(registry, 'DidChanged')
      .withArgs(issuer, NEW_DID);

    expect((await registry.issuerOf(issuer)).dids).to.deep.equal([
      [DID, BigInt(registeredAt)],
      [NEW_DID, BigInt(await time.latest())],
    ]);
    const state = await registry.credentialState(...question(issuer, batch, 0));
    expect([state.didAtAnchoring, state.didNow]).to.deep.equal([DID, NEW_DID]);
  });

  it('takes a DID that was in force before', async () => {
    const { registry, issuer } = await loadFixture(registeredIssuer);
    const asAdmin = registry.connect(issuer);
    await asAdmin.setDid(issuer, NEW_DID);
    await asAdmin.setDid(issuer, DID);

    const { dids } = await registry.issuerOf(issuer);
    expect(dids.map(({ did }) => did)).to.deep.equal([DID, NEW_DID, DID]);
  });

  for (const order of ['before', 'after']) {
    it(`counts for a batch anchored in the same block, ${order} it`, async () => {
      const { registry, issuer, operator, batch } = await loadFixture(staffedIssuer);

      await inOneBlock(async () => {
        const setDid = () => registry.connect(issuer).setDid(issuer, NEW_DID, { gasLimit: 500_000 });
        const anchor = () =>
          registry.connect(operator).anchorBatch(issuer, batch.root, batch.size, { gasLimit: 500_000 });
        // Equal fees: the block keeps the order of arrival.
        await (order === 'before' ? anchor() : setDid());
        await (order === 'before' ? setDid() : anchor());
      });

      const { anchoredAt } = await registry.batchOf(issuer, batch.root);
      expect((await registry.issuerOf(issuer)).dids[1]?.since).to.equal(anchoredAt);
      expect((await registry.credentialState(...question(issuer, batch, 0))).didAtAnchoring).to.equal(
        NEW_DID,
      );
    });
  }

  it('lets the last of two DIDs of one block count', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(staffedIssuer);

    await inOneBlock(async () => {
      await registry.connect(issuer).setDid(issuer, 'did:web:typo.example', { gasLimit: 500_000 });
      await registry.connect(issuer).setDid(issuer, NEW_DID, { gasLimit: 500_000 });
    });
    await registry.connect(operator).anchorBatch(issuer, batch.root, batch.size);

    expect((await registry.credentialState(...question(issuer, batch, 0))).didAtAnchoring).to.equal(NEW_DID);
  });

  it('reverts when the caller is an operator but not the admin', async () => {
    const { registry, issuer, operator } = await loadFixture(staffedIssuer);

    await expect(registry.connect(operator).setDid(issuer, NEW_DID))
      .to.be.revertedWithCustomError(registry, 'RegistryNotAdmin')
      .withArgs(issuer, operator);
  });

  it('reverts when the issuer is unknown', async () => {
    const { registry, stranger } = await loadFixture(deployedRegistry);

    await expect(registry.connect(stranger).setDid(stranger, NEW_DID))
      .to.be.revertedWithCustomError(registry, 'RegistryNotAdmin')
      .withArgs(stranger, stranger);
  });

  it('reverts for what is no DID', async () => {
    const { registry, issuer } = await loadFixture(registeredIssuer);

    await expect(registry.connect(issuer).setDid(issuer, 'https://lakeside.example'))
      .to.be.revertedWithCustomError(registry, 'RegistryInvalidDid')
      .withArgs('https://lakeside.example');
  });
});

describe('proposeAdmin', () => {
  it('changes nothing until the other accepts', async () => {
    const { registry, issuer, stranger } = await loadFixture(registeredIssuer);

    await expect(registry.connect(issuer).proposeAdmin(issuer, stranger))
      .to.emit(registry, 'AdminProposed')
      .withArgs(issuer, stranger);

    const { admin, pendingAdmin } = await registry.issuerOf(issuer);
    expect([admin, pendingAdmin]).to.deep.equal([issuer.address, stranger.address]);
    await expect(registry.connect(stranger).setDid(issuer, NEW_DID))
      .to.be.revertedWithCustomError(registry, 'RegistryNotAdmin')
      .withArgs(issuer, stranger);
  });

  it('is taken back by proposing nobody', async () => {
    const { registry, issuer, stranger } = await loadFixture(registeredIssuer);
    await registry.connect(issuer).proposeAdmin(issuer, stranger);

    await expect(registry.connect(issuer).proposeAdmin(issuer, ethers.ZeroAddress))
      .to.emit(registry, 'AdminProposed')
      .withArgs(issuer, ethers.ZeroAddress);
    await expect(registry.connect(stranger).acceptAdmin(issuer))
      .to.be.revertedWithCustomError(registry, 'RegistryNotPendingAdmin')
      .withArgs(issuer, stranger);
  });

  it('reverts when the caller is not the admin', async () => {
    const { registry, issuer, rival } = await loadFixture(staffedIssuer);

    await expect(registry.connect(rival).proposeAdmin(issuer, rival))
      .to.be.revertedWithCustomError(registry, 'RegistryNotAdmin')
      .withArgs(issuer, rival);
  });
});

describe('acceptAdmin', () => {
  it('hands the issuer over, once', async () => {
    const { registry, issuer, stranger } = await loadFixture(registeredIssuer);
    await registry.connect(issuer).proposeAdmin(issuer, stranger);

    await expect(registry.connect(stranger).acceptAdmin(issuer))
      .to.emit(registry, 'AdminChanged')
      .withArgs(issuer, issuer, stranger);

    const { admin, pendingAdmin } = await registry.issuerOf(issuer);
    expect([admin, pendingAdmin]).to.deep.equal([stranger.address, ethers.ZeroAddress]);
    await expect(registry.connect(stranger).acceptAdmin(issuer))
      .to.be.revertedWithCustomError(registry, 'RegistryNotPendingAdmin')
      .withArgs(issuer, stranger);
  });

  it('leaves the previous admin its roles as an operator, and no others', async () => {
    const { registry, issuer, stranger, batch } = await loadFixture(registeredIssuer);
    await registry.connect(issuer).proposeAdmin(issuer, stranger);
    await registry.connect(stranger).acceptAdmin(issuer);

    await expect(registry.connect(issuer).anchorBatch(issuer, batch.root, batch.size)).to.emit(
      registry,
      'BatchAnchored',
    );
    await expect(registry.connect(issuer).setDid(issuer, NEW_DID))
      .to.be.revertedWithCustomError(registry, 'RegistryNotAdmin')
      .withArgs(issuer, issuer);
    await expect(registry.connect(stranger).anchorBatch(issuer, ethers.id('other'), 1))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(issuer, stranger);
  });

  it('reverts when the caller was not proposed', async () => {
    const { registry, issuer, stranger, rival } = await loadFixture(registeredIssuer);
    await registry.connect(issuer).proposeAdmin(issuer, stranger);

    await expect(registry.connect(rival).acceptAdmin(issuer))
      .to.be.revertedWithCustomError(registry, 'RegistryNotPendingAdmin')
      .withArgs(issuer, rival);
  });

  it('reverts when the issuer is unknown', async () => {
    const { registry, stranger } = await loadFixture(deployedRegistry);

    await expect(registry.connect(stranger).acceptAdmin(stranger))
      .to.be.revertedWithCustomError(registry, 'RegistryNotPendingAdmin')
      .withArgs(stranger, stranger);
  });
});

describe('issuerOf', () => {
  it('is empty for an unknown issuer', async () => {
    const { registry, stranger } = await loadFixture(deployedRegistry);

    expect(await registry.issuerOf(stranger)).to.deep.equal([ethers.ZeroAddress, ethers.ZeroAddress, []]);
  });
});

async function inOneBlock(send: () => Promise<void>): Promise<void> {
  await ethers.provider.send('evm_setAutomine', [false]);
  try {
    await send();
    await networkHelpers.mine();
  } finally {
    await ethers.provider.send('evm_setAutomine', [true]);
  }
}

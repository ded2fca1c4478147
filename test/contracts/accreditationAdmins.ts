import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types';
import { expect } from 'chai';
import { deployedAccreditation, FROM, SCOPE, UNTIL } from './accreditationFixtures.ts';
import { ALL_ROLES, ethers, loadFixture } from './fixtures.ts';

/** The agency has vouched by its own key, then registered as an issuer and handed that to another admin. */
async function handedOver() {
  const base = await deployedAccreditation();
  const { registry, accreditation, agency, university, stranger: successor } = base;
  await accreditation.connect(agency).accredit(agency, university, FROM, UNTIL, SCOPE);
  await registry.connect(agency).registerIssuer('did:web:agency.example');
  await registry.connect(agency).proposeAdmin(agency, successor);
  await registry.connect(successor).acceptAdmin(agency);
  return { ...base, successor };
}

describe('who speaks for an accreditor', () => {
  it('is the address itself until it registers as an issuer, and its admin from then on', async () => {
    const { registry, accreditation, agency, university } = await loadFixture(deployedAccreditation);
    const grant = () => accreditation.connect(agency).accredit(agency, university, FROM, UNTIL, SCOPE);

    await grant();
    await registry.connect(agency).registerIssuer('did:web:agency.example');
    await expect(grant()).to.emit(accreditation, 'AccreditationGranted');
  });

  it('is the admin that it was handed to, for what was granted before too', async () => {
    const { accreditation, agency, university, successor } = await loadFixture(handedOver);
    const asSuccessor = accreditation.connect(successor);

    await expect(asSuccessor.accredit(agency, university, FROM, UNTIL, 'Renewed'))
      .to.emit(accreditation, 'AccreditationGranted')
      .withArgs(agency, university, FROM, UNTIL, 'Renewed');
    await expect(asSuccessor.endAccreditation(agency, university, FROM))
      .to.emit(accreditation, 'AccreditationEnded')
      .withArgs(agency, university, FROM);
  });

  it('is no longer the key that it was registered with', async () => {
    const { accreditation, agency, university } = await loadFixture(handedOver);
    const asAgency = accreditation.connect(agency);

    await expectNotAdmin(asAgency.accredit(agency, university, FROM, UNTIL, SCOPE), agency);
    await expectNotAdmin(asAgency.endAccreditation(agency, university, FROM), agency);
    await expectNotAdmin(asAgency.acceptAccreditation(agency, university), agency);

    async function expectNotAdmin(sent: Promise<unknown>, caller: HardhatEthersSigner) {
      await expect(sent)
        .to.be.revertedWithCustomError(accreditation, 'RegistryNotAdmin')
        .withArgs(agency, caller);
    }
  });

  it('is not an admin who was only proposed', async () => {
    const { registry, accreditation, university, agency, stranger } =
      await loadFixture(deployedAccreditation);
    await registry.connect(university).proposeAdmin(university, stranger);

    await expect(accreditation.connect(stranger).accredit(university, agency, FROM, UNTIL, SCOPE))
      .to.be.revertedWithCustomError(accreditation, 'RegistryNotAdmin')
      .withArgs(university, stranger);
  });

  it('is no operator, whatever its roles', async () => {
    const { registry, accreditation, university, agency, stranger } =
      await loadFixture(deployedAccreditation);
    await registry.connect(university).authorizeOperator(university, stranger, ALL_ROLES);

    await expect(accreditation.connect(stranger).accredit(university, agency, FROM, UNTIL, SCOPE))
      .to.be.revertedWithCustomError(accreditation, 'RegistryNotAdmin')
      .withArgs(university, stranger);
  });

  it('vouches for itself through an admin no more than directly', async () => {
    const { accreditation, agency, successor } = await loadFixture(handedOver);

    await expect(accreditation.connect(successor).accredit(agency, agency, FROM, UNTIL, SCOPE))
      .to.be.revertedWithCustomError(accreditation, 'RegistryInvalidIssuer')
      .withArgs(agency);
  });

  it('may be the same for accreditor and issuer: a verifier trusts addresses, not admins', async () => {
    const { accreditation, agency, successor } = await loadFixture(handedOver);
    const asSuccessor = accreditation.connect(successor);

    await asSuccessor.accredit(agency, successor, FROM, UNTIL, SCOPE);
    await asSuccessor.acceptAccreditation(successor, agency);
    expect(await accreditation.accreditorsOf(successor)).to.deep.equal([agency.address]);
  });

  it('can be a smart account', async () => {
    const { accreditation, university, stranger: owner } = await loadFixture(deployedAccreditation);
    const account = await ethers.deployContract('SmartAccountMock', [owner.address]);
    const call = accreditation.interface.encodeFunctionData('accredit', [
      await account.getAddress(),
      university.address,
      FROM,
      UNTIL,
      SCOPE,
    ]);

    await expect(account.execute(accreditation, call))
      .to.emit(accreditation, 'AccreditationGranted')
      .withArgs(account, university, FROM, UNTIL, SCOPE);
    await expect(accreditation.connect(owner).endAccreditation(account, university, FROM))
      .to.be.revertedWithCustomError(accreditation, 'RegistryNotAdmin')
      .withArgs(account, owner);
  });
});

describe('who speaks for an issuer', () => {
  it('is the admin that it was handed to', async () => {
    const { accreditation, agency, ministry, successor } = await loadFixture(handedOver);
    await accreditation.connect(ministry).accredit(ministry, agency, FROM, UNTIL, SCOPE);

    await expect(accreditation.connect(agency).acceptAccreditation(agency, ministry))
      .to.be.revertedWithCustomError(accreditation, 'RegistryNotAdmin')
      .withArgs(agency, agency);
    await expect(accreditation.connect(successor).acceptAccreditation(agency, ministry))
      .to.emit(accreditation, 'AccreditationAccepted')
      .withArgs(agency, ministry);
  });
});

describe('AccreditationRegistry', () => {
  it('names the registry that it asks', async () => {
    const { registry, accreditation } = await loadFixture(deployedAccreditation);

    expect(await accreditation.credentialRegistry()).to.equal(await registry.getAddress());
  });

  it('knows its own interface and ERC-165, and nothing else', async () => {
    const { accreditation } = await loadFixture(deployedAccreditation);
    const { interface: own } = await ethers.getContractAt('IAccreditationRegistry', accreditation);
    let interfaceId = 0n;
    own.forEachFunction(({ selector }) => {
      interfaceId ^= BigInt(selector);
    });

    expect(await accreditation.supportsInterface(ethers.toBeHex(interfaceId, 4))).to.equal(true);
    expect(await accreditation.supportsInterface('0x01ffc9a7')).to.equal(true);
    expect(await accreditation.supportsInterface('0xffffffff')).to.equal(false);
    expect(await accreditation.supportsInterface('0x84b0196e')).to.equal(false);
  });

  it('keeps no ether: neither plain nor with a call', async () => {
    const { accreditation, stranger } = await loadFixture(deployedAccreditation);

    await expect(stranger.sendTransaction({ to: accreditation, value: 1 })).to.be.revert(ethers);
    const data = accreditation.interface.encodeFunctionData('multicall', [[]]);
    await expect(stranger.sendTransaction({ to: accreditation, data, value: 1 })).to.be.revert(ethers);
  });

  it('has nobody in charge: no owner, proxy, pause or upgrade among its functions', async () => {
    const { accreditation } = await loadFixture(deployedAccreditation);
    const names: string[] = [];
    accreditation.interface.forEachFunction(({ name }) => names.push(name));

    expect(names.filter((name) => /owner|pause|upgrade|proxy|initialize/i.test(name))).to.deep.equal([]);
  });
});

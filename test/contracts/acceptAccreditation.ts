import { expect } from 'chai';
import {
  acceptedAccreditation,
  accreditedUniversity,
  deployedAccreditation,
  FROM,
  MAX_ACCREDITORS,
  SCOPE,
  UNTIL,
} from './accreditationFixtures.ts';
import { ethers, loadFixture, networkHelpers } from './fixtures.ts';

describe('acceptAccreditation', () => {
  it('lists the accreditor with the issuer', async () => {
    const { accreditation, agency, university } = await loadFixture(accreditedUniversity);
    expect(await accreditation.accreditorsOf(university)).to.deep.equal([]);

    await expect(accreditation.connect(university).acceptAccreditation(university, agency))
      .to.emit(accreditation, 'AccreditationAccepted')
      .withArgs(university, agency);

    expect(await accreditation.accreditorsOf(university)).to.deep.equal([agency.address]);
    expect((await accreditation.accreditation(agency, university)).accepted).to.equal(true);
  });

  it('lists several in the order in which they were accepted, each for itself', async () => {
    const { accreditation, agency, ministry, university } = await loadFixture(accreditedUniversity);
    await accreditation.connect(ministry).accredit(ministry, university, FROM, UNTIL, SCOPE);

    await accreditation.connect(university).acceptAccreditation(university, ministry);
    expect((await accreditation.accreditation(agency, university)).accepted).to.equal(false);
    await accreditation.connect(university).acceptAccreditation(university, agency);

    expect(await accreditation.accreditorsOf(university)).to.deep.equal([ministry.address, agency.address]);
  });

  it('holds for later periods too, and outlives the end of all', async () => {
    const { accreditation, agency, university } = await loadFixture(acceptedAccreditation);
    await accreditation.connect(agency).endAccreditation(agency, university, 0);
    expect(await accreditation.accreditorsOf(university)).to.deep.equal([agency.address]);

    await accreditation.connect(agency).accredit(agency, university, FROM, UNTIL, 'Anew');

    const [voucher] = await accreditation.vouchersAt(university, FROM);
    expect(voucher?.accreditation.scope).to.equal('Anew');
  });

  it('takes an accreditation that is over: it held for what was anchored then', async () => {
    const { accreditation, agency, university } = await loadFixture(deployedAccreditation);
    await accreditation.connect(agency).accredit(agency, university, 1, 2, SCOPE);

    await expect(accreditation.connect(university).acceptAccreditation(university, agency)).to.emit(
      accreditation,
      'AccreditationAccepted',
    );
  });

  it('is for an address itself that is no registered issuer', async () => {
    const { accreditation, agency, ministry } = await loadFixture(deployedAccreditation);
    await accreditation.connect(ministry).accredit(ministry, agency, FROM, UNTIL, SCOPE);

    await expect(accreditation.connect(agency).acceptAccreditation(agency, ministry))
      .to.emit(accreditation, 'AccreditationAccepted')
      .withArgs(agency, ministry);
  });

  it('reverts when the caller is not the issuer’s admin, not even for the accreditor', async () => {
    const { accreditation, agency, university, stranger } = await loadFixture(accreditedUniversity);

    for (const caller of [stranger, agency]) {
      await expect(accreditation.connect(caller).acceptAccreditation(university, agency))
        .to.be.revertedWithCustomError(accreditation, 'RegistryNotAdmin')
        .withArgs(university, caller);
    }
  });

  it('reverts for one who has never vouched for the issuer, whoever else it vouched for', async () => {
    const { accreditation, agency, university, rival, stranger } = await loadFixture(accreditedUniversity);

    await expect(accreditation.connect(university).acceptAccreditation(university, stranger))
      .to.be.revertedWithCustomError(accreditation, 'RegistryNotAccredited')
      .withArgs(stranger, university);
    await expect(accreditation.connect(rival).acceptAccreditation(rival, agency))
      .to.be.revertedWithCustomError(accreditation, 'RegistryNotAccredited')
      .withArgs(agency, rival);
  });

  it('reverts when accepted already', async () => {
    const { accreditation, agency, university } = await loadFixture(acceptedAccreditation);

    await expect(accreditation.connect(university).acceptAccreditation(university, agency))
      .to.be.revertedWithCustomError(accreditation, 'RegistryAlreadyAccepted')
      .withArgs(university, agency);
  });

  it('takes 64 accreditors and reverts for one more', async () => {
    const { accreditation, agency, university } = await loadFixture(accreditedUniversity);
    const accept = (accreditor: string) =>
      accreditation.connect(university).acceptAccreditation(university, accreditor);
    const accreditors: string[] = [];
    for (let number = 1; number <= MAX_ACCREDITORS; number++) {
      const accreditor = ethers.toBeHex(0xacc00000 + number, 20);
      await networkHelpers.impersonateAccount(accreditor);
      await networkHelpers.setBalance(accreditor, ethers.parseEther('1'));
      const signer = await ethers.getSigner(accreditor);
      await accreditation.connect(signer).accredit(accreditor, university, FROM, UNTIL, SCOPE);
      await accept(accreditor);
      accreditors.push(ethers.getAddress(accreditor));
    }

    await expect(accept(agency.address))
      .to.be.revertedWithCustomError(accreditation, 'RegistryLimitReached')
      .withArgs(MAX_ACCREDITORS);
    expect(await accreditation.accreditorsOf(university)).to.deep.equal(accreditors);
  });
});

import { expect } from 'chai';
import {
  accreditedUniversity,
  deployedAccreditation,
  FROM,
  NO_END,
  SCOPE,
  UNTIL,
} from './accreditationFixtures.ts';
import { loadFixture, time } from './fixtures.ts';

describe('endAccreditation', () => {
  for (const [when, end, until] of [
    ['in the last second of the period', UNTIL - 1, UNTIL - 1],
    ['within the period', FROM + 1000, FROM + 1000],
    ['a second after the period began', FROM + 1, FROM + 1],
    ['at the beginning of the period', FROM, FROM],
    ['before the period', FROM - 1, FROM],
    ['at the beginning of time', 0, FROM],
  ] as const) {
    it(`cuts off what a time ${when} leaves over`, async () => {
      const { accreditation, agency, university, grantedAt } = await loadFixture(accreditedUniversity);

      await expect(accreditation.connect(agency).endAccreditation(agency, university, end))
        .to.emit(accreditation, 'AccreditationEnded')
        .withArgs(agency, university, end);

      const { periods } = await accreditation.accreditation(agency, university);
      expect(periods).to.deep.equal([[BigInt(FROM), BigInt(until), grantedAt, SCOPE]]);
      expect(await accreditation.wasAccredited(agency, university, until)).to.equal(false);
      expect(await accreditation.wasAccredited(agency, university, FROM)).to.equal(until > FROM);
      expect(await accreditation.wasAccredited(agency, university, until - 1)).to.equal(until > FROM);
    });
  }

  for (const [when, end] of [
    ['at the end of the period', UNTIL],
    ['after the period', UNTIL + 1],
    ['at the end of time', NO_END],
  ] as const) {
    it(`reverts for a time ${when}, which would end nothing`, async () => {
      const { accreditation, agency, university } = await loadFixture(accreditedUniversity);

      await expect(accreditation.connect(agency).endAccreditation(agency, university, end))
        .to.be.revertedWithCustomError(accreditation, 'RegistryNothingToEnd')
        .withArgs(agency, university, end);
    });
  }

  it('cuts off every period that lasts beyond the time, and no other', async () => {
    const { accreditation, agency, university } = await loadFixture(accreditedUniversity);
    const asAgency = accreditation.connect(agency);
    await asAgency.accredit(agency, university, FROM - 100, FROM + 50, 'Ended before');
    await asAgency.accredit(agency, university, FROM + 200, NO_END, 'Not begun');
    await asAgency.accredit(agency, university, FROM + 50, FROM + 101, 'One second too long');

    await asAgency.endAccreditation(agency, university, FROM + 100);

    const { periods } = await accreditation.accreditation(agency, university);
    expect(periods.map(({ validFrom, validUntil }) => [validFrom, validUntil])).to.deep.equal(
      [
        [FROM, FROM + 100],
        [FROM - 100, FROM + 50],
        [FROM + 200, FROM + 200],
        [FROM + 50, FROM + 100],
      ].map((period) => period.map(BigInt)),
    );
  });

  it('can end earlier again, but never makes a period longer', async () => {
    const { accreditation, agency, university } = await loadFixture(accreditedUniversity);
    const asAgency = accreditation.connect(agency);
    await asAgency.endAccreditation(agency, university, FROM + 100);

    for (const later of [FROM + 100, FROM + 101, UNTIL]) {
      await expect(asAgency.endAccreditation(agency, university, later))
        .to.be.revertedWithCustomError(accreditation, 'RegistryNothingToEnd')
        .withArgs(agency, university, later);
    }
    await asAgency.endAccreditation(agency, university, FROM + 50);
    const { periods } = await accreditation.accreditation(agency, university);
    expect(periods[0]?.validUntil).to.equal(BigInt(FROM + 50));
  });

  it('reverts for what was taken back altogether before, even for an earlier time', async () => {
    const { accreditation, agency, university } = await loadFixture(accreditedUniversity);
    await accreditation.connect(agency).endAccreditation(agency, university, FROM);

    for (const end of [FROM, FROM - 1, 0]) {
      await expect(accreditation.connect(agency).endAccreditation(agency, university, end))
        .to.be.revertedWithCustomError(accreditation, 'RegistryNothingToEnd')
        .withArgs(agency, university, end);
    }
  });

  it('leaves what is granted afterwards alone', async () => {
    const { accreditation, agency, university } = await loadFixture(accreditedUniversity);
    await accreditation.connect(agency).endAccreditation(agency, university, FROM);
    await accreditation.connect(agency).accredit(agency, university, FROM, UNTIL, 'Anew');

    expect(await accreditation.wasAccredited(agency, university, UNTIL - 1)).to.equal(true);
  });

  it('touches no other accreditor and no other issuer', async () => {
    const { accreditation, agency, ministry, university, rival } = await loadFixture(accreditedUniversity);
    await accreditation.connect(ministry).accredit(ministry, university, FROM, UNTIL, SCOPE);
    await accreditation.connect(agency).accredit(agency, rival, FROM, UNTIL, SCOPE);

    await accreditation.connect(agency).endAccreditation(agency, university, 0);

    expect(await accreditation.wasAccredited(agency, university, FROM)).to.equal(false);
    expect(await accreditation.wasAccredited(ministry, university, UNTIL - 1)).to.equal(true);
    expect(await accreditation.wasAccredited(agency, rival, UNTIL - 1)).to.equal(true);
  });

  it('reverts when nothing was ever granted', async () => {
    const { accreditation, agency, university } = await loadFixture(deployedAccreditation);

    await expect(accreditation.connect(agency).endAccreditation(agency, university, 0))
      .to.be.revertedWithCustomError(accreditation, 'RegistryNothingToEnd')
      .withArgs(agency, university, 0);
  });

  it('reverts when the caller is not the accreditor, not even for the issuer', async () => {
    const { accreditation, agency, university, stranger } = await loadFixture(accreditedUniversity);

    for (const caller of [stranger, university]) {
      await expect(accreditation.connect(caller).endAccreditation(agency, university, 0))
        .to.be.revertedWithCustomError(accreditation, 'RegistryNotAdmin')
        .withArgs(agency, caller);
    }
  });

  it('can announce an end that is still to come', async () => {
    const { accreditation, agency, university } = await loadFixture(deployedAccreditation);
    const now = await time.latest();
    await accreditation.connect(agency).accredit(agency, university, now, NO_END, SCOPE);

    await accreditation.connect(agency).endAccreditation(agency, university, now + 86_400);

    expect(await accreditation.wasAccredited(agency, university, now + 86_399)).to.equal(true);
    expect(await accreditation.wasAccredited(agency, university, now + 86_400)).to.equal(false);
  });
});

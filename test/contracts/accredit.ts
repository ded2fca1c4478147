import { expect } from 'chai';
import {
  accreditedUniversity,
  deployedAccreditation,
  FROM,
  MAX_PERIODS,
  NO_END,
  SCOPE,
  UNTIL,
} from './accreditationFixtures.ts';
import { ethers, loadFixture, time } from './fixtures.ts';

const { ZeroAddress } = ethers;

describe('accredit', () => {
  it('puts a period on record, with the time at which it was granted', async () => {
    const { accreditation, agency, university } = await loadFixture(deployedAccreditation);

    await expect(accreditation.connect(agency).accredit(agency, university, FROM, UNTIL, SCOPE))
      .to.emit(accreditation, 'AccreditationGranted')
      .withArgs(agency, university, FROM, UNTIL, SCOPE);

    expect(await accreditation.accreditation(agency, university)).to.deep.equal([
      false,
      [[BigInt(FROM), BigInt(UNTIL), BigInt(await time.latest()), SCOPE]],
    ]);
  });

  it('keeps earlier periods, oldest grant first', async () => {
    const { accreditation, agency, university, grantedAt } = await loadFixture(accreditedUniversity);

    await accreditation.connect(agency).accredit(agency, university, UNTIL, NO_END, 'Medicine');
    const renewedAt = BigInt(await time.latest());
    await accreditation.connect(agency).accredit(agency, university, 0, 1, 'Law');

    const { periods } = await accreditation.accreditation(agency, university);
    expect(periods).to.deep.equal([
      [BigInt(FROM), BigInt(UNTIL), grantedAt, SCOPE],
      [BigInt(UNTIL), BigInt(NO_END), renewedAt, 'Medicine'],
      [0n, 1n, BigInt(await time.latest()), 'Law'],
    ]);
  });

  it('takes an accreditor and an issuer of which the CredentialRegistry knows nothing', async () => {
    const { accreditation, agency, ministry } = await loadFixture(deployedAccreditation);

    await expect(accreditation.connect(ministry).accredit(ministry, agency, FROM, UNTIL, SCOPE))
      .to.emit(accreditation, 'AccreditationGranted')
      .withArgs(ministry, agency, FROM, UNTIL, SCOPE);
  });

  it('goes through multicall, a whole list of issuers at once', async () => {
    const { accreditation, agency, university, rival } = await loadFixture(deployedAccreditation);
    const calls = [university, rival].map(({ address }) =>
      accreditation.interface.encodeFunctionData('accredit', [agency.address, address, FROM, UNTIL, SCOPE]),
    );

    await expect(accreditation.connect(agency).multicall(calls))
      .to.emit(accreditation, 'AccreditationGranted')
      .withArgs(agency, university, FROM, UNTIL, SCOPE)
      .and.to.emit(accreditation, 'AccreditationGranted')
      .withArgs(agency, rival, FROM, UNTIL, SCOPE);
  });

  it('reverts when the caller is not the accreditor', async () => {
    const { accreditation, agency, university, stranger } = await loadFixture(deployedAccreditation);

    for (const caller of [stranger, university]) {
      await expect(accreditation.connect(caller).accredit(agency, university, FROM, UNTIL, SCOPE))
        .to.be.revertedWithCustomError(accreditation, 'RegistryNotAdmin')
        .withArgs(agency, caller);
    }
  });

  it('reverts for the zero address as accreditor', async () => {
    const { accreditation, university, stranger } = await loadFixture(deployedAccreditation);

    await expect(accreditation.connect(stranger).accredit(ZeroAddress, university, FROM, UNTIL, SCOPE))
      .to.be.revertedWithCustomError(accreditation, 'RegistryNotAdmin')
      .withArgs(ZeroAddress, stranger);
  });

  it('reverts for the accreditor itself and for the zero address', async () => {
    const { accreditation, agency } = await loadFixture(deployedAccreditation);

    for (const issuer of [agency.address, ZeroAddress]) {
      await expect(accreditation.connect(agency).accredit(agency, issuer, FROM, UNTIL, SCOPE))
        .to.be.revertedWithCustomError(accreditation, 'RegistryInvalidIssuer')
        .withArgs(issuer);
    }
  });

  it('reverts for an empty or backward period, and takes one of a second', async () => {
    const { accreditation, agency, university } = await loadFixture(deployedAccreditation);
    const asAgency = accreditation.connect(agency);

    for (const [from, until] of [
      [FROM, FROM],
      [FROM, FROM - 1],
      [NO_END, 0],
      [0, 0],
    ] as const) {
      await expect(asAgency.accredit(agency, university, from, until, SCOPE))
        .to.be.revertedWithCustomError(accreditation, 'RegistryInvalidPeriod')
        .withArgs(from, until);
    }
    await expect(asAgency.accredit(agency, university, FROM, FROM + 1, SCOPE)).to.emit(
      accreditation,
      'AccreditationGranted',
    );
  });

  it('takes a scope of 1 to 256 bytes and reverts for others', async () => {
    const { accreditation, agency, university } = await loadFixture(deployedAccreditation);
    const asAgency = accreditation.connect(agency);

    for (const scope of ['', 'x'.repeat(257), 'é'.repeat(129)]) {
      await expect(asAgency.accredit(agency, university, FROM, UNTIL, scope))
        .to.be.revertedWithCustomError(accreditation, 'RegistryInvalidScope')
        .withArgs(ethers.toUtf8Bytes(scope).length);
    }
    for (const scope of ['x', 'é'.repeat(128)]) {
      await expect(asAgency.accredit(agency, university, FROM, UNTIL, scope))
        .to.emit(accreditation, 'AccreditationGranted')
        .withArgs(agency, university, FROM, UNTIL, scope);
    }
  });
});

describe('the limit of periods', () => {
  async function fullList() {
    const base = await deployedAccreditation();
    const { accreditation, agency, university } = base;
    const grant = (number: number) =>
      accreditation.interface.encodeFunctionData('accredit', [
        agency.address,
        university.address,
        FROM + number,
        UNTIL,
        `Grant ${number}`,
      ]);
    await accreditation
      .connect(agency)
      .multicall(Array.from({ length: MAX_PERIODS }, (_, number) => grant(number)));
    return base;
  }

  it('reverts for one more than 64, and for that issuer alone', async () => {
    const { accreditation, agency, university, rival } = await loadFixture(fullList);

    await expect(accreditation.connect(agency).accredit(agency, university, FROM, UNTIL, SCOPE))
      .to.be.revertedWithCustomError(accreditation, 'RegistryLimitReached')
      .withArgs(MAX_PERIODS);
    await expect(accreditation.connect(agency).accredit(agency, rival, FROM, UNTIL, SCOPE)).to.emit(
      accreditation,
      'AccreditationGranted',
    );
  });

  it('reverts as long as something of each period is left', async () => {
    const { accreditation, agency, university } = await loadFixture(fullList);
    await accreditation.connect(agency).endAccreditation(agency, university, FROM + MAX_PERIODS);

    await expect(accreditation.connect(agency).accredit(agency, university, FROM, UNTIL, SCOPE))
      .to.be.revertedWithCustomError(accreditation, 'RegistryLimitReached')
      .withArgs(MAX_PERIODS);
  });

  it('counts no period that was taken back altogether, and keeps the others in order', async () => {
    const { accreditation, agency, university } = await loadFixture(fullList);
    const { periods: before } = await accreditation.accreditation(agency, university);
    await accreditation.connect(agency).endAccreditation(agency, university, FROM + 2);
    expect((await accreditation.accreditation(agency, university)).periods).to.have.length(MAX_PERIODS);

    await accreditation.connect(agency).accredit(agency, university, FROM, UNTIL, SCOPE);

    const { periods } = await accreditation.accreditation(agency, university);
    const [first, second] = before;
    expect(periods).to.deep.equal([
      [BigInt(FROM), BigInt(FROM + 2), first?.grantedAt, 'Grant 0'],
      [BigInt(FROM + 1), BigInt(FROM + 2), second?.grantedAt, 'Grant 1'],
      [BigInt(FROM), BigInt(UNTIL), BigInt(await time.latest()), SCOPE],
    ]);
  });

  it('moves what is left up over the places that became free', async () => {
    const { accreditation, agency, university } = await loadFixture(deployedAccreditation);
    const asAgency = accreditation.connect(agency);
    const expected: string[] = [];
    for (let number = 0; number < MAX_PERIODS; number++) {
      // Every third one begins too late to outlive the end below.
      const from = number % 3 === 0 ? UNTIL : FROM;
      await asAgency.accredit(agency, university, from, NO_END, `Grant ${number}`);
      if (from === FROM) expected.push(`Grant ${number}`);
    }
    await asAgency.endAccreditation(agency, university, UNTIL);

    await asAgency.accredit(agency, university, FROM, UNTIL, SCOPE);

    const { periods } = await accreditation.accreditation(agency, university);
    expect(periods.map(({ scope }) => scope)).to.deep.equal([...expected, SCOPE]);
    expect(periods.every(({ validFrom, validUntil }) => validFrom < validUntil)).to.equal(true);
  });
});

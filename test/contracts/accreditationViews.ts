import { expect } from 'chai';
import { globalOptions } from 'hardhat';
import {
  acceptedAccreditation,
  accreditedUniversity,
  deployedAccreditation,
  FROM,
  MAX_ACCREDITORS,
  MAX_PERIODS,
  NO_END,
  SCOPE,
  UNTIL,
} from './accreditationFixtures.ts';
import { ethers, loadFixture, networkHelpers, time } from './fixtures.ts';

/** What `accreditationAt` answers when there is none. */
const NONE = [0n, 0n, 0n, ''];
/** The most that one transaction may use on Ethereum (EIP-7825); endpoints allow calls at least as much. */
const TRANSACTION_LIMIT = 2n ** 24n;

describe('wasAccredited', () => {
  for (const [when, at, expected] of [
    ['a second before the period', FROM - 1, false],
    ['in its first second', FROM, true],
    ['in its last second', UNTIL - 1, true],
    ['in the first second after it', UNTIL, false],
    ['at the beginning of time', 0, false],
    ['at the end of time', NO_END, false],
  ] as const) {
    it(`is ${expected} ${when}`, async () => {
      const { accreditation, agency, university } = await loadFixture(accreditedUniversity);

      expect(await accreditation.wasAccredited(agency, university, at)).to.equal(expected);
    });
  }

  it('does not depend on today’s date', async () => {
    const { accreditation, agency, university } = await loadFixture(accreditedUniversity);
    await time.increaseTo(UNTIL + 1);

    expect(await accreditation.wasAccredited(agency, university, FROM)).to.equal(true);
  });

  it('counts any of several periods, and none of the gaps', async () => {
    const { accreditation, agency, university } = await loadFixture(accreditedUniversity);
    await accreditation.connect(agency).accredit(agency, university, UNTIL + 10, UNTIL + 20, SCOPE);
    await accreditation.connect(agency).accredit(agency, university, FROM - 10, FROM - 5, SCOPE);

    const times = [
      FROM - 11,
      FROM - 10,
      FROM - 5,
      FROM,
      UNTIL,
      UNTIL + 9,
      UNTIL + 10,
      UNTIL + 19,
      UNTIL + 20,
    ];
    const answers = await Promise.all(times.map((at) => accreditation.wasAccredited(agency, university, at)));
    expect(answers).to.deep.equal([false, true, false, true, false, false, true, true, false]);
  });

  it('knows who vouched for whom, and not the other way round', async () => {
    const { accreditation, agency, ministry, university, rival } = await loadFixture(accreditedUniversity);

    expect(await accreditation.wasAccredited(university, agency, FROM)).to.equal(false);
    expect(await accreditation.wasAccredited(agency, rival, FROM)).to.equal(false);
    expect(await accreditation.wasAccredited(ministry, university, FROM)).to.equal(false);
  });

  it('does not ask whether the issuer has accepted', async () => {
    const { accreditation, agency, university } = await loadFixture(accreditedUniversity);

    expect((await accreditation.accreditation(agency, university)).accepted).to.equal(false);
    expect(await accreditation.wasAccredited(agency, university, FROM)).to.equal(true);
  });
});

describe('accreditationAt', () => {
  it('tells the period in force, and zeros for none', async () => {
    const { accreditation, agency, university, grantedAt } = await loadFixture(accreditedUniversity);

    expect(await accreditation.accreditationAt(agency, university, UNTIL - 1)).to.deep.equal([
      BigInt(FROM),
      BigInt(UNTIL),
      grantedAt,
      SCOPE,
    ]);
    for (const at of [FROM - 1, UNTIL]) {
      expect(await accreditation.accreditationAt(agency, university, at)).to.deep.equal(NONE);
    }
    expect(await accreditation.accreditationAt(university, agency, FROM)).to.deep.equal(NONE);
  });

  it('tells the latest granted of two in force, whatever they last', async () => {
    const { accreditation, agency, university } = await loadFixture(accreditedUniversity);
    await accreditation.connect(agency).accredit(agency, university, FROM + 10, FROM + 20, 'Narrower');

    const scopes = await Promise.all(
      [FROM + 9, FROM + 10, FROM + 19, FROM + 20].map(
        async (at) => (await accreditation.accreditationAt(agency, university, at)).scope,
      ),
    );
    expect(scopes).to.deep.equal([SCOPE, 'Narrower', 'Narrower', SCOPE]);
  });
});

describe('vouchersAt', () => {
  it('names the accepted accreditors whose word held then, in the order of acceptance', async () => {
    const { accreditation, agency, ministry, university, rival } = await loadFixture(acceptedAccreditation);
    const asUniversity = accreditation.connect(university);
    await accreditation.connect(rival).accredit(rival, university, UNTIL, NO_END, 'Later');
    await asUniversity.acceptAccreditation(university, rival);
    await accreditation.connect(ministry).accredit(ministry, university, FROM + 10, NO_END, 'From above');
    await asUniversity.acceptAccreditation(university, ministry);
    const named = async (at: number) =>
      (await accreditation.vouchersAt(university, at)).map(({ accreditor, accreditation: { scope } }) => [
        accreditor,
        scope,
      ]);

    expect(await named(FROM - 1)).to.deep.equal([]);
    expect(await named(FROM)).to.deep.equal([[agency.address, SCOPE]]);
    expect(await named(UNTIL - 1)).to.deep.equal([
      [agency.address, SCOPE],
      [ministry.address, 'From above'],
    ]);
    expect(await named(UNTIL)).to.deep.equal([
      [rival.address, 'Later'],
      [ministry.address, 'From above'],
    ]);
  });

  it('gives the same accreditation as accreditationAt', async () => {
    const { accreditation, agency, university } = await loadFixture(acceptedAccreditation);
    await accreditation.connect(agency).accredit(agency, university, FROM, UNTIL, 'Renewed');

    const [voucher] = await accreditation.vouchersAt(university, FROM);
    expect(voucher?.accreditation).to.deep.equal(
      await accreditation.accreditationAt(agency, university, FROM),
    );
    expect(voucher?.accreditation.scope).to.equal('Renewed');
  });

  it('leaves out whom the issuer has not accepted', async () => {
    const { accreditation, university } = await loadFixture(accreditedUniversity);

    expect(await accreditation.vouchersAt(university, FROM)).to.deep.equal([]);
  });

  // Under coverage the contracts are instrumented, which costs gas of its own.
  if (!globalOptions.coverage) {
    it('stays within one transaction’s gas when every list is full', async () => {
      const { accreditation, university } = await loadFixture(deployedAccreditation);
      const scope = 'x'.repeat(256);
      for (let number = 1; number <= MAX_ACCREDITORS; number++) {
        const accreditor = ethers.toBeHex(0xacc00000 + number, 20);
        await networkHelpers.impersonateAccount(accreditor);
        await networkHelpers.setBalance(accreditor, ethers.parseEther('10'));
        const asAccreditor = accreditation.connect(await ethers.getSigner(accreditor));
        // The one in force comes last to be looked at: the oldest.
        const grants = Array.from({ length: MAX_PERIODS }, (_, period) =>
          accreditation.interface.encodeFunctionData('accredit', [
            accreditor,
            university.address,
            period === 0 ? FROM : 0,
            period === 0 ? UNTIL : 1,
            period === 0 ? scope : 'x',
          ]),
        );
        await asAccreditor.multicall(grants);
        await accreditation.connect(university).acceptAccreditation(university, accreditor);
      }

      expect(await accreditation.vouchersAt(university, FROM)).to.have.length(MAX_ACCREDITORS);
      const meter = await ethers.deployContract('GasMeter');
      const data = accreditation.interface.encodeFunctionData('vouchersAt', [university.address, FROM]);
      expect(await meter.measure(accreditation, data)).to.be.below(TRANSACTION_LIMIT);
    });
  }
});

describe('accreditation', () => {
  it('is empty for two who have nothing to do with each other', async () => {
    const { accreditation, university, stranger } = await loadFixture(deployedAccreditation);

    expect(await accreditation.accreditation(stranger, university)).to.deep.equal([false, []]);
    expect(await accreditation.accreditorsOf(stranger)).to.deep.equal([]);
    expect(await accreditation.vouchersAt(stranger, FROM)).to.deep.equal([]);
    expect(await accreditation.wasAccredited(stranger, university, FROM)).to.equal(false);
  });
});

import { expect } from 'chai';
import type { Address } from 'viem';
import { readAccreditationRecord } from '#core/accreditationRecords';
import {
  accountOf,
  type CommandChain,
  callAs,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';

const [ISSUER, AGENCY, MINISTRY, ADMIN] = [1, 2, 3, 4].map((index) => accountOf(index).address) as [
  Address,
  Address,
  Address,
  Address,
];
const SCOPE = 'Lakeside Polytechnic, for further education';

/** How the list shows one pair. */
interface Listed {
  address: string;
  did: string | null;
  vouchedForBy: { accreditor: string; accepted: boolean; inForce: boolean; periods: object[] }[];
  vouchesFor: { issuer: string; accepted: boolean; inForce: boolean; periods: object[] }[];
}

describe('accreditation grant, accept, end and list', () => {
  let chain: CommandChain;
  let workspace: Workspace;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    await registerIssuer(chain, 1);
    await registerIssuer(chain, 2, 'did:web:agency.example');
    // The agency's keys have changed: another key is its admin.
    await callAs(chain, 2, 'proposeAdmin', [AGENCY, ADMIN]);
    await callAs(chain, 4, 'acceptAdmin', [AGENCY]);
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  const accreditation = (...words: string[]) => workspace.run('accreditation', ...words);
  const asAgency = ['--accreditor', AGENCY, '--account', '4'];
  const record = (accreditor: Address, issuer: Address) =>
    readAccreditationRecord(chain.client, chain.deployment, { accreditor, issuer });
  const NEXT_VERIFIERS = (accreditor: string) =>
    `It counts with verifiers who trust ${accreditor}, or somebody above it: “trustedAccreditors” in their deployments/31337.json, or credential verify --trust.\n`;

  it('grants for a time and within a scope, and says who has to do what next', async () => {
    const period = ['--from', '2026-09-01T00:00:00Z', '--until', '2031-09-01T00:00:00Z'];
    const result = await accreditation('grant', ISSUER, '--scope', SCOPE, ...period, ...asAgency);

    expect(result).to.deep.equal({
      exitCode: 0,
      stdout: `${AGENCY} vouches for ${ISSUER} from 2026-09-01T00:00:00Z until 2031-09-01T00:00:00Z: “${SCOPE}”\nThe issuer is listed with it once its admin accepts:\n  npx hardhat accreditation accept ${AGENCY}\n${NEXT_VERIFIERS(AGENCY)}`,
      stderr: '',
    });
    const { isAccepted, periods } = await record(AGENCY, ISSUER);
    expect({ isAccepted, periods: periods.map(({ grantedAt: _, ...rest }) => rest) }).to.eql({
      isAccepted: false,
      periods: [
        {
          validFrom: Date.UTC(2026, 8, 1) / 1000,
          validUntil: Date.UTC(2031, 8, 1) / 1000,
          scope: SCOPE,
        },
      ],
    });
  });

  it('sends nothing for what is granted already', async () => {
    const words = ['--scope', SCOPE, '--from', '2027-01-01T00:00:00Z', '--until', '2028-01-01T00:00:00Z'];
    const { document, stderr } = await workspace.json<object>(
      ...['accreditation', 'grant', ISSUER, ...words, ...asAgency],
    );

    expect(document).to.eql({
      accreditor: AGENCY,
      issuer: ISSUER,
      validFrom: Date.UTC(2027, 0, 1) / 1000,
      validUntil: Date.UTC(2028, 0, 1) / 1000,
      scope: SCOPE,
      accepted: false,
      transactionHash: null,
    });
    expect(stderr).to.include('It did so already: nothing was sent.');
    expect((await record(AGENCY, ISSUER)).periods).to.have.lengthOf(1);
  });

  it('grants from now on and without an end, to an address that is no issuer yet, with a warning', async () => {
    const { document, stderr, exitCode } = await workspace.json<Record<string, unknown>>(
      ...['accreditation', 'grant', accountOf(9).address, '--scope', 'all', '--account', '3'],
    );

    expect(exitCode).to.equal(0);
    expect(stderr).to.match(
      /^0xa0Ee7A142d267C1f36714E4a8F75612F20a79720 is not a registered issuer on the local chain: check the address\. The accreditation counts once it is one\.\n/,
    );
    const { validFrom, transactionHash, ...rest } = document;
    expect(rest).to.eql({
      accreditor: MINISTRY,
      issuer: accountOf(9).address,
      validUntil: null,
      scope: 'all',
      accepted: false,
    });
    expect(validFrom).to.be.within(Date.now() / 1000 - 30, Date.now() / 1000);
    expect(transactionHash).to.match(/^0x[0-9a-f]{64}$/);
  });

  it('accepts once, and says so plainly when there is nothing to do', async () => {
    const first = await accreditation('accept', AGENCY, '--account', '1');
    const second = await accreditation('accept', AGENCY, '--account', '1');

    expect(first).to.deep.equal({
      exitCode: 0,
      stdout: `${ISSUER} is listed with ${AGENCY}, for good: what it is granted later needs no accepting.\n`,
      stderr: '',
    });
    expect(second).to.deep.equal({
      exitCode: 0,
      stdout: `${ISSUER} has accepted ${AGENCY} already: nothing was sent.\n`,
      stderr: '',
    });
    expect((await record(AGENCY, ISSUER)).isAccepted).to.equal(true);
  });

  it('lists both directions, with what is in force and what is accepted', async () => {
    const scope = 'quality\nassurance';
    await accreditation(
      'grant',
      AGENCY,
      '--scope',
      scope,
      '--from',
      '2026-01-01T00:00:00Z',
      '--account',
      '3',
    );
    const [{ document }, { stdout }, own, nobody] = await Promise.all([
      workspace.json<Listed>('accreditation', 'list', AGENCY),
      accreditation('list', AGENCY),
      accreditation('list', '--account', '2'),
      accreditation('list', accountOf(8).address),
    ]);

    const [above] = document.vouchedForBy;
    const [below] = document.vouchesFor;
    expect(document).to.deep.include({ address: AGENCY, did: 'did:web:agency.example' });
    expect([document.vouchedForBy.length, document.vouchesFor.length]).to.eql([1, 1]);
    expect(above).to.deep.include({ accreditor: MINISTRY, accepted: false, inForce: true });
    expect(below).to.deep.include({ issuer: ISSUER, accepted: true, inForce: true });
    const grantedAt = /granted \S+Z/g;
    expect(stdout.replace(grantedAt, 'granted TIME')).to.equal(
      [
        `${AGENCY}  (did:web:agency.example, on the local chain)`,
        '',
        'Vouched for by',
        `${MINISTRY}  in force, not accepted yet`,
        '  from 2026-01-01T00:00:00Z, without end, granted TIME: “quality assurance”',
        '',
        'Vouches for',
        `${ISSUER}  in force, accepted`,
        `  from 2026-09-01T00:00:00Z until 2031-09-01T00:00:00Z, granted TIME: “${SCOPE}”`,
        '',
      ].join('\n'),
    );
    expect(own).to.deep.equal({ exitCode: 0, stdout, stderr: '' });
    expect(nobody.stdout).to.equal(
      `${accountOf(8).address}  (not a registered issuer, on the local chain)\n\nNobody has vouched for it.\n\nIt has vouched for nobody.\n`,
    );
  });

  it('ends what is granted, once', async () => {
    const words = ['end', ISSUER, '--at', '2026-10-01T00:00:00Z', ...asAgency];
    const told = `${AGENCY} does not vouch for ${ISSUER} from 2026-10-01T00:00:00Z on`;
    const earlier = 'What was anchored earlier, within its periods, stays accredited.\n';
    const first = await accreditation(...words);
    const second = await accreditation(...words);

    expect(first).to.deep.equal({ exitCode: 0, stdout: `${told}.\n${earlier}`, stderr: '' });
    expect(second).to.deep.equal({
      exitCode: 0,
      stdout: `${told}. It did not before either: nothing was sent.\n${earlier}`,
      stderr: '',
    });
    expect((await record(AGENCY, ISSUER)).periods[0]?.validUntil).to.equal(Date.UTC(2026, 9, 1) / 1000);
    const { stdout } = await accreditation('list', ISSUER);
    expect(stdout).to.include(`${AGENCY}  not in force, accepted`);
  });

  it('refuses keys that do not speak for the party', async () => {
    const notFor = (signer: string, party: string, admin: string) =>
      `${signer} does not speak for ${party}: ${admin} does.\nChoose that key with --account, or name whom yours speaks for.\n`;
    const cases: Record<string, [words: string[], told: string]> = {
      'the former admin of an agency': [
        ['grant', ISSUER, '--scope', SCOPE, '--account', '2'],
        notFor(AGENCY, AGENCY, ADMIN),
      ],
      'a stranger for an address of its own': [
        ['grant', ISSUER, '--scope', SCOPE, '--accreditor', MINISTRY, '--account', '5'],
        notFor(accountOf(5).address, MINISTRY, MINISTRY),
      ],
      'another to end': [
        ['end', ISSUER, '--accreditor', AGENCY, '--account', '3'],
        notFor(MINISTRY, AGENCY, ADMIN),
      ],
      'the accreditor to accept': [
        ['accept', AGENCY, '--issuer', ISSUER, '--account', '4'],
        notFor(ADMIN, ISSUER, ISSUER),
      ],
    };
    await together(
      cases,
      async ([words, told], other) => expectFault(await other.run('accreditation', ...words), 4, told),
      chain,
    );
  });

  it('refuses what the registry would, in words', async () => {
    const cases: Record<string, [words: string[], told: string | RegExp]> = {
      oneself: [
        ['grant', MINISTRY, '--scope', SCOPE, '--account', '3'],
        new RegExp(
          `Nobody can vouch for themselves, nor for nobody: ${MINISTRY}\\.\nName the address of the issuer that is vouched for\\.\n$`,
        ),
      ],
      'accepting what nobody granted': [
        ['accept', accountOf(7).address, '--account', '1'],
        `${accountOf(7).address} has never vouched for ${ISSUER}.\nSee who has with “npx hardhat accreditation list”.\n`,
      ],
      'ending what nobody granted': [
        ['end', ISSUER, '--account', '7'],
        `${accountOf(7).address} has never vouched for ${ISSUER}.\nSee who has with “npx hardhat accreditation list”.\n`,
      ],
    };
    await together(
      cases,
      async ([words, told], other) => expectFault(await other.run('accreditation', ...words), 7, told),
      chain,
    );
  });

  it('refuses mistakes before anything is asked of a chain', async () => {
    const cases: Record<string, [words: string[], told: string | RegExp]> = {
      'no issuer': [['grant', '--scope', SCOPE], /^The issuer’s address is missing\.\n/],
      'no address': [['end', 'lakeside'], /^The issuer’s address is no address: “lakeside”\.\n/],
      'no accreditor': [['accept'], /^The accreditor’s address is missing\.\n/],
      'nobody to list': [['list', '0x12'], /^The address is no address: “0x12”\.\n/],
      'an accreditor that is none': [
        ['grant', ISSUER, '--scope', SCOPE, '--accreditor', 'us'],
        /^--accreditor is no address: “us”\.\n/,
      ],
      'no scope': [['grant', ISSUER], /^--scope is missing\.\nSay whom you vouch for, and for what/],
      'a scope too long, in bytes': [
        ['grant', ISSUER, '--scope', 'é'.repeat(129)],
        /^--scope has 258 bytes; the most is 256\.\n/,
      ],
      'no time': [['end', ISSUER, '--at', 'now'], /^--at is no time: “now”\.\nWrite it such as/],
      'an end before the beginning': [
        ['grant', ISSUER, '--scope', SCOPE, '--until', '2020-01-01T00:00:00Z'],
        /^--until is not after the beginning\.\n/,
      ],
    };
    await together(cases, async ([words, told], other) => {
      expectFault(await other.run('accreditation', ...words), 2, told);
    });
  });
});

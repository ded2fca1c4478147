import { deployedRegistry, ethers, time } from './fixtures.ts';

export const SCOPE = 'Higher education, all levels';
/** 2026-09-01 and 2031-09-01: periods are history to the chain, so any time can be asked for. */
export const FROM = Date.UTC(2026, 8) / 1000;
export const UNTIL = Date.UTC(2031, 8) / 1000;
export const NO_END = 2 ** 40 - 1;
export const MAX_PERIODS = 64;
export const MAX_ACCREDITORS = 64;

/**
 * Both registries, and an agency that is no registered issuer, as accreditor. The university is a registered issuer; a
 * ministry stands above the agency.
 */
export async function deployedAccreditation() {
  const { registry, issuer, operator, revoker, relayer, rival, stranger } = await deployedRegistry();
  const accreditation = await ethers.deployContract('AccreditationRegistry', [await registry.getAddress()]);
  await registry.connect(issuer).registerIssuer('did:web:university.example');
  return {
    registry,
    accreditation,
    university: issuer,
    agency: operator,
    ministry: revoker,
    relayer,
    rival,
    stranger,
  };
}

/** The agency has vouched for the university. */
export async function accreditedUniversity() {
  const base = await deployedAccreditation();
  const { accreditation, agency, university } = base;
  await accreditation.connect(agency).accredit(agency, university, FROM, UNTIL, SCOPE);
  return { ...base, grantedAt: BigInt(await time.latest()) };
}

/** The same, and the university shows it. */
export async function acceptedAccreditation() {
  const base = await accreditedUniversity();
  const { accreditation, agency, university } = base;
  await accreditation.connect(university).acceptAccreditation(university, agency);
  return base;
}

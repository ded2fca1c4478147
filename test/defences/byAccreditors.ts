import type { Defence } from './defences.ts';

const ACCREDITATIONS = 'contracts/AccreditationRegistry.sol';

export const BY_AN_ACCREDITOR: readonly Defence[] = [
  {
    attack: 'vouches in another accreditor’s name',
    defence: 'only who speaks for the accreditor can',
    removal: {
      file: ACCREDITATIONS,
      code: '_requireAdmin(accreditor);\n        if (issuer == accreditor',
      without: 'if (issuer == accreditor',
    },
    test: { file: 'test/contracts/accredit.ts', name: 'reverts when the caller is not the accreditor' },
  },
  {
    attack: 'vouches for itself',
    defence: 'nobody is their own accreditor',
    removal: { file: ACCREDITATIONS, code: 'issuer == accreditor || ', without: '' },
    test: {
      file: 'test/contracts/accredit.ts',
      name: 'reverts for the accreditor itself and for the zero address',
    },
  },
  {
    attack: 'fills an issuer’s page with accreditations that nobody asked for',
    defence: 'an issuer is listed with what its admin accepted',
    removal: { file: ACCREDITATIONS, code: '_requireAdmin(issuer);\n        Link', without: 'Link' },
    test: {
      file: 'test/contracts/acceptAccreditation.ts',
      name: 'reverts when the caller is not the issuer',
    },
  },
  {
    attack: 'lets an accreditation that has ended go on counting',
    defence: 'each link must hold at the time of anchoring',
    removal: { file: ACCREDITATIONS, code: ' && time < period.validUntil', without: '' },
    test: {
      file: 'test/contracts/accreditationViews.ts',
      name: 'counts any of several periods, and none of the gaps',
    },
  },
  {
    attack: 'makes an accreditation longer by ending it later',
    defence: 'ending never moves an end back',
    removal: { file: ACCREDITATIONS, code: 'validUntil <= time || ', without: '' },
    test: {
      file: 'test/contracts/endAccreditation.ts',
      name: 'can end earlier again, but never makes a period longer',
    },
  },
  {
    attack: 'makes up a crowd of accreditors, so that a verifier reads for ever',
    defence: 'a verifier looks up 128 addresses, each once, and no more',
    removal: { file: 'src/accreditation.ts', code: 'level.slice(0, left)', without: 'level.slice()' },
    test: {
      file: 'test/core/accreditation.ts',
      name: 'stops after so many accreditors, and gains the issuer nothing',
    },
  },
  {
    attack: 'vouches for an institution whose domain says that somebody else is it',
    defence: 'nobody’s word counts against the issuer’s own domain',
    removal: {
      file: 'src/conclusion.ts',
      code: "if (witnesses.some(isContradiction)) return 'unproven';",
      without: '',
    },
    test: {
      file: 'test/core/accreditation.ts',
      name: 'is unrecognised when the domain names another address',
    },
  },
];

import type { ConcealedClaim } from '#core/credential';
import { buildPayload, checkRedactable } from '#core/disclosure';
import type { FormatProblem } from '#core/errors';
import { draftFor } from '../support/credentials.ts';
import { expectRefusal } from '../support/errors.ts';

const DIGEST = 'A'.repeat(43);
const { document } = draftFor('Amina Okonkwo', {
  validUntil: '2031-09-01T00:00:00Z',
  credentialStatus: { id: 'x' },
  'issuer-note': { 'a/b': 1 },
});
const SUBJECT = '/credentialSubject';

describe('checkRedactable', () => {
  const fixed = [
    '/@context',
    '/@context/0',
    '/id',
    '/type',
    '/type/1',
    '/issuer',
    '/issuer/name',
    '/validFrom',
    '/validUntil',
    '/credentialStatus',
    '/credentialStatus/id',
    '/credentialSchema',
    '/proof',
    '/proof/0',
    SUBJECT,
    `${SUBJECT}/type`,
    `${SUBJECT}/type/0`,
    `${SUBJECT}/achievement`,
    ...['id', 'type', 'name', 'description', 'criteria', 'criteria/narrative'].map(
      (name) => `${SUBJECT}/achievement/${name}`,
    ),
    '',
  ];
  for (const pointer of fixed) {
    it(`refuses “${pointer}”, which every reader needs`, () =>
      expectRefusal(() => checkRedactable(document, [pointer]), {
        problem: 'NotRedactable',
        pointer,
        message: `“${pointer}” may not be hidden: every reader needs it.`,
      }));
  }

  const refused: [
    name: string,
    pointers: string[],
    problem: FormatProblem,
    pointer: string,
    message: string,
  ][] = [
    [
      'one claim twice',
      ['/name', '/name'],
      'NotRedactable',
      '',
      'The list of redactable claims names one of them twice.',
    ],
    [
      'a claim inside another',
      [`${SUBJECT}/identifier/0/identityHash`, `${SUBJECT}/identifier/0`],
      'NotRedactable',
      `${SUBJECT}/identifier/0/identityHash`,
      `“${SUBJECT}/identifier/0/identityHash” lies inside “${SUBJECT}/identifier/0”, which can be hidden itself.`,
    ],
    [
      'a claim far inside another',
      [`${SUBJECT}/result`, `${SUBJECT}/result/0/type/0`],
      'NotRedactable',
      `${SUBJECT}/result/0/type/0`,
      `“${SUBJECT}/result/0/type/0” lies inside “${SUBJECT}/result”, which can be hidden itself.`,
    ],
    [
      'a pointer to nothing',
      ['/nothing'],
      'PointerToNothing',
      '/nothing',
      'The pointer “/nothing” leads to nothing in this document.',
    ],
    [
      'an index past the end',
      [`${SUBJECT}/identifier/2`],
      'PointerToNothing',
      `${SUBJECT}/identifier/2`,
      `The pointer “${SUBJECT}/identifier/2” leads to nothing in this document.`,
    ],
    [
      'an index with a leading zero',
      [`${SUBJECT}/identifier/00`],
      'PointerToNothing',
      `${SUBJECT}/identifier/00`,
      `The pointer “${SUBJECT}/identifier/00” leads to nothing in this document.`,
    ],
    [
      'an inherited name',
      ['/constructor'],
      'PointerToNothing',
      '/constructor',
      'The pointer “/constructor” leads to nothing in this document.',
    ],
    ['what is no pointer', ['name'], 'BadPointer', '', '“name” is not a JSON Pointer (RFC 6901).'],
    ['a pointer with a loose tilde', ['/a~b'], 'BadPointer', '', '“/a~b” is not a JSON Pointer (RFC 6901).'],
  ];
  for (const [name, pointers, problem, pointer, message] of refused) {
    it(`refuses ${name}`, () =>
      expectRefusal(() => checkRedactable(document, pointers), { problem, pointer, message }));
  }

  it('accepts everything else, and names that only begin like those', () => {
    checkRedactable(document, [
      '/name',
      '/awardedDate',
      '/issuer-note/a~1b',
      `${SUBJECT}/identifier/0`,
      `${SUBJECT}/identifier/1/identityHash`,
      `${SUBJECT}/creditsEarned`,
      `${SUBJECT}/achievement/achievementType`,
      `${SUBJECT}/achievement/tag/0`,
      `${SUBJECT}/result/0/type/0`,
    ]);
  });
});

describe('buildPayload', () => {
  const misplaced: [name: string, claim: ConcealedClaim, message: string][] = [
    ['in an object that is not there', { in: '/nothing', digest: DIGEST }, 'is no object of this document'],
    [
      'in a list without a place',
      { in: `${SUBJECT}/identifier`, digest: DIGEST },
      'is no object of this document',
    ],
    ['in a text', { in: '/name', digest: DIGEST }, 'is no object of this document'],
    [
      'at a place in an object',
      { in: SUBJECT, at: 0, digest: DIGEST },
      'is no place in a list of this document',
    ],
    [
      'past the end of a list',
      { in: `${SUBJECT}/identifier`, at: 3, digest: DIGEST },
      'is no place in a list of this document',
    ],
    [
      'at a place in nothing',
      { in: '/nothing', at: 0, digest: DIGEST },
      'is no place in a list of this document',
    ],
    ['in the issuer', { in: '/issuer', digest: DIGEST }, 'no holder may hide'],
    ['in the contexts', { in: '/@context', at: 2, digest: DIGEST }, 'no holder may hide'],
    ['in the criteria', { in: `${SUBJECT}/achievement/criteria`, digest: DIGEST }, 'no holder may hide'],
    ['inside the status', { in: '/credentialStatus', digest: DIGEST }, 'no holder may hide'],
  ];
  for (const [name, claim, message] of misplaced) {
    it(`refuses a claim hidden ${name}`, () => {
      const place = claim.at === undefined ? claim.in : `${claim.in}/${claim.at}`;
      expectRefusal(() => buildPayload(document, { salts: {}, concealed: [claim] }), {
        problem: 'BadDisclosure',
        pointer: place,
        message: `The file says that a claim is hidden at “${place}”, which ${message}.`,
      });
    });
  }

  it('refuses a salt for what may never be hidden, and for a claim that is hidden', () => {
    const salts = { [`${SUBJECT}/identifier/0/identityHash`]: 'A'.repeat(22) };

    expectRefusal(() => buildPayload(document, { salts: { '/id': 'A'.repeat(22) }, concealed: [] }), {
      problem: 'NotRedactable',
      pointer: '/id',
    });
    expectRefusal(
      () =>
        buildPayload(document, {
          salts,
          concealed: [{ in: `${SUBJECT}/identifier`, at: 0, digest: DIGEST }],
        }),
      { problem: 'PointerToNothing', pointer: `${SUBJECT}/identifier/0/identityHash` },
    );
  });

  it('refuses a concealed claim at what is no pointer', () => {
    expectRefusal(() => buildPayload(document, { salts: {}, concealed: [{ in: '/a~b', digest: DIGEST }] }), {
      problem: 'BadPointer',
      message: '“/a~b” is not a JSON Pointer (RFC 6901).',
    });
  });
});

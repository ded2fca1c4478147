import { expect } from 'chai';
import { valueAt } from '#core/pointer';
import { draftOf, EMAIL, identity, messagesOf, NAME, templateOf } from '../support/templates.ts';

describe('fillTemplate', () => {
  describe('drops the claim of a blank optional cell', () => {
    const full = templateOf(
      {
        redactable: [
          '/name',
          '/credentialSubject/identifier/1',
          '/credentialSubject/identifier/2',
          '/credentialSubject/result/0',
          '/credentialSubject/result/1',
          '/credentialSubject/achievement/tag',
          '/evidence/0/name',
        ],
        name: 'Tea {{class?}}',
        evidence: [{ id: '{{link?}}', type: ['Evidence'], name: 'Photo' }],
        issuer: {
          type: ['Profile'],
          name: 'L',
          address: { type: ['Address'], addressCountry: '{{country?}}' },
        },
      },
      {
        identifier: [
          identity('identifier', '{{number?}}'),
          NAME,
          identity('emailAddress', '{{email?}}', true),
        ],
        result: [
          { type: ['Result'], resultDescription: 'urn:x:1', value: '{{taste?}}', status: 'Completed' },
          { type: ['Result'], resultDescription: 'urn:x:2', value: '{{colour?}}' },
        ],
        achievement: {
          id: 'https://lakeside.example/tea',
          type: ['Achievement'],
          name: 'Tea',
          description: 'Making it.',
          criteria: { narrative: 'Drunk.' },
          tag: ['{{tag?}}', 'tea'],
        },
      },
    );
    const everything = {
      name: 'Anna',
      class: 'A',
      link: 'https://lakeside.example/1',
      country: 'Greece',
      number: '7',
      email: 'a@example.org',
      taste: 'good',
      colour: 'brown',
      tag: 'green',
    };
    const cases: [name: string, blank: string[], gone: string[], redactable: string[]][] = [
      [
        'nothing when every cell is filled',
        [],
        [],
        [
          '/name',
          '/credentialSubject/identifier/1',
          '/credentialSubject/identifier/2',
          '/credentialSubject/result/0',
          '/credentialSubject/result/1',
          '/credentialSubject/achievement/tag',
          '/evidence/0/name',
        ],
      ],
      [
        'an array element before redactable ones, whose pointers move up',
        ['number'],
        ['/credentialSubject/identifier/2'],
        [
          '/name',
          '/credentialSubject/identifier/0',
          '/credentialSubject/identifier/1',
          '/credentialSubject/result/0',
          '/credentialSubject/result/1',
          '/credentialSubject/achievement/tag',
          '/evidence/0/name',
        ],
      ],
      [
        'a redactable array element, and its pointer with it',
        ['taste', 'email'],
        ['/credentialSubject/result/1', '/credentialSubject/identifier/2'],
        [
          '/name',
          '/credentialSubject/identifier/1',
          '/credentialSubject/result/0',
          '/credentialSubject/achievement/tag',
          '/evidence/0/name',
        ],
      ],
      [
        'a string in a list',
        ['tag'],
        ['/credentialSubject/achievement/tag/1'],
        [
          '/name',
          '/credentialSubject/identifier/1',
          '/credentialSubject/identifier/2',
          '/credentialSubject/result/0',
          '/credentialSubject/result/1',
          '/credentialSubject/achievement/tag',
          '/evidence/0/name',
        ],
      ],
      [
        'containers that are left empty, and pointers into them',
        ['taste', 'colour', 'link', 'country', 'class'],
        ['/credentialSubject/result', '/evidence', '/issuer/address', '/name'],
        [
          '/credentialSubject/identifier/1',
          '/credentialSubject/identifier/2',
          '/credentialSubject/achievement/tag',
        ],
      ],
    ];
    for (const [name, blank, gone, redactable] of cases)
      it(name, () => {
        const cells = { ...everything, ...Object.fromEntries(blank.map((column) => [column, ' '])) };
        const draft = draftOf(full, cells);

        expect(gone.filter((pointer) => valueAt(draft.document, pointer) !== undefined)).to.deep.equal([]);
        expect(draft.redactable).to.deep.equal(redactable);
      });

    it('so that every pointer leads to the claim that it led to in the template, whatever is blank', () => {
      const claims = [0, 1, 2, 3].map((number) => `claim-${number}`);
      const template = templateOf(
        { redactable: [0, 2, 3].map((number) => `/credentialSubject/result/${number}`) },
        {
          result: claims.map((claim) => ({ type: ['Result'], status: 'Completed', value: `{{${claim}?}}` })),
        },
      );
      for (let blanks = 0; blanks < 16; blanks++) {
        const cells = claims.map((claim, number) => [claim, (blanks >> number) & 1 ? '' : claim]);
        const { document, redactable } = draftOf(template, { name: 'Anna', ...Object.fromEntries(cells) });
        const pointedAt = redactable.map((pointer) => valueAt(document, `${pointer}/value`));

        expect(pointedAt).to.deep.equal(
          claims.filter((_, number) => number !== 1 && !((blanks >> number) & 1)),
        );
      }
    });

    it('also when the roster has no such column', () => {
      expect(draftOf(templateOf({ name: 'Tea {{class?}}' }), { name: 'Anna' }).document).not.to.have.property(
        'name',
      );
    });
  });

  describe('reports every problem of a row at once', () => {
    const template = templateOf(
      {
        awardedDate: '{{day}}',
        validFrom: '2026-01-01',
        validUntil: '{{end?}}',
        evidence: [{ id: '{{link?}}', type: ['Evidence'] }],
      },
      {
        identifier: [NAME, EMAIL],
        creditsEarned: '{{credits?}}',
        activityStartDate: '{{from?}}',
        activityEndDate: '{{to?}}',
      },
    );
    const good = { name: 'Anna', email: 'anna@example.org', day: '2026-08-01' };
    const date = 'a date such as 2026-09-01, or a time with its offset such as 2026-09-01T14:30:00+02:00';
    const cases: [name: string, cells: Record<string, string>, messages: string[]][] = [
      ['none', {}, []],
      [
        'a blank cell that is required',
        { name: '  ' },
        ['Row 2, column “name”: the cell is blank; it needs text in one line.'],
      ],
      [
        'a cell in which there is nothing to see',
        { name: '\u200b\u3164' },
        ['Row 2, column “name”: the cell is blank; it needs text in one line.'],
      ],
      [
        'four bad cells',
        { day: '01/09/2026', email: 'anna', credits: '2,5', link: 'photo.png' },
        [
          'Row 2, column “email”: “anna” cannot be used; it needs one email address such as name@example.org.',
          'Row 2, column “credits”: “2,5” cannot be used; it needs a number of at least 0, with a point for decimals, such as 2.5.',
          `Row 2, column “day”: “01/09/2026” cannot be used; it needs ${date}.`,
          'Row 2, column “link”: “photo.png” cannot be used; it needs an identifier that begins with https:, did:, urn:, mailto: or tel:.',
        ],
      ],
      [
        'a validity that ends before it begins',
        { end: '2025-12-31' },
        [
          'Row 2, column “end”: validUntil is 2025-12-31T23:59:59Z; it needs a date that is not before validFrom (2026-01-01T00:00:00Z).',
        ],
      ],
      [
        'an activity that ends before it begins',
        { from: '2026-05-02', to: '2026-05-01' },
        [
          'Row 2, column “to”: activityEndDate is 2026-05-01T00:00:00Z; it needs a date that is not before activityStartDate (2026-05-02T00:00:00Z).',
        ],
      ],
      ['a validity of one day', { end: '2026-01-01' }, []],
      [
        'a name in two lines',
        { name: 'Anna\nLind' },
        ['Row 2, column “name”: “Anna\\u{a}Lind” cannot be used; it needs text in one line.'],
      ],
      [
        'a value with an escape sequence, which is written out',
        { day: '\u001b[31m2026' },
        [`Row 2, column “day”: “\\u{1b}[31m2026” cannot be used; it needs ${date}.`],
      ],
    ];
    for (const [name, cells, messages] of cases)
      it(name, () => expect(messagesOf(template, { ...good, ...cells })).to.deep.equal(messages));

    it('a column that the row does not have', () => {
      expect(messagesOf(templateOf(), {})).to.deep.equal([
        'Row 2, column “name”: the roster has no such column.',
      ]);
    });

    it('a row that names nobody', () => {
      const nameless = templateOf({}, { identifier: [identity('name', '{{name?}}')] });

      expect(messagesOf(nameless, { name: '' })).to.deep.equal(['Row 2: nothing says who the holder is.']);
    });

    it('a credential that no verifier would read for its size', () => {
      const many = templateOf({ description: '{{text}}'.repeat(120) });

      expect(messagesOf(many, { name: 'Anna', text: '橘'.repeat(5_000) })).to.deep.equal([
        'Row 2: the credential would be larger than 1008 KiB; it needs shorter cells.',
      ]);
    });
  });
});

import { expect } from 'chai';
import { VALUE_RULES, type ValueKind } from '#core/values';

describe('VALUE_RULES', () => {
  const cases: [kind: ValueKind, accepted: Record<string, string | number>, refused: string[]][] = [
    [
      'dateTime',
      {
        '2026-09-01': '2026-09-01T00:00:00Z',
        ' 2026-09-01 ': '2026-09-01T00:00:00Z',
        '2024-02-29': '2024-02-29T00:00:00Z',
        '2026-09-01T14:30:00+02:00': '2026-09-01T14:30:00+02:00',
        '2026-09-01T14:30:00.5Z': '2026-09-01T14:30:00.5Z',
      },
      [
        '01/09/2026',
        '09/01/2026',
        '1.9.2026',
        '01-09-2026',
        '2026-9-1',
        '2026/09/01',
        '20260901',
        '1 Sep 2026',
        '2026-09',
        '46266',
        '2026-02-29',
        '2026-13-01',
        '2026-09-31',
        '2026-09-01T14:30:00',
        '2026-09-01 14:30',
        '2026-09-01T24:00:00Z',
        '2026-09-01T14:30:60Z',
        '0026-09-01',
        '٢٠٢٦-٠٩-٠١',
      ],
    ],
    [
      'lastMoment',
      { '2026-09-01': '2026-09-01T23:59:59Z', '2026-09-01T12:00:00Z': '2026-09-01T12:00:00Z' },
      ['31/12/2026'],
    ],
    ['date', { '2001-02-03': '2001-02-03' }, ['2001-02-03T00:00:00Z', '3/2/2001', '2001-02-30']],
    [
      'number',
      { '5': 5, '0': 0, '-3.25': -3.25, ' 87.5 ': 87.5, '123456789012345': 123456789012345, '0.10': 0.1 },
      [
        '5,5',
        '1,000',
        '+5',
        '05',
        '.5',
        '5.',
        '1e3',
        '0x10',
        'NaN',
        'Infinity',
        '5 ECTS',
        '½',
        '٥',
        '1234567890123456',
        '--5',
        '',
      ],
    ],
    ['amount', { '0': 0, '2.5': 2.5 }, ['-1', '2,5']],
    [
      'email',
      { 'name@example.org': 'name@example.org', ' Näme.x+1@Süd.example ': 'Näme.x+1@Süd.example' },
      [
        'name',
        'name@example',
        'a@b@example.org',
        'a b@example.org',
        'a..b@example.org',
        '.a@example.org',
        'a@.example.org',
        'a@example..org',
        'a@example.org; b@example.org',
        'A <a@example.org>',
        'mailto:a@example.org',
        'an\u200bna@example.org',
        'anna@example.org\u202e',
        'a@example.org\nb',
        `${'x'.repeat(250)}@example.org`,
      ],
    ],
    [
      'https',
      { 'https://lakeside.example/x?y=1#z': 'https://lakeside.example/x?y=1#z' },
      [
        'http://lakeside.example/',
        'lakeside.example',
        'javascript:alert(1)',
        'data:image/png;base64,AA',
        'https://',
        'https:lakeside.example',
        'https://user:secret@lakeside.example/',
        'https://lakeside.example/a b',
        'https://lakeside.example/"onload=',
        'ftp://lakeside.example/',
        'https://lake\u00adside.example/',
      ],
    ],
    [
      'web',
      { 'http://data.europa.eu/esco/isco/C2513': 'http://data.europa.eu/esco/isco/C2513' },
      ['javascript:alert(1)', 'file:///etc/passwd'],
    ],
    [
      'uri',
      {
        'urn:uuid:6f0c4c3e-8f1e-4a8a-9a4a-2f7f10000000': 'urn:uuid:6f0c4c3e-8f1e-4a8a-9a4a-2f7f10000000',
        'did:web:lakeside.example': 'did:web:lakeside.example',
        'https://lakeside.example/a': 'https://lakeside.example/a',
        'mailto:a@example.org': 'mailto:a@example.org',
      },
      ['123', 'javascript:alert(1)', 'data:text/html,x', 'urn:', 'did:web:', 'urn:x:a b'],
    ],
    ['status', { Completed: 'Completed', ' Failed ': 'Failed' }, ['completed', 'Done']],
    ['language', { en: 'en', 'pt-BR': 'pt-BR', 'sr-Latn': 'sr-Latn' }, ['EN', 'english', 'pt_BR']],
    ['country', { GR: 'GR' }, ['gr', 'GRC', 'Greece']],
    ['line', { 'Anna Lind': 'Anna Lind', ' x ': ' x ' }, ['Anna\nLind', 'a\rb']],
    ['text', { 'a\nb': 'a\nb', '{{x}}': '{{x}}' }, []],
  ];
  for (const [kind, accepted, refused] of cases) {
    it(`reads a value of kind ${kind}`, () => {
      const read = Object.fromEntries(
        Object.keys(accepted).map((text) => [text, VALUE_RULES[kind].read(text)]),
      );

      expect(read).to.deep.equal(accepted);
      expect(VALUE_RULES[kind].read(VALUE_RULES[kind].example)).not.to.equal(undefined);
    });

    for (const text of refused)
      it(`refuses ${JSON.stringify(text.slice(0, 40))} as a value of kind ${kind}`, () =>
        expect(VALUE_RULES[kind].read(text)).to.equal(undefined));
  }
});

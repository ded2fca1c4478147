import { expect } from 'chai';
import fc from 'fast-check';
import { FileNames, fileNameOf } from '#core/fileName';

describe('fileNameOf', () => {
  const cases: [holder: string, fileName: string][] = [
    ['Amina Okonkwo', 'Amina-Okonkwo'],
    ['José Ángel', 'José-Ángel'],
    ['Jose\u0301', 'José'],
    ['榊原 遼太', '榊原-遼太'],
    ['रुद्रांश मेहरौली', 'रुद्रांश-मेहरौली'],
    ['ليلى بنت سالم', 'ليلى-بنت-سالم'],
    ['Fatou N’Dour', 'Fatou-N-Dour'],
    ['../../etc/passwd', 'etc-passwd'],
    ['..\\..\\windows\\system32', 'windows-system32'],
    ['C:\\x', 'C-x'],
    ['.hidden', 'hidden'],
    ['a.json', 'a-json'],
    ['-rf *', 'rf'],
    ['con', 'credential-con'],
    ['LPT1', 'credential-LPT1'],
    ['COM¹', 'credential-COM¹'],
    ['name<>:"|?*', 'name'],
    ['a\0b\nc', 'a-b-c'],
    ['gpj\u202e.exe', 'gpj-exe'],
    ['An\u200bna', 'Anna'],
    ['\u0301\u0301', 'credential'],
    ['💥', 'credential'],
    ['', 'credential'],
    ['a'.repeat(300), 'a'.repeat(160)],
    ['榊'.repeat(300), '榊'.repeat(53)],
  ];
  for (const [holder, fileName] of cases)
    it(JSON.stringify(holder.slice(0, 40)), () => expect(fileNameOf(holder)).to.equal(fileName));

  it('joins words of ASCII by hyphens, however many spaces are between and around them', () => {
    const word = fc
      .stringMatching(/^[A-Za-z0-9]{1,9}$/)
      .filter((text) => !/^(com|lpt|con|nul|aux|prn)/i.test(text));
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('', ' '),
        (words, space) => {
          const holder = `${space}${words.join(` ${space}`)}${space}`;

          expect(fileNameOf(holder)).to.equal(words.join('-'));
        },
      ),
    );
  });

  it('is safe whatever the holder is called', function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (holder) => {
        const name = fileNameOf(holder);

        expect(name).to.match(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*$/u);
        expect(new TextEncoder().encode(name).length).to.be.at.most(171);
        expect(name.normalize('NFC')).to.equal(name);
      }),
    );
  });
});

describe('FileNames', () => {
  it('tells namesakes apart, also where case and width do not count', () => {
    const names = new FileNames();
    const given = ['Anna', 'ANNA', 'Ａnna', 'anna'].map((holder) =>
      names.next(holder, 'urn:uuid:01234567-89ab-4cde-8f01-23456789abcd'),
    );

    expect(given).to.deep.equal([
      'Anna',
      'ANNA-01234567',
      'Ａnna-01234567-89ab-4cde-8f01-23456789abcd',
      'anna-01234567-89ab-4cde-8f01-23456789abcd-2',
    ]);
  });
});

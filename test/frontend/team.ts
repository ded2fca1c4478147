import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { ParsedCredential } from '#core/credential';
import type { Verdict, VerificationResult } from '#core/verdict';
import { teamCsv } from '../../frontend/src/features/team/teamCsv.ts';
import { type TeamFile, teamOf } from '../../frontend/src/reading/team.ts';

let place = 0;

function file(
  verdict: Verdict,
  holder: string,
  title: string,
  skills: string[] = [],
  name = `${holder}.json`,
): TeamFile {
  const alignment = skills.map((targetName) => ({ targetName, targetType: 'ext:ESCO:Skill' }));
  const document = {
    validFrom: '2026-09-01T00:00:00Z',
    validUntil: '2031-09-01T00:00:00Z',
    credentialSubject: {
      identifier: [{ identityType: 'name', identityHash: holder, hashed: false }],
      achievement: { name: title, alignment },
    },
  };
  const credential = {
    document,
    anchor: { issuer: '0x1', disclosure: { seed: '', redactable: [] } },
    registry: { chainId: 1, address: '0x2' },
  } as unknown as ParsedCredential;
  const result = {
    verdict,
    headline: `Headline of ${holder}`,
    credential,
    issuer: { address: '0x1', provenDomain: 'lakeside.example' },
    network: { name: 'Testnet' },
  } as unknown as VerificationResult;
  return { place: ++place, name, result };
}

describe('teamOf', () => {
  it('makes five piles, and counts a fault of this program as unchecked', () => {
    const verdicts = ['verified', 'not-current', 'unrecognised', 'invalid', 'unchecked'] as const;
    const { piles } = teamOf([
      ...verdicts.map((verdict) => file(verdict, verdict, 'x')),
      { place: 9, name: 'fault.json', result: null },
    ]);

    expect(Object.entries(piles).map(([verdict, files]) => [verdict, files.map(({ name }) => name)])).to.eql([
      ['verified', ['verified.json']],
      ['not-current', ['not-current.json']],
      ['unrecognised', ['unrecognised.json']],
      ['invalid', ['invalid.json']],
      ['unchecked', ['unchecked.json', 'fault.json']],
    ]);
  });

  it('shows skills of what counts, and of what counted once as no more current, and of nothing else', () => {
    const { members, skills } = teamOf([
      file('verified', 'Amina', 'Data', ['Statistics', 'Charts']),
      file('not-current', 'Amina', 'Old', ['Charts', 'Fortran']),
      file('not-current', 'Ben', 'Old', ['Charts']),
      file('invalid', 'Eve', 'Forged', ['Surgery']),
      file('unrecognised', 'Eve', 'Unknown', ['Surgery']),
    ]);

    expect(members.map(({ names, skills: own }) => [names, [...own]])).to.eql([
      [
        ['Amina'],
        [
          ['Statistics', 'current'],
          ['Charts', 'current'],
          ['Fortran', 'lapsed'],
        ],
      ],
      [['Ben'], [['Charts', 'lapsed']]],
    ]);
    expect(skills).to.eql(['Charts', 'Fortran', 'Statistics']);
  });

  it('lets a lapsed credential take nothing away from a current one, in whatever order they come', () => {
    for (const order of [
      ['verified', 'not-current'],
      ['not-current', 'verified'],
    ] as const) {
      const { members } = teamOf(order.map((verdict) => file(verdict, 'Amina', 'x', ['Charts'])));

      expect([...(members[0]?.skills ?? [])]).to.eql([['Charts', 'current']]);
    }
  });

  it('takes what it was given for as the skill where none is named', () => {
    expect(teamOf([file('verified', 'Amina', 'First aid')]).skills).to.eql(['First aid']);
  });
});

describe('teamCsv', () => {
  const rowsOf = (files: TeamFile[]) =>
    parse(teamCsv(files), { columns: true, bom: true }) as Record<string, string>[];

  it('has a row for every file, with what its issuer said', () => {
    expect(rowsOf([file('verified', 'Amina', 'Data', ['Statistics', 'Charts'])])).to.eql([
      {
        file: 'Amina.json',
        verdict: 'verified',
        headline: 'Headline of Amina',
        holder: 'Amina',
        credential: 'Data',
        skills: 'Statistics; Charts',
        issuer: 'lakeside.example',
        valid_until: '2031-09-01T00:00:00.000Z',
        network: 'Testnet',
      },
    ]);
  });

  it('repeats nothing of a file that is not its issuer’s word', () => {
    const [row] = rowsOf([file('invalid', 'Eve', 'Forged', ['Surgery'])]);

    expect([row?.holder, row?.credential, row?.skills, row?.issuer]).to.eql(['', '', '', '']);
    expect(rowsOf([{ place: 1, name: 'f.json', result: null }])[0]).to.deep.include({ verdict: 'unchecked' });
  });

  it('lets no cell pass for a formula, whoever wrote it', () => {
    const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("https://evil.example")'];
    for (const formula of formulas) {
      const [row] = rowsOf([file('verified', formula, formula, [formula], formula)]);
      for (const cell of [row?.file, row?.holder, row?.credential, row?.skills])
        expect(cell, JSON.stringify(formula)).to.match(/^(?![=+\-@\t\r])/);
    }
  });
});

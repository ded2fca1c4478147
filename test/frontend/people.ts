import { expect } from 'chai';
import type { ParsedCredential } from '#core/credential';
import type { JsonObject } from '#core/json';
import { peopleIn } from '../../frontend/src/reading/people.ts';

const [LAKESIDE, RIVERBANK] = [
  '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
];

/** As much of a credential as names its holder. */
function credential(
  name: string | null,
  identities: Record<string, string> = {},
  issuer = LAKESIDE,
): ParsedCredential {
  const identifier: JsonObject[] = Object.entries(identities).map(([identityType, identityHash]) => ({
    identityType,
    identityHash,
    hashed: false,
  }));
  if (name !== null) identifier.push({ identityType: 'name', identityHash: name, hashed: false });
  const { id, ...rest } = identities;
  const subject =
    id === undefined ? { identifier } : { id, identifier: identifier.slice(Object.keys(rest).length) };
  return {
    document: { credentialSubject: subject },
    anchor: { issuer },
    registry: { chainId: 1, address: issuer },
  } as unknown as ParsedCredential;
}

function people(...credentials: ParsedCredential[]) {
  const found = peopleIn(credentials.map((one) => ({ credential: one })));
  return {
    people: found.people.map(({ names, items, tie }) => [names, items.length, tie]),
    lookalikes: found.lookalikes,
  };
}

describe('peopleIn', () => {
  it('puts credentials of one name together, whatever its case and spacing, and sorts by name', () => {
    expect(
      people(credential('Ben Ito'), credential('Amina Okonkwo'), credential('AMINA  okonkwo')).people,
    ).to.eql([
      [['Amina Okonkwo'], 2, null],
      [['Ben Ito'], 1, null],
    ]);
  });

  it('finds one person under two names by a number of one school, an address or an identifier', () => {
    for (const [kind, value] of [
      ['sisSourcedId', '17'],
      ['emailAddress', 'amina@example.org'],
      ['nationalIdentityNumber', 'X-1'],
      ['id', 'did:example:amina'],
    ] as const)
      expect(
        people(credential('Amina Okonkwo', { [kind]: value }), credential('Amina Lind', { [kind]: value }))
          .people,
        kind,
      ).to.eql([[['Amina Okonkwo', 'Amina Lind'], 2, kind]]);
  });

  it('does not take student 17 of one school for that of another', () => {
    const two = [
      credential('Amina Okonkwo', { sisSourcedId: '17' }),
      credential('Ben Ito', { sisSourcedId: '17' }, RIVERBANK),
    ];

    expect(people(...two).people).to.have.length(2);
  });

  it('follows ties over several credentials', () => {
    const found = people(
      credential('Amina Okonkwo', { sisSourcedId: '17' }),
      credential('A. Lind', { emailAddress: 'amina@example.org' }),
      credential('Amina Lind', { sisSourcedId: '17', emailAddress: 'Amina@Example.org' }),
    );

    expect(found.people).to.eql([[['Amina Okonkwo', 'Amina Lind', 'A. Lind'], 3, 'sisSourcedId']]);
  });

  it('keeps namesakes apart whose numbers differ, and points them out', () => {
    const found = people(
      credential('Ben Ito', { sisSourcedId: '1' }),
      credential('Ben Ito', { sisSourcedId: '2' }),
    );

    expect(found.people).to.have.length(2);
    expect(found.lookalikes).to.eql([{ names: ['Ben Ito'], kind: 'namesakes' }]);
  });

  it('points out names that differ in accents, order or punctuation only, and merges none of them', () => {
    const found = people(credential('Chloé Durand'), credential('Durand, Chloe'), credential('Ben Ito'));

    expect(found.people).to.have.length(3);
    expect(found.lookalikes).to.eql([{ names: ['Chloé Durand', 'Durand, Chloe'], kind: 'perhaps' }]);
  });

  it('does not take all whose name is hidden for one person', () => {
    expect(people(credential(null), credential(null)).people).to.eql([
      [[], 1, null],
      [[], 1, null],
    ]);
  });

  it('shows nothing unseen in a name', () => {
    expect(people(credential('\u202eBen\u200b Ito')).people).to.eql([[['Ben Ito'], 1, null]]);
  });

  it('groups a thousand people', () => {
    const crowd = Array.from({ length: 1000 }, (_, at) =>
      credential(`Person ${at}`, { sisSourcedId: String(at) }),
    );

    expect(people(...crowd).people).to.have.length(1000);
  });
});

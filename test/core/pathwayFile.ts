import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { JsonObject } from '#core/json';
import { type Alternatives, isAlternatives, parsePathway } from '#core/pathwayFile';
import { expectFault } from '../support/errors.ts';
import { pathwayOf, requirement } from '../support/pathways.ts';

function expectInvalid(source: string, told: string): void {
  expectFault(() => parsePathway(source), {
    kind: 'input',
    code: 'PathwayInvalid',
    message: `The pathway cannot be used: ${told}.`,
  });
}

function fileWith(changes: JsonObject): string {
  return JSON.stringify({
    format: 'rootmark-pathway-v1',
    name: 'Nanodegree',
    requirements: [requirement('daf')],
    ...changes,
  });
}

describe('parsePathway', () => {
  it('reads the sample', () => {
    const { name, requirements } = parsePathway(
      readFileSync(new URL('../../samples/pathway/pathway.json', import.meta.url)),
    );

    expect(name).to.equal('Nanodegree: Applied Data');
    expect(requirements.map((step) => !isAlternatives(step) && step.minimumResult)).to.eql([
      { value: 60, of: 'Final mark' },
      undefined,
    ]);
  });

  it('reads the example of the documentation', () => {
    const guide = readFileSync(new URL('../../docs/pathways.md', import.meta.url), 'utf8');
    const [, example = ''] = /<!-- example: pathway\.json -->\n```json\n([\s\S]*?)```/.exec(guide) ?? [];

    expect(parsePathway(example).requirements.map(({ title }) => title)).to.eql([
      'Data Analytics Foundations, with at least 60 of 100',
      'Two of three elective badges',
    ]);
  });

  it('reads a choice', () => {
    const { requirements } = pathwayOf({
      title: 'Two of three',
      count: 2,
      anyOf: ['a', 'b', 'c'].map((name) => requirement(name)),
    });

    expect((requirements[0] as Alternatives).anyOf.map(({ title }) => title)).to.eql(['a', 'b', 'c']);
  });

  const faults: Record<string, [JsonObject, string]> = {
    'a format that it does not know': [
      { format: 'rootmark-pathway-v2' },
      '“format”: it must be “rootmark-pathway-v1”',
    ],
    'no requirement': [{ requirements: [] }, '“requirements”: it needs at least one'],
    'a blank title': [
      { requirements: [requirement('daf', { title: ' \u200b' })] },
      '“requirements.0.title”: it must be text that can be seen',
    ],
    'an issuer without id or account': [
      { requirements: [requirement('daf', { issuer: {} })] },
      '“requirements.0.issuer”: it needs an “id” or an “account”',
    ],
    'a DID that no domain can prove': [
      { requirements: [requirement('daf', { issuer: { id: 'did:key:z6Mk' } })] },
      '“requirements.0.issuer.id”: it must be a did:web with a domain, which is what can be proven',
    ],
    'an address without its chain': [
      {
        requirements: [
          requirement('daf', { issuer: { account: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' } }),
        ],
      },
      '“requirements.0.issuer.account”: it must be a CAIP-10 account id with a checksummed address, such as eip155:1:0x5FbD…',
    ],
    'a result that is text': [
      { requirements: [requirement('daf', { minimumResult: { value: '60' } })] },
      '“requirements.0.minimumResult.value”: it must be a number',
    ],
    'a duration that is none': [
      { requirements: [requirement('daf', { notOlderThan: '5 years' })] },
      '“requirements.0.notOlderThan”: it must be a duration of years, months, weeks or days such as P5Y',
    ],
    'a member that it does not know': [
      { requirements: [requirement('daf', { minimumresult: { value: 60 } })] },
      '“requirements.0.minimumresult”: a pathway has no such member',
    ],
    'a choice of as many as there are': [
      { requirements: [{ title: 'Both', count: 2, anyOf: [requirement('a'), requirement('b')] }] },
      '“requirements.0”: “count” must be less than the number of alternatives',
    ],
    'one achievement asked for twice': [
      { requirements: [requirement('daf'), requirement('daf', { title: 'again' })] },
      '“daf” and “again” ask for the same achievement of the same issuer',
    ],
    'more requirements than anyone meets': [
      { requirements: Array.from({ length: 51 }, (_, at) => requirement(`a${at}`)) },
      'it has 51 requirements; the most is 50',
    ],
  };
  for (const [what, [changes, told]] of Object.entries(faults)) {
    it(`refuses ${what}`, () => expectInvalid(fileWith(changes), told));
  }

  it('refuses JSON that two readers could read differently', () => {
    expectInvalid('{"name": "a", "name": "b"}', 'The document has the member “name” twice');
  });
});

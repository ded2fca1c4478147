import { expect } from 'chai';
import type { Hex } from 'viem';
import type { JsonValue } from '#core/json';
import {
  hidesComponents,
  namedComponents,
  parseComponentReference,
  toComponentReference,
} from '#core/pathwayReference';
import { VALUE_RULES } from '#core/values';
import { componentDraft, fileOfDraft } from '../support/pathways.ts';

const LEAF: Hex = `0x${'ab'.repeat(32)}`;
const REGISTRY = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } as const;
const URN = `urn:rootmark:component:v1:eip155:31337:0x5FbDB2315678afecb367f032d93F642f64180aa3:0x${'ab'.repeat(32)}`;

describe('toComponentReference', () => {
  it('writes a URN that is read back, and that may stand in a template', () => {
    expect(toComponentReference({ registry: REGISTRY, leaf: LEAF })).to.equal(URN);
    expect(parseComponentReference(URN)).to.eql({ registry: REGISTRY, leaf: LEAF });
    expect(VALUE_RULES.uri.read(URN)).to.equal(URN);
  });
});

describe('parseComponentReference', () => {
  const forged: Record<string, string> = {
    'another version': URN.replace(':v1:', ':v2:'),
    'an address whose checksum is wrong': URN.replace('0x5FbD', '0x5fbd'),
    'a leaf in capitals': URN.replaceAll('ab', 'AB'),
    'a leaf that is cut': URN.slice(0, -1),
    'a leaf that goes on': `${URN}00`,
    'a line break at the end': `${URN}\n`,
    'a space before it': ` ${URN}`,
    'a fragment': `${URN}#x`,
    'another kind of chain': URN.replace('eip155', 'solana'),
    'a chain with a zero before it': URN.replace(':31337:', ':031337:'),
    'another spelling of the beginning': URN.replace('urn:rootmark', 'URN:Rootmark'),
  };
  for (const [what, text] of Object.entries(forged)) {
    it(`refuses ${what}`, () => expect(parseComponentReference(text)).to.equal(null));
  }
});

describe('namedComponents', () => {
  const named = (evidence: JsonValue) => namedComponents({ document: { evidence } });

  it('gives what is named, in order, and passes over other evidence', () => {
    expect(
      named([
        { id: 'https://portfolio.lakeside.example/', type: ['Evidence'] },
        { id: URN, type: ['Evidence'], name: 'Data' },
        'urn:rootmark:component:v1:text',
        { type: ['Evidence'], narrative: 'no id' },
      ]),
    ).to.eql([{ id: URN, title: 'Data', reference: { registry: REGISTRY, leaf: LEAF } }]);
  });

  it('gives what means to name a component and cannot be read, so that nobody looks past it', () => {
    for (const id of [URN.slice(0, -1), URN.replace('urn:rootmark', 'URN:Rootmark')])
      expect(named([{ id, type: ['Evidence'] }])).to.eql([{ id, title: null, reference: null }]);
  });

  it('reads evidence that is no list', () => {
    expect(named({ id: URN, type: ['Evidence'] })).to.have.length(1);
  });
});

describe('hidesComponents', () => {
  const evidence = [{ id: URN, type: ['Evidence'], name: 'Data' }];
  const hiding = (...hide: string[]) =>
    hidesComponents(
      fileOfDraft(componentDraft({ members: { evidence }, redactable: ['/awardedDate', ...hide] }), hide),
    );

  it('tells evidence that is hidden as a whole, in part or inside', () => {
    expect(hiding('/evidence')).to.equal(true);
    expect(hiding('/evidence/0')).to.equal(true);
    expect(hiding('/evidence/0/id')).to.equal(true);
  });

  it('is not alarmed by what is hidden elsewhere', () => {
    expect(hiding('/credentialSubject/identifier/0')).to.equal(false);
    expect(hiding('/credentialSubject/result')).to.equal(false);
  });
});

import { expect } from 'chai';
import { differencesIn, type Finding, lineOf } from '../conformance/finding.ts';
import { PEERS } from '../conformance/peers.ts';

describe('npm run conformance', () => {
  it('asks every library of the field that checks what this project writes', () => {
    expect(PEERS.flatMap(({ packages }) => packages)).to.eql([
      'ajv',
      '@digitalbazaar/vc',
      '@digitalbazaar/eddsa-rdfc-2022-cryptosuite',
      '@sd-jwt/core',
      '@digitalbazaar/vc-bitstring-status-list',
      '@openzeppelin/merkle-tree',
      '@openzeppelin/contracts',
      'merkletreejs',
      'ethers',
    ]);
  });

  for (const peer of PEERS) {
    it(`finds no unexplained difference from ${peer.name}`, async function () {
      this.timeout(60_000);
      const findings = await peer.compare(3);

      expect(differencesIn(findings)).to.eql([]);
      expect(findings.some(({ isGood }) => isGood)).to.eql(true);
      expect(findings.some(({ isGood }) => !isGood)).to.eql(true);
      expect(lineOf(peer, findings)).to.match(
        /^.+ \(.+@\d+\.\d+\.\d+\S*\): \d+ cases \(\d+ good, \d+ bad\), 0 unexplained differences(; \d+ explained: .+)?$/,
      );
    });
  }
});

describe('differencesIn', () => {
  const finding = (isGood: boolean, ours: boolean, theirs: boolean, explanation?: string): Finding => ({
    name: `${isGood} ${ours} ${theirs}`,
    isGood,
    ours,
    theirs,
    ...(explanation === undefined ? {} : { explanation }),
  });

  it('lets pass only what both get right', () => {
    const right = [finding(true, true, true), finding(false, false, false)];
    const wrong = [
      finding(true, true, false),
      finding(true, false, true),
      finding(true, false, false),
      finding(false, true, false),
      finding(false, false, true),
      finding(false, true, true),
    ];
    expect(differencesIn([...right, ...wrong])).to.eql(wrong);
  });

  it('takes a known mistake of the library for explained, never one of ours', () => {
    const ours = finding(false, true, true, 'known');
    expect(differencesIn([finding(false, false, true, 'known'), ours])).to.eql([ours]);
  });
});

describe('lineOf', () => {
  it('counts cases, differences, and what is explained', () => {
    const peer = { name: 'Leaves', packages: ['ethers'], compare: async () => [] };
    const findings = [
      { name: 'a', isGood: true, ours: true, theirs: true },
      { name: 'b', isGood: false, ours: false, theirs: true },
      { name: 'c', isGood: false, ours: false, theirs: true, explanation: 'it is known' },
    ];
    expect(lineOf(peer, findings)).to.match(
      /^Leaves \(ethers@6\.\d+\.\d+\): 3 cases \(1 good, 2 bad\), 1 unexplained differences; 1 explained: it is known$/,
    );
  });
});

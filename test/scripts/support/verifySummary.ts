import { expect } from 'chai';
import type { Verdict } from '#core/verdict';
import type { Shown } from '../../../scripts/support/verifyInputs.ts';
import { VerifySummary } from '../../../scripts/support/verifySummary.ts';

function summaryOf(...verdicts: Verdict[]): VerifySummary {
  const summary = new VerifySummary();
  for (const verdict of verdicts) summary.add({ verdict, network: null, block: null, endpoints: [] });
  return summary;
}

function readAt(name: string, number: number, ...urls: string[]): Parameters<VerifySummary['add']>[0] {
  const answers: Shown['endpoints'] = urls.map((url) => ({ url, outcome: 'agreed', detail: '' }));
  const failed = { url: 'https://late.example/', outcome: 'failed', detail: '' } as const;
  return {
    verdict: 'verified',
    network: { chainId: 1, name, kind: 'test' },
    block: { number, timestamp: 1_788_220_800 + number, hash: `0x${'a'.repeat(64)}` },
    endpoints: [...answers, failed],
  };
}

describe('VerifySummary', () => {
  it('counts verdicts in the order in which they came', () => {
    expect(summaryOf('invalid', 'verified', 'invalid').verdicts).to.equal('2 invalid, 1 verified');
  });

  it('tells the newest block of each chain, and who agreed on it, by their hosts alone', () => {
    const summary = new VerifySummary();
    summary.add(readAt('Sepolia', 3, 'https://a.example/key'));
    summary.add(readAt('Testnet', 9, 'https://t.example/'));
    summary.add(readAt('Sepolia', 5, 'https://a.example/key', 'https://b.example/'));
    summary.add(readAt('Sepolia', 4, 'https://c.example/'));

    expect(summary.readings).to.eql([
      'Read from a.example, b.example: Sepolia, block 5, 2026-09-01T00:00:05Z',
      'Read from t.example: Testnet, block 9, 2026-09-01T00:00:09Z',
    ]);
  });

  const exits: [verdicts: Verdict[], code: number][] = [
    [['verified'], 0],
    [['verified', 'unchecked'], 10],
    [['unchecked', 'not-current'], 9],
    [['verified', 'invalid'], 9],
    [['unrecognised'], 9],
  ];
  for (const [verdicts, code] of exits)
    it(`leaves with ${code} after ${verdicts.join(', ')}`, () => {
      expect(summaryOf(...verdicts).exitCode).to.equal(code);
    });
});

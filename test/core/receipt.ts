import { expect } from 'chai';
import { FormatError } from '#core/errors';
import { receiptOf } from '#core/receipt';
import type { VerificationResult } from '#core/verdict';
import { fingerprintOf, unreadable, verifyCredential } from '#core/verify';
import { type Chain, startChain } from '../support/chain.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import { anchorWorld, contextOf, fileOf, publishIssuer, textOf, type World } from '../support/world.ts';

describe('receiptOf', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;
  let result: VerificationResult;

  before(async () => {
    [chain, host] = await Promise.all([startChain(), startDidHost()]);
    world = await anchorWorld(chain);
    publishIssuer(world, host);
    result = await verifyCredential(textOf(world), contextOf(world, host));
  });

  after(() => host.close());

  it('names the verdict, every check, the chain, the block, the time and who was asked', () => {
    const { root, index, payloadHash } = fingerprintOf(fileOf(world));
    const { checks, note, ...rest } = receiptOf(result);

    expect(rest).to.eql({
      type: 'RootmarkVerdictReceipt',
      version: 1,
      verdict: 'verified',
      headline: result.headline,
      checkedAt: '2026-10-10T00:00:00.000Z',
      network: { chainId: 31337, name: 'Testnet', kind: 'test' },
      block: { number: 4, hash: result.block?.hash, time: '2026-09-02T00:00:00.000Z' },
      endpoints: [{ host: '127.0.0.1:8545', outcome: 'agreed', detail: 'It read block 4.' }],
      issuer: { address: world.issuer, provenDomain: 'lakeside.example', accreditedBy: null },
      credential: {
        registry: `eip155:31337:${world.registry.address}`,
        root,
        index,
        payloadHash,
        anchoredAt: '2026-09-02T00:00:00.000Z',
        concealed: 0,
      },
    });
    expect(checks).to.eql(
      result.checks.map(({ id, status, reason, message }) => ({ id, status, reason, message })),
    );
    expect(note).to.match(/Nobody signed this receipt/);
  });

  it('tells an endpoint by its host, and nothing else that its address holds', () => {
    const url = 'https://someone:secret@rpc.example/v2/key?token=hidden';
    const endpoints = [{ url, outcome: 'agreed', detail: 'It read block 4.' } as const];
    const text = JSON.stringify(receiptOf({ ...result, endpoints }));

    expect(text).to.include('rpc.example');
    expect(text).to.not.match(/secret|key\?|hidden/);
  });

  it('has no credential where none could be read', () => {
    const error = new FormatError('NotJson', 'This is not JSON.');

    expect(receiptOf(unreadable(error, 0))).to.deep.include({
      verdict: 'invalid',
      credential: null,
      issuer: null,
      network: null,
      block: null,
      endpoints: [],
      checkedAt: '1970-01-01T00:00:00.000Z',
    });
  });
});

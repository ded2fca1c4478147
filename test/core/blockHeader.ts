import { expect } from 'chai';
import { network } from 'hardhat';
import { fromRlp, type Hex, numberToHex, toRlp } from 'viem';
import { headerOf, readHeader } from '#core/blockHeader';
import type { JsonObject } from '#core/json';
import { expectFault } from '../support/errors.ts';

const ZERO = `0x${'00'.repeat(32)}`;

/** The first block of Ethereum, from the yellow paper's appendix I and any explorer. */
const GENESIS = {
  hash: '0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3',
  parentHash: ZERO,
  sha3Uncles: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
  miner: `0x${'00'.repeat(20)}`,
  stateRoot: '0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544',
  transactionsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  receiptsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  logsBloom: `0x${'00'.repeat(256)}`,
  difficulty: '0x400000000',
  number: '0x0',
  gasLimit: '0x1388',
  gasUsed: '0x0',
  timestamp: '0x0',
  extraData: '0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa',
  mixHash: ZERO,
  nonce: '0x0000000000000042',
} satisfies JsonObject;

describe('headerOf', () => {
  it('rebuilds the header of the first block of Ethereum', () => {
    expect(readHeader(headerOf(GENESIS))).to.eql({
      hash: GENESIS.hash,
      number: 0,
      timestamp: 0,
      stateRoot: GENESIS.stateRoot,
    });
  });

  it('takes numbers with leading zeros for the same', () => {
    expect(headerOf({ ...GENESIS, gasLimit: '0x0001388', gasUsed: '0x00' })).to.equal(headerOf(GENESIS));
  });

  for (const hardfork of ['berlin', 'london', 'shanghai', 'cancun', 'prague', 'osaka']) {
    it(`rebuilds headers as ${hardfork} has them`, async () => {
      const { provider } = await network.create({ network: 'default', override: { hardfork } });
      await provider.request({ method: 'hardhat_mine', params: ['0x2'] });
      const block = (await provider.request({
        method: 'eth_getBlockByNumber',
        params: ['latest', false],
      })) as Record<string, string>;

      expect(readHeader(headerOf(block))).to.eql({
        hash: block.hash,
        number: 2,
        timestamp: Number(block.timestamp),
        stateRoot: block.stateRoot,
      });
    });
  }

  it('refuses a block whose parts do not hash to its hash', () => {
    const members = Object.keys(GENESIS).filter((name) => name !== 'hash');
    const altered = members.map((name) => ({ ...GENESIS, [name]: `0x${'77'.repeat(32)}` }));
    const cut = members.map((name) => ({ ...GENESIS, [name]: null }));
    for (const block of [...altered, ...cut, { ...GENESIS, hash: ZERO }, null, 'block', {}, { hash: 1 }]) {
      expectFault(() => headerOf(block), {
        kind: 'network',
        code: 'HeaderUnknown',
        message: 'The block’s header could not be put together: its parts do not hash to the block’s hash.',
      });
    }
  });
});

describe('readHeader', () => {
  it('gives null for what is no header', () => {
    for (const bytes of ['0x', '0xc0', '0x80', '0xff', '0xf8ff', '0xc3010203'] as const)
      expect(readHeader(bytes), bytes).to.equal(null);
  });

  it('gives null for a block from a time that has no name', () => {
    const headerAt = (timestamp: bigint) => {
      const members = fromRlp(headerOf(GENESIS), 'hex') as Hex[];
      return toRlp(members.with(11, numberToHex(timestamp, { size: 8 })));
    };
    expect(readHeader(headerAt(253_402_300_799n))?.timestamp).to.equal(253_402_300_799);
    for (const timestamp of [253_402_300_800n, 2n ** 53n, 2n ** 64n - 1n])
      expect(readHeader(headerAt(timestamp)), String(timestamp)).to.equal(null);
  });
});

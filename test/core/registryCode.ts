import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { bytesToHex, type Hex, hexToBytes } from 'viem';
import { getCode } from 'viem/actions';
import type { ChainAccount } from '#core/account';
import { isRegistryCode, REGISTRY_CODE } from '#core/registryCode';
import { deployRegistry, startChain } from '../support/chain.ts';

describe('isRegistryCode', () => {
  let registry: ChainAccount;
  let code: Hex;

  before(async () => {
    const chain = await startChain();
    registry = await deployRegistry(chain);
    code = (await getCode(chain.client, { address: registry.address })) ?? '0x';
  });

  it('knows the code that the compiled contract leaves on a chain', () => {
    expect(isRegistryCode(code, registry)).to.equal(true);
  });

  it('knows it on another chain and at another address', async () => {
    const chain = await startChain(11155111);
    await deployRegistry(chain);
    const other = await deployRegistry(chain);
    const otherCode = (await getCode(chain.client, { address: other.address })) ?? '0x';

    expect(other.address).not.to.equal(registry.address);
    expect(isRegistryCode(otherCode, other)).to.equal(true);
    expect(isRegistryCode(otherCode, registry)).to.equal(false);
  });

  it('takes it for no registry of another chain or address', () => {
    expect(isRegistryCode(code, { ...registry, chainId: 1 })).to.equal(false);
    expect(isRegistryCode(code, { ...registry, address: `0x${'12'.repeat(20)}` })).to.equal(false);
  });

  it('refuses code with any byte altered, cut off or added', () => {
    const bytes = hexToBytes(code);
    const { domainSeparator, chainId, address } = REGISTRY_CODE;
    const places = [domainSeparator, chainId, address].flatMap((start) => [
      start - 1,
      start,
      start + 31,
      start + 32,
    ]);
    for (const at of [0, ...places, bytes.length - 1]) {
      const altered = bytes.slice();
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(isRegistryCode(bytesToHex(altered), registry), `byte ${at}`).to.equal(false);
    }
    expect(isRegistryCode(bytesToHex(bytes.subarray(0, -1)), registry)).to.equal(false);
    expect(isRegistryCode(`${code}00`, registry)).to.equal(false);
    expect(isRegistryCode('0x', registry)).to.equal(false);
  });

  it('reads its own words where the compiler left room for them', () => {
    const { immutableReferences } = JSON.parse(
      readFileSync('artifacts/contracts/CredentialRegistry.sol/CredentialRegistry.json', 'utf8'),
    );
    const places = Object.values(immutableReferences as Record<string, { start: number }[]>).flatMap(
      (references) => references.map(({ start }) => start),
    );
    const { domainSeparator, chainId, address } = REGISTRY_CODE;
    expect(places).to.include.members([domainSeparator, chainId, address]);
  });
});

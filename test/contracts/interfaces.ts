import { expect } from 'chai';
import { deployedRegistry, domainOf, ethers, loadFixture } from './fixtures.ts';

const { ZeroHash } = ethers;

describe('supportsInterface', () => {
  it('knows its own interface, ERC-165 and ERC-5267, and nothing else', async () => {
    const { registry } = await loadFixture(deployedRegistry);
    const { interface: own } = await ethers.getContractAt('ICredentialRegistry', registry);
    let interfaceId = 0n;
    own.forEachFunction(({ selector }) => {
      interfaceId ^= BigInt(selector);
    });

    expect(await registry.supportsInterface(ethers.toBeHex(interfaceId, 4))).to.equal(true);
    expect(await registry.supportsInterface('0x01ffc9a7')).to.equal(true);
    expect(await registry.supportsInterface('0x84b0196e')).to.equal(true);
    expect(await registry.supportsInterface('0xffffffff')).to.equal(false);
  });
});

describe('eip712Domain', () => {
  it('is the domain of leaves and signatures', async () => {
    const { registry } = await loadFixture(deployedRegistry);
    const { name, version, chainId, verifyingContract } = await domainOf(registry);

    expect(await registry.eip712Domain()).to.deep.equal([
      '0x0f',
      name,
      version,
      chainId,
      verifyingContract,
      ZeroHash,
      [],
    ]);
  });
});

describe('CredentialRegistry', () => {
  it('keeps no ether: neither plain nor with a call', async () => {
    const { registry, stranger } = await loadFixture(deployedRegistry);

    await expect(stranger.sendTransaction({ to: registry, value: 1 })).to.be.revert(ethers);
    const data = registry.interface.encodeFunctionData('multicall', [[]]);
    await expect(stranger.sendTransaction({ to: registry, data, value: 1 })).to.be.revert(ethers);
  });

  it('has nobody in charge: no owner, proxy, pause or upgrade among its functions', async () => {
    const { registry } = await loadFixture(deployedRegistry);
    const code = await ethers.provider.getCode(registry);
    const names: string[] = [];
    registry.interface.forEachFunction(({ name }) => names.push(name));

    expect(names.filter((name) => /owner|pause|upgrade|proxy|initialize/i.test(name))).to.deep.equal([]);
    // The slots that proxies keep their implementation and admin in (ERC-1967).
    expect(code).not.to.include('360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc');
  });
});

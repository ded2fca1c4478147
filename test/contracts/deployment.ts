import { expect } from 'chai';
import { AbiCoder, concat, getCreate2Address, keccak256 } from 'ethers';
import { artifacts, network } from 'hardhat';
import Rootmark, { DEPLOYMENT_SALT } from '../../deployments/ignition/modules/Rootmark.ts';

/** The factory that Ignition's `create2` strategy deploys through, at the same address on every chain. */
const CREATE_X = '0xba5Ed099633D3B313e4D5F7bdc1305d3c28ba5Ed';

describe('deployment', () => {
  it('puts the registry at the same address on every chain, whoever deploys it', async () => {
    const first = await network.create();
    const second = await network.create();
    // A public chain has the factory already; Ignition brings it only to a local one.
    const third = await network.create({ override: { chainId: 11155111 } });
    const [, otherDeployer] = await second.ethers.getSigners();

    const addresses = [await deployOn(first), await deployOn(second, otherDeployer?.address)];
    await third.networkHelpers.setCode(CREATE_X, await first.ethers.provider.getCode(CREATE_X));
    addresses.push(await deployOn(third));

    const { bytecode } = await artifacts.readArtifact('CredentialRegistry');
    const expected = getCreate2Address(CREATE_X, keccak256(DEPLOYMENT_SALT), keccak256(bytecode));
    expect(addresses).to.deep.equal([expected, expected, expected]);
    for (const { ethers } of [first, second, third]) {
      expect(await ethers.provider.getCode(expected)).not.to.equal('0x');
    }
  });

  it('puts the registry of accreditations beside it, at an address that depends on both codes alone', async () => {
    const { bytecode } = await artifacts.readArtifact('AccreditationRegistry');
    const addresses: string[] = [];
    for (const sender of [0, 1]) {
      const connection = await network.create();
      const account = (await connection.ethers.getSigners())[sender]?.address;
      const { credentialRegistry, accreditationRegistry } = await deployBoth(connection, account);
      const credentials = await credentialRegistry.getAddress();
      const accreditations = await accreditationRegistry.getAddress();
      const code = concat([bytecode, AbiCoder.defaultAbiCoder().encode(['address'], [credentials])]);
      expect(accreditations).to.equal(
        getCreate2Address(CREATE_X, keccak256(DEPLOYMENT_SALT), keccak256(code)),
      );
      const deployed = await connection.ethers.getContractAt('AccreditationRegistry', accreditations);
      expect(await deployed.credentialRegistry()).to.equal(credentials);
      addresses.push(accreditations);
    }
    expect(addresses[1]).to.equal(addresses[0]);
  });

  it('gives each chain a domain of its own', async () => {
    const connection = await network.create();
    const address = await deployOn(connection);
    const registry = await connection.ethers.getContractAt('CredentialRegistry', address);

    const { chainId, verifyingContract } = await registry.eip712Domain();
    expect([chainId, verifyingContract]).to.deep.equal([31337n, address]);
  });
});

type Connection = Awaited<ReturnType<typeof network.create>>;

async function deployOn(connection: Connection, defaultSender?: string): Promise<string> {
  return await (await deployBoth(connection, defaultSender)).credentialRegistry.getAddress();
}

function deployBoth(connection: Connection, defaultSender?: string) {
  return connection.ignition.deploy(Rootmark, {
    strategy: 'create2',
    strategyConfig: { salt: DEPLOYMENT_SALT },
    ...(defaultSender === undefined ? {} : { defaultSender }),
  });
}

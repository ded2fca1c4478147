import { expect } from 'chai';
import { type Deployment, deploymentOf, parseDeployment } from '#core/deployments';
import type { JsonValue } from '#core/json';
import { withoutValue, withValue } from '../support/credentials.ts';
import { expectFault } from '../support/errors.ts';

const ADDRESS = '0x5FbDB2315678afecb367f032d93F642f64180aa3';
const record = {
  chainId: 11155111,
  name: 'Sepolia',
  kind: 'test',
  rpcUrls: ['https://rpc.example/v1'],
  confirmations: 3,
  explorer: 'https://explorer.example',
  credentialRegistry: { address: ADDRESS, blockNumber: 7, transactionHash: `0x${'ab'.repeat(32)}` },
  accreditationRegistry: { address: ADDRESS, blockNumber: 8, transactionHash: null },
  trustedAccreditors: [
    { address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8', name: 'Ministry of Education' },
  ],
};

describe('parseDeployment', () => {
  it('reads a record, with and without what may be missing', () => {
    expect(parseDeployment(record, 'x')).to.eql(record);
    expect(parseDeployment(withoutValue(record, '/explorer'), 'x')).to.eql(withoutValue(record, '/explorer'));
    const undated = withValue(record, '/credentialRegistry/transactionHash', null);
    expect(parseDeployment(undated, 'x')).to.eql(undated);
  });

  const changes: [pointer: string, value: JsonValue, member: string][] = [
    ['/chainId', 0, 'chainId'],
    ['/chainId', '1', 'chainId'],
    ['/chainId', 1.5, 'chainId'],
    ['/name', '', 'name'],
    ['/kind', 'mainnet', 'kind'],
    ['/rpcUrls/0', 'rpc', 'rpcUrls.0'],
    ['/rpcUrls', 'https://rpc.example', 'rpcUrls'],
    ['/confirmations', 0, 'confirmations'],
    ['/explorer', 'explorer', 'explorer'],
    ['/credentialRegistry/address', ADDRESS.toLowerCase(), 'credentialRegistry.address'],
    ['/credentialRegistry/blockNumber', -1, 'credentialRegistry.blockNumber'],
    ['/credentialRegistry/transactionHash', '0xab', 'credentialRegistry.transactionHash'],
    ['/accreditationRegistry', null, 'accreditationRegistry'],
    ['/trustedAccreditors/0', 'ministry', 'trustedAccreditors.0'],
    ['/trustedAccreditors/0/address', '0x12', 'trustedAccreditors.0.address'],
    ['/trustedAccreditors/0/name', '', 'trustedAccreditors.0.name'],
  ];
  for (const [pointer, value, member] of changes) {
    it(`refuses ${member} as ${JSON.stringify(value)}, naming it`, () => {
      const run = () => parseDeployment(withValue(record, pointer, value), 'deployments/1.json');

      expect(run).to.throw(`deployments/1.json is no deployment record: ${member}: `);
      expect(run).to.throw().with.property('code', 'DeploymentInvalid');
    });
  }

  it('refuses what is no object', () => {
    expectFault(() => parseDeployment(null, 'x'), {
      kind: 'input',
      code: 'DeploymentInvalid',
      message: 'x is no deployment record: the file: Invalid type: Expected Object but received null.',
    });
  });
});

describe('deploymentOf', () => {
  const sepolia = parseDeployment(record, 'x');
  const local: Deployment = { ...sepolia, chainId: 31337, kind: 'local' };

  it('finds the record of a registry by chain and address', () => {
    expect(deploymentOf([sepolia, local], { chainId: 31337, address: ADDRESS })).to.equal(local);
  });

  it('finds nothing for another chain or another address', () => {
    expect(deploymentOf([sepolia, local], { chainId: 1, address: ADDRESS })).to.equal(undefined);
    const other = { chainId: 31337, address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' } as const;
    expect(deploymentOf([sepolia, local], other)).to.equal(undefined);
  });
});

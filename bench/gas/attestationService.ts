import eas from '@ethereum-attestation-service/eas-contracts/artifacts/contracts/EAS.sol/EAS.json' with {
  type: 'json',
};
import schemas from '@ethereum-attestation-service/eas-contracts/artifacts/contracts/SchemaRegistry.sol/SchemaRegistry.json' with {
  type: 'json',
};
import type { Contract } from 'ethers';
import type { BenchChain } from './chain.ts';
import { type Figures, REVOKED } from './operations.ts';

/** Attestations that one transaction can make under Ethereum's limit of gas a transaction (EIP-7825). */
const AT_ONCE = 64;
const SCHEMA = 'bytes32 root';

/**
 * The Ethereum Attestation Service in the two ways that it offers. On chain, each credential that should be revocable is an
 * attestation. Off chain, the root of a batch is timestamped, which does not say whose it is, and hashes are revoked.
 */
export async function measureAttestationService(
  chain: BenchChain,
): Promise<{ attestations: Figures; timestamps: Figures; compiler: string }> {
  const schemaRegistry = await chain.deploy(JSON.stringify(schemas.abi), schemas.bytecode, []);
  const deployed = await chain.deploy(JSON.stringify(eas.abi), eas.bytecode, [
    await schemaRegistry.contract.getAddress(),
  ]);
  const deployment = {
    gas: schemaRegistry.gas + deployed.gas,
    by: 'EAS and its SchemaRegistry, once for all issuers',
  };
  const schema = await registerSchema(chain, schemaRegistry.contract);
  return {
    attestations: { deployment, ...(await measureAttestations(chain, deployed.contract, schema)) },
    timestamps: { deployment, ...(await measureTimestamps(chain, deployed.contract)) },
    compiler: deployed.compiler,
  };
}

async function measureAttestations(chain: BenchChain, service: Contract, schema: string): Promise<Figures> {
  const { ethers, gasOf } = chain;
  const attested = (name: string) => ({
    recipient: ethers.ZeroAddress,
    expirationTime: 0,
    revocable: true,
    refUID: ethers.ZeroHash,
    data: ethers.id(name),
    value: 0,
  });
  const attest = async (names: string[]) => {
    const data = names.map(attested);
    const receipt = await chain.receiptOf(() => service.getFunction('multiAttest').send([{ schema, data }]));
    return receipt.logs.map((log) => service.interface.parseLog(log)?.args.uid as string);
  };
  const batch = attested('batch');
  const anchor = await gasOf(() => service.getFunction('attest').send({ schema, data: batch }));

  const uids: string[] = [];
  for (let first = 0; first <= REVOKED; first += AT_ONCE) {
    uids.push(...(await attest(Array.from({ length: AT_ONCE }, (_, i) => `credential ${first + i}`))));
  }
  const [one, ...others] = uids.map((uid) => ({ uid, value: 0 }));
  const many = others.slice(0, REVOKED);
  const good = others.at(-1);
  if (good === undefined) throw new RangeError('Too few attestations were made');
  const revokeOne = await gasOf(() => service.getFunction('revoke').send({ schema, data: one }));
  const multiRevoke = await gasOf(() => service.getFunction('multiRevoke').send([{ schema, data: many }]));
  const revokeMany = { gas: multiRevoke, by: 'multiRevoke, each attested before' };
  const question = service.interface.encodeFunctionData('getAttestation', [good.uid]);
  const view = { gas: await chain.gasOfViews(service, [question]), by: 'getAttestation, no path' };

  return {
    anchor: { gas: anchor, by: 'attest' },
    revokeOne: { gas: revokeOne, by: 'revoke' },
    revokeNeighbours: revokeMany,
    revokeScattered: revokeMany,
    isValid: view,
    credentialState: view,
  };
}

async function measureTimestamps(chain: BenchChain, service: Contract): Promise<Figures> {
  const { ethers, issuer } = chain;
  const call = (name: string, argument: unknown) =>
    chain.gasOf(() => service.getFunction(name).send(argument));
  const root = ethers.id('timestamped batch');
  const anchor = await call('timestamp', root);
  const revokeOne = await call('revokeOffchain', ethers.id('revoked'));
  const hashes = Array.from({ length: REVOKED }, (_, i) => ethers.id(`credential ${i}`));
  const many = { gas: await call('multiRevokeOffchain', hashes), by: 'multiRevokeOffchain' };
  const isValid = await chain.gasOfViews(service, [
    service.interface.encodeFunctionData('getTimestamp', [root]),
    service.interface.encodeFunctionData('getRevokeOffchain', [issuer.address, ethers.id('good')]),
  ]);

  return {
    anchor: { gas: anchor, by: 'timestamp, no issuer' },
    revokeOne: { gas: revokeOne, by: 'revokeOffchain' },
    revokeNeighbours: many,
    revokeScattered: many,
    isValid: { gas: isValid, by: 'getTimestamp and getRevokeOffchain, no path' },
  };
}

async function registerSchema(chain: BenchChain, registry: Contract): Promise<string> {
  const { ZeroAddress } = chain.ethers;
  const receipt = await chain.receiptOf(() =>
    registry.getFunction('register').send(SCHEMA, ZeroAddress, true),
  );
  const [uid] = receipt.logs.map((log) => registry.interface.parseLog(log)?.args.uid as string);
  if (uid === undefined) throw new Error('The SchemaRegistry told no schema');
  return uid;
}

import { expect } from 'chai';
import { globalOptions } from 'hardhat';
import { RootmarkError } from '#core/errors';
import { makeEvidence } from '#core/evidenceMaking';
import { type Chain, startChain } from '../support/chain.ts';
import { type Fault, type RpcEndpoint, startRpcEndpoint } from '../support/rpcEndpoint.ts';
import { anchorWorld, textOf, type World } from '../support/world.ts';

// Code measured for coverage is not the registry's.
if (!globalOptions.coverage) {
  describe('makeEvidence', () => {
    let chain: Chain;
    let world: World;
    let endpoint: RpcEndpoint;

    before(async () => {
      chain = await startChain();
      world = await anchorWorld(chain);
    });
    beforeEach(async () => {
      endpoint = await startRpcEndpoint(chain);
    });
    afterEach(() => endpoint.close());

    const make = (blockNumber = 4) =>
      makeEvidence(endpoint.client, world.deployment, { text: textOf(world), blockNumber, didDocuments: [] });

    /** Making evidence while the endpoint answers a method like this fails, and says so. */
    async function expectFault(method: string, fault: Fault, code: string, message: RegExp, advice: RegExp) {
      endpoint.fail(method, fault);
      const error = await make().catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(RootmarkError);
      const { kind, code: found, message: told, advice: advised } = error as RootmarkError;
      expect({ kind, code: found }).to.eql({ kind: 'network', code });
      expect(told).to.match(message);
      expect(advised).to.match(advice);
    }

    it('asks for every slot that decides, and for no other', async () => {
      const { registry } = await make();
      // Batch, two words of status, number of DIDs, operator, one DID of 24 bytes.
      expect(registry.storageProof).to.have.length(6);
    });

    for (const [name, fault] of Object.entries<Fault>({
      'that knows no proofs': { error: { code: -32601, message: 'the method eth_getProof does not exist' } },
      'that keeps no old state': {
        error: { code: -32000, message: 'distance to target block exceeds maximum proof window' },
      },
      'that answers with something else': { result: { accountProof: 'none' } },
      'that answers with nothing': { result: null },
      'that is cut off': 'cut',
    })) {
      it(`says of an endpoint ${name} that it gives no proofs`, () =>
        expectFault(
          'eth_getProof',
          fault,
          'ProofsUnavailable',
          /^The endpoint for Testnet gives no proofs \(eth_getProof\): .+[^.]\.$/,
          /^Set another RPC endpoint; many public ones give none\.$/,
        ));
    }

    it('refuses proofs that do not hold', () =>
      expectFault(
        'eth_getProof',
        { result: { accountProof: [`0x${'c0'.repeat(40)}`], storageProof: [] } },
        'ProofsWrong',
        /^The endpoint for Testnet gave proofs that do not hold: a node on the way is missing or altered\.$/,
        /^The chain may just have changed its mind about its last blocks\. Try again in a minute, /,
      ));

    it('refuses the proofs of another block', async () => {
      const [, { accountProof }] = await Promise.all([
        chain.helpers.mine(1),
        chain.client.request({
          method: 'eth_getProof',
          params: [world.registry.address, [], '0x1'],
        } as never) as Promise<{ accountProof: string[] }>,
      ]);
      await expectFault(
        'eth_getProof',
        { result: { accountProof, storageProof: [] } },
        'ProofsWrong',
        /do not hold/,
        /./,
      );
    });

    it('refuses slots that the endpoint leaves out', async () => {
      const answer = (await chain.client.request({
        method: 'eth_getProof',
        params: [world.registry.address, [], '0x4'],
      } as never)) as object;
      await expectFault('eth_getProof', { result: answer }, 'ProofsWrong', /do not hold/, /./);
    });

    it('refuses a block that is not there', async () => {
      const error = await make(4000).catch((thrown: unknown) => thrown);
      expect((error as RootmarkError).code).to.equal('HeaderUnknown');
    });

    it('refuses a contract that is not there', () =>
      expectFault('eth_getCode', { result: '0x' }, 'ProofsUnavailable', /its answer is no proof\.$/, /./));
  });
}

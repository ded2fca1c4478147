import { expect } from 'chai';
import { type Address, type Hex, keccak256, numberToHex, stringToHex } from 'viem';
import { getBlock, getProof, readContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import { buildBatch } from '#core/batch';
import { type CredentialQuery, ROLE, statusBitOf } from '#core/registry';
import { credentialStateFrom } from '#core/registryState';
import type { SlotReader } from '#core/registryStorage';
import { nodesByHash, provenAccount, provenSlot } from '#core/storageProof';
import { fingerprintOf } from '#core/verify';
import { act, type Chain, startChain } from '../support/chain.ts';
import { draftFor } from '../support/credentials.ts';
import { anchorWorld, fileOf, HOLDERS, SECRET, type World } from '../support/world.ts';

/** A DID of so many bytes. */
const didOf = (length: number) => `did:web:${'a'.repeat(length - 16)}.example`;

describe('credentialStateFrom', () => {
  let chain: Chain;
  let world: World;

  before(async () => {
    chain = await startChain();
  });
  beforeEach(async () => {
    world = await chain.helpers.loadFixture(anchored);
  });

  function anchored() {
    return anchorWorld(chain);
  }

  /** The registry's storage, as the chain proves it. */
  async function prover(): Promise<SlotReader> {
    const { address } = world.registry;
    const { stateRoot, number } = await getBlock(chain.client);
    return async (slots) => {
      const storageKeys = slots.map((slot) => numberToHex(slot, { size: 32 }));
      const proof = await getProof(chain.client, { address, storageKeys, blockNumber: number });
      const account = await provenAccount(stateRoot, address, nodesByHash(proof.accountProof));
      const storageRoot = account?.storageRoot ?? expect.fail('there is no registry');
      return Promise.all(
        proof.storageProof.map(({ proof: nodes }, at) =>
          provenSlot(storageRoot, slots[at] as bigint, nodesByHash(nodes)),
        ),
      );
    };
  }

  /** Asserts that storage and contract say the same, and returns it. */
  async function agreed(changes: Partial<CredentialQuery> = {}, row = 0) {
    const { registry } = world;
    const query = { ...fingerprintOf(fileOf(world, row)), ...changes };
    const state = await credentialStateFrom(await prover(), registry, query);
    const answer = await readContract(chain.client, {
      abi: credentialRegistryAbi,
      address: registry.address,
      functionName: 'credentialState',
      args: [query.issuer, query.root, BigInt(query.index), query.payloadHash, query.path],
    });
    expect(state).to.eql(answer);
    return state;
  }

  const asIssuer = (...[functionName, args]: [Parameters<typeof act>[3], readonly unknown[]]) =>
    act(chain, world.registry, world.issuer, functionName, args as never);
  const maskOf = (row: number) => {
    const { word, mask } = statusBitOf(fileOf(world, row).anchor.index);
    return [word, mask] as const;
  };

  it('says what the contract says of a good credential', async () => {
    expect(await agreed()).to.include({ included: true, revoked: false, suspended: false, withdrawn: false });
  });

  it('says what the contract says of ones that are revoked, suspended or both, and of their neighbours', async () => {
    const { issuer, batch } = world;
    await asIssuer('revoke', [issuer, batch.root, ...maskOf(0), '']);
    await asIssuer('suspend', [issuer, batch.root, ...maskOf(1), '']);
    await asIssuer('revoke', [issuer, batch.root, ...maskOf(2), '']);
    await asIssuer('suspend', [issuer, batch.root, ...maskOf(2), '']);
    const states = await Promise.all(HOLDERS.map((_, row) => agreed({}, row)));
    expect(states.map(({ revoked, suspended }) => [revoked, suspended])).to.deep.equal([
      [true, false],
      [false, true],
      [true, true],
      [false, false],
      [false, false],
    ]);
    await asIssuer('reinstate', [issuer, batch.root, ...maskOf(2), '']);
    expect(await agreed({}, 2)).to.include({ revoked: false, suspended: false });
  });

  it('says what the contract says of a withdrawn batch', async () => {
    const { issuer, batch } = world;
    await asIssuer('withdrawBatch', [issuer, batch.root, 'Issued in error']);
    expect(await agreed()).to.include({ withdrawn: true });
  });

  it('says what the contract says of operators retired and distrusted', async () => {
    const { issuer } = world;
    const { anchoredAt } = await agreed();
    await asIssuer('retireOperator', [issuer, issuer]);
    expect(await agreed()).to.include({ distrusted: false });
    await asIssuer('distrustOperator', [issuer, issuer, anchoredAt + 1]);
    expect(await agreed()).to.include({ distrusted: false });
    await asIssuer('distrustOperator', [issuer, issuer, anchoredAt]);
    expect(await agreed()).to.include({ distrusted: true });
    await asIssuer('distrustOperator', [issuer, issuer, 0]);
    expect(await agreed()).to.include({ distrusted: true });
  });

  it('says what the contract says of batches that another operator anchored', async () => {
    const { issuer } = world;
    const operator = chain.accounts[5] as Address;
    await asIssuer('authorizeOperator', [issuer, operator, ROLE.anchor]);
    const root = keccak256(stringToHex('another batch'));
    await act(chain, world.registry, operator, 'anchorBatch', [issuer, root, 2 ** 32 - 1]);
    expect(await agreed({ root })).to.include({ included: false, operator });
    const { word } = statusBitOf(700);
    await asIssuer('revoke', [issuer, root, word, statusBitOf(700).mask, '']);
    for (const [index, revoked] of [
      [699, false],
      [700, true],
      [701, false],
      [188, false],
    ] as const)
      expect(await agreed({ root, index, path: [] }), String(index)).to.include({ revoked });
  });

  it('says what the contract says of a single credential whose leaf is the root', async () => {
    const { registry, issuer } = world;
    const batch = buildBatch({ registry, issuer, secret: SECRET, drafts: [draftFor('Zoë')] });
    await asIssuer('anchorBatch', [issuer, batch.root, 1]);
    world = { ...world, batch };
    expect(await agreed()).to.include({ included: true });
    expect(await agreed({ index: 1 })).to.include({ included: false });
  });

  it('says what the contract says where nothing is: unknown roots and issuers, wrong paths and indexes', async () => {
    const path = Array.from({ length: 65 }, (): Hex => `0x${'11'.repeat(32)}`);
    for (const changes of [
      { root: `0x${'ab'.repeat(32)}` },
      { issuer: chain.accounts[9] as Address },
      { index: 4_000_000_000 },
      { path },
      { payloadHash: `0x${'ab'.repeat(32)}` },
    ] satisfies Partial<CredentialQuery>[])
      expect((await agreed(changes)).included).to.equal(false);
  });

  it('says what the contract says of DIDs of every length around a slot’s, and of many', async () => {
    const { issuer } = world;
    const lengths = [18, 30, 31, 32, 33, 63, 64, 65, 96, 254, 255];
    for (const [at, length] of lengths.entries()) {
      await asIssuer('setDid', [issuer, didOf(length)]);
      const root = keccak256(numberToHex(at));
      await asIssuer('anchorBatch', [issuer, root, 1]);
      expect(await agreed({ root }), String(length)).to.include({
        didAtAnchoring: didOf(length),
        didNow: didOf(length),
      });
    }
    for (const [at, length] of lengths.entries()) {
      expect(await agreed({ root: keccak256(numberToHex(at)) })).to.include({
        didAtAnchoring: didOf(length),
        didNow: didOf(255),
      });
    }
    expect(await agreed()).to.include({ didAtAnchoring: 'did:web:lakeside.example' });
  });

  it('says what the contract says of DIDs beyond ASCII', async () => {
    await asIssuer('setDid', [world.issuer, 'did:web:läkeside-ポリテク-🎓-school.example']);
    expect(await agreed()).to.include({ didNow: 'did:web:läkeside-ポリテク-🎓-school.example' });
  });
});

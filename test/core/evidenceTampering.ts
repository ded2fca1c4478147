import { expect } from 'chai';
import { globalOptions } from 'hardhat';
import { bytesToHex, type Hex, hexToBytes, keccak256, zeroAddress } from 'viem';
import { headerOf } from '#core/blockHeader';
import { statusBitOf } from '#core/registry';
import { act, type Chain } from '../support/chain.ts';
import type { DidHost } from '../support/didHost.ts';
import {
  checkedAt,
  evidenceOf,
  expectRefused,
  type MadeEvidence,
  withRegistry,
} from '../support/evidence.ts';
import { setUpVerifiersWorld } from '../support/verifiersWorld.ts';
import { fileOf, textOf, type World } from '../support/world.ts';

// Code measured for coverage is not the registry's.
if (!globalOptions.coverage) {
  describe('evidence that was tampered with', () => {
    let chain: Chain;
    let host: DidHost;
    let world: World;

    setUpVerifiersWorld((given) => {
      ({ chain, host, world } = given);
    });

    const asIssuer = (...[functionName, args]: [Parameters<typeof act>[3], readonly unknown[]]) =>
      act(chain, world.registry, world.issuer, functionName, args as never);
    const make = (text?: string) => evidenceOf(world, host, text);
    const check = (made: MadeEvidence, now?: number) => checkedAt(world, now)(made);

    const maskOf = (row: number) => {
      const { word, mask } = statusBitOf(fileOf(world, row).anchor.index);
      return [word, mask] as const;
    };

    it('is refused with any byte of the header, the code or any node altered', async function () {
      this.timeout(120_000);
      const made = await make();
      const { accountProof, storageProof, code } = made.evidence.registry;
      const variants: [string, MadeEvidence][] = [];
      const known = new Set<Hex>();
      for (const [at, blockHeader] of alterations(made.evidence.blockHeader))
        variants.push([`header byte ${at}`, { ...made, evidence: { ...made.evidence, blockHeader } }]);
      for (const [at, altered] of alterations(code, 97))
        variants.push([`code byte ${at}`, withRegistry(made, { code: altered })]);
      for (const [position, node] of accountProof.entries()) {
        for (const [at, altered] of alterations(node))
          variants.push([
            `account node ${position}, byte ${at}`,
            withRegistry(made, { accountProof: accountProof.with(position, altered) }),
          ]);
      }
      for (const [entry, { slot, nodes }] of storageProof.entries()) {
        for (const [position, node] of nodes.entries()) {
          // All proofs begin with the same root.
          if (known.has(node)) continue;
          known.add(node);
          for (const [at, altered] of alterations(node)) {
            const proof = { slot, nodes: nodes.with(position, altered) };
            variants.push([
              `slot ${entry}, node ${position}, byte ${at}`,
              withRegistry(made, { storageProof: storageProof.with(entry, proof) }),
            ]);
          }
        }
      }
      expect(variants.length).to.be.above(1500);
      for (const [name, variant] of variants) expect((await check(variant)).holds, name).to.equal(false);
    });

    it('is refused with the header of another block', async () => {
      const earlier = await make();
      await asIssuer('proposeAdmin', [world.issuer, zeroAddress]);
      const later = await make();

      expectRefused(
        await check({ ...earlier, blockHash: later.blockHash }),
        'OtherBlock',
        `It is about another block, or was altered: its header has the hash ${earlier.blockHash}, not ${later.blockHash}.`,
      );
      const swapped = {
        evidence: { ...earlier.evidence, blockHeader: later.evidence.blockHeader },
        blockHash: later.blockHash,
      };
      expectRefused(
        await check(swapped),
        'BadAccountProof',
        'The proof of the account of the registry does not hold: a node on the way is missing or altered.',
      );
    });

    it('is refused with the account of another contract', async () => {
      const made = await make();
      const other = await proofOf(world.deployment.accreditationRegistry.address);
      expectRefused(
        await check(withRegistry(made, { accountProof: other.accountProof })),
        'BadAccountProof',
        /^The proof of the account of the registry does not hold: /,
      );
    });

    it('is refused with other code, even where that code did stand there', async () => {
      const made = await make();
      expectRefused(
        await check(withRegistry(made, { code: '0x6001' })),
        'OtherCode',
        `The code in the file is not what stood at ${world.registry.address}.`,
      );
      await chain.helpers.setCode(world.registry.address, '0x6001');
      expectRefused(
        await check(await hollowOf(made)),
        'OtherCode',
        `What stood at ${world.registry.address} is no registry that this version knows, so its storage could mean anything.`,
      );
    });

    it('is refused from a time before the registry was there', async () => {
      const { registry } = world;
      const made = await make();
      const first = await proofOf(registry.address, '0x0');
      const evidence = {
        ...made.evidence,
        blockHeader: first.blockHeader,
        registry: { ...made.evidence.registry, accountProof: first.accountProof },
      };
      expectRefused(
        await check({ evidence, blockHash: keccak256(first.blockHeader) }),
        'NoContract',
        `There was nothing at ${registry.address} at block 0.`,
      );
    });

    it('is refused with slots swapped, left out, doubled or added', async () => {
      const made = await make();
      const { storageProof } = made.evidence.registry;
      for (const [at, { slot, nodes }] of storageProof.entries()) {
        const other = storageProof[(at + 1) % storageProof.length]?.nodes ?? [];
        const swapped = storageProof.with(at, { slot, nodes: other });
        if (other.join() !== nodes.join())
          expectRefused(
            await check(withRegistry(made, { storageProof: swapped })),
            'BadStorageProof',
            new RegExp(`^The proof of the storage slot ${slot} does not hold: `),
          );
        expectRefused(
          await check(withRegistry(made, { storageProof: storageProof.toSpliced(at, 1) })),
          'MissingSlot',
          `It does not prove the storage slot ${slot}, which decides about this credential.`,
        );
        expectRefused(
          await check(withRegistry(made, { storageProof: [...storageProof, { slot, nodes }] })),
          'SurplusSlot',
          'It has proofs of storage that says nothing about this credential.',
        );
      }
    });

    it('is refused with the status of another credential', async () => {
      const { issuer } = world;
      const root: Hex = `0x${'ab'.repeat(32)}`;
      await asIssuer('anchorBatch', [issuer, root, 600]);
      await asIssuer('revoke', [issuer, world.batch.root, ...maskOf(0), '']);
      const made = await make();
      const { evidence } = await make(textOf(world).replace(world.batch.root, root));
      const foreign = withRegistry(made, { storageProof: evidence.registry.storageProof });
      expectRefused(await check(foreign), 'MissingSlot', /^It does not prove the storage slot 0x/);
    });

    it('is refused with something else in place of the credential', async () => {
      const { evidence, blockHash } = await make();
      for (const credential of ['', '{}', 'null', '[]', textOf(world).slice(0, -1), '{'.repeat(9999)])
        expectRefused(
          await check({ evidence: { ...evidence, credential }, blockHash }),
          'UnreadableCredential',
          /^What it holds in place of a credential isn't one\. /,
        );
    });

    /** The header of a block, and what it proves of an account. */
    async function proofOf(address: Hex, block = 'latest') {
      const ask = (method: string, params: unknown[]) => chain.client.request({ method, params } as never);
      const { accountProof } = (await ask('eth_getProof', [address, [], block])) as { accountProof: Hex[] };
      const blockHeader = headerOf(await ask('eth_getBlockByNumber', [block, false]));
      return { accountProof, blockHeader };
    }

    /** The same evidence about the newest block, with the code that stands there now. */
    async function hollowOf(made: MadeEvidence): Promise<MadeEvidence> {
      await chain.helpers.mine(1);
      const { accountProof, blockHeader } = await proofOf(world.registry.address);
      return {
        blockHash: keccak256(blockHeader),
        evidence: {
          ...made.evidence,
          blockHeader,
          registry: { ...made.evidence.registry, accountProof, code: '0x6001' },
        },
      };
    }
  });
}

/** Alters single bytes: all, or the first and last three and every so many in between. */
function* alterations(hex: Hex, every = 1): Generator<[at: number, altered: Hex]> {
  const bytes = hexToBytes(hex);
  for (let at = 0; at < bytes.length; at++) {
    if (at > 2 && at < bytes.length - 3 && at % every !== 0) continue;
    const altered = bytes.slice();
    altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
    yield [at, bytesToHex(altered)];
  }
}

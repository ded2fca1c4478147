import { expect } from 'chai';
import {
  ALL_ROLES,
  anchoredBatch,
  BATCH_SIZE,
  bitOf,
  ethers,
  loadFixture,
  question,
  REASON,
  ROLE_ANCHOR,
  ROLE_REVOKE,
  staffedIssuer,
} from './fixtures.ts';

const WORD = ethers.MaxUint256;
/** The eight credentials of the last word of a batch of 520. */
const LAST_WORD = 0xffn << 248n;

const CHANGES = [
  { name: 'revoke', event: 'CredentialsRevoked', field: 'revoked' },
  { name: 'suspend', event: 'CredentialsSuspended', field: 'suspended' },
] as const;

for (const { name, event, field } of CHANGES) {
  describe(name, () => {
    it('sets the bits of the mask and no others', async () => {
      const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
      const mask = bitOf(256) | bitOf(300) | bitOf(511);

      await expect(registry.connect(revoker)[name](issuer, batch.root, 1, mask, REASON))
        .to.emit(registry, event)
        .withArgs(issuer, batch.root, revoker, 1, mask, REASON);

      const words = await registry.statusWords(issuer, batch.root, 0, 3);
      expect(words[field]).to.deep.equal([0n, mask, 0n]);
      expect(words[field === 'revoked' ? 'suspended' : 'revoked']).to.deep.equal([0n, 0n, 0n]);
      for (const [index, expected] of [
        [255, false],
        [256, true],
        [257, false],
        [300, true],
        [511, true],
        [512, false],
      ] as const) {
        const state = await registry.credentialState(...question(issuer, batch, index));
        expect(state[field], `credential ${index}`).to.equal(expected);
        expect(await registry.isValid(...question(issuer, batch, index))).to.equal(!expected);
      }
    });

    it('adds to what is set, and its event names only what changed', async () => {
      const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
      const asRevoker = registry.connect(revoker);
      await asRevoker[name](issuer, batch.root, 0, bitOf(1) | bitOf(2), REASON);

      await expect(asRevoker[name](issuer, batch.root, 0, bitOf(2) | bitOf(3), 'Second reason'))
        .to.emit(registry, event)
        .withArgs(issuer, batch.root, revoker, 0, bitOf(3), 'Second reason');
      expect((await registry.statusWords(issuer, batch.root, 0, 1))[field]).to.deep.equal([
        bitOf(1) | bitOf(2) | bitOf(3),
      ]);
    });

    it('does nothing, in silence, when all of it is set already', async () => {
      const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
      await registry.connect(revoker)[name](issuer, batch.root, 0, bitOf(1), REASON);

      await expect(registry.connect(revoker)[name](issuer, batch.root, 0, bitOf(1), REASON)).not.to.emit(
        registry,
        event,
      );
    });

    it('takes every bit of a full word and the last bit of the batch', async () => {
      const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
      await registry.connect(revoker)[name](issuer, batch.root, 1, WORD, '');
      await registry.connect(revoker)[name](issuer, batch.root, 2, LAST_WORD, '');

      expect((await registry.statusWords(issuer, batch.root, 0, 3))[field]).to.deep.equal([
        0n,
        WORD,
        LAST_WORD,
      ]);
    });

    for (const [what, word, mask] of [
      ['a bit past the size', 2n, bitOf(BATCH_SIZE)],
      ['bits within and past the size', 2n, LAST_WORD | bitOf(BATCH_SIZE)],
      ['the word after the last', 3n, bitOf(0)],
      ['a word whose first index wraps around', 2n ** 248n, bitOf(0)],
      ['the highest word', WORD, WORD],
      ['an empty mask', 0n, 0n],
      ['an empty mask in the last word', 2n, 0n],
    ] as const) {
      it(`reverts for ${what}`, async () => {
        const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);

        await expect(registry.connect(revoker)[name](issuer, batch.root, word, mask, REASON))
          .to.be.revertedWithCustomError(registry, 'RegistryInvalidMask')
          .withArgs(batch.root, word, mask, BATCH_SIZE);
      });
    }

    it('reverts past the end of a batch that fills its words', async () => {
      const { registry, issuer, operator, revoker } = await loadFixture(staffedIssuer);
      const root = ethers.id('256 credentials');
      await registry.connect(operator).anchorBatch(issuer, root, 256);

      await registry.connect(revoker)[name](issuer, root, 0, WORD, '');
      await expect(registry.connect(revoker)[name](issuer, root, 1, bitOf(0), ''))
        .to.be.revertedWithCustomError(registry, 'RegistryInvalidMask')
        .withArgs(root, 1, bitOf(0), 256);
    });

    it('reverts when the batch is unknown, or another issuer’s', async () => {
      const { registry, rival, batch } = await loadFixture(anchoredBatch);

      await expect(registry.connect(rival)[name](rival, batch.root, 0, 1, REASON))
        .to.be.revertedWithCustomError(registry, 'RegistryUnknownBatch')
        .withArgs(rival, batch.root);
    });

    it('reverts when the caller is not an operator of the issuer', async () => {
      const { registry, issuer, rival, stranger, batch } = await loadFixture(anchoredBatch);

      for (const caller of [stranger, rival, issuer]) {
        await expect(registry.connect(caller)[name](issuer, batch.root, 0, 1, REASON))
          .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
          .withArgs(issuer, caller);
      }
    });

    it('reverts when the operator may only anchor', async () => {
      const { registry, issuer, operator, batch } = await loadFixture(anchoredBatch);

      await expect(registry.connect(operator)[name](issuer, batch.root, 0, 1, REASON))
        .to.be.revertedWithCustomError(registry, 'RegistryMissingRole')
        .withArgs(issuer, operator, ROLE_REVOKE);
    });

    it('takes a reason of 256 bytes and reverts for one more', async () => {
      const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);

      // 128 letters of two bytes each.
      await registry.connect(revoker)[name](issuer, batch.root, 0, 1, 'é'.repeat(128));
      await expect(registry.connect(revoker)[name](issuer, batch.root, 0, 2, `${'é'.repeat(128)}.`))
        .to.be.revertedWithCustomError(registry, 'RegistryReasonTooLong')
        .withArgs(257, 256);
    });
  });
}

describe('revokeMany', () => {
  it('revokes in every word given, each with its event', async () => {
    const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
    const masks = [
      { word: 0, mask: bitOf(7) },
      { word: 2, mask: LAST_WORD },
    ];

    await expect(registry.connect(revoker).revokeMany(issuer, batch.root, masks, REASON))
      .to.emit(registry, 'CredentialsRevoked')
      .withArgs(issuer, batch.root, revoker, 0, bitOf(7), REASON)
      .and.to.emit(registry, 'CredentialsRevoked')
      .withArgs(issuer, batch.root, revoker, 2, LAST_WORD, REASON);
    expect((await registry.statusWords(issuer, batch.root, 0, 3)).revoked).to.deep.equal([
      bitOf(7),
      0n,
      LAST_WORD,
    ]);
  });

  it('does nothing for an empty list', async () => {
    const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);

    await expect(registry.connect(revoker).revokeMany(issuer, batch.root, [], REASON)).not.to.emit(
      registry,
      'CredentialsRevoked',
    );
  });

  it('reverts as a whole when one mask is out of range', async () => {
    const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
    const masks = [
      { word: 0, mask: bitOf(7) },
      { word: 3, mask: bitOf(7) },
    ];

    await expect(registry.connect(revoker).revokeMany(issuer, batch.root, masks, REASON))
      .to.be.revertedWithCustomError(registry, 'RegistryInvalidMask')
      .withArgs(batch.root, 3, bitOf(7), BATCH_SIZE);
    expect((await registry.statusWords(issuer, batch.root, 0, 1)).revoked).to.deep.equal([0n]);
  });

  it('reverts when the caller may not revoke', async () => {
    const { registry, issuer, operator, stranger, batch } = await loadFixture(anchoredBatch);
    const masks = [{ word: 0, mask: bitOf(7) }];

    await expect(registry.connect(stranger).revokeMany(issuer, batch.root, masks, REASON))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(issuer, stranger);
    await expect(registry.connect(operator).revokeMany(issuer, batch.root, masks, REASON))
      .to.be.revertedWithCustomError(registry, 'RegistryMissingRole')
      .withArgs(issuer, operator, ROLE_REVOKE);
  });
});

describe('reinstate', () => {
  it('lifts a suspension, called by an operator', async () => {
    const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
    await registry.connect(revoker).suspend(issuer, batch.root, 0, bitOf(1) | bitOf(2), REASON);

    await expect(registry.connect(revoker).reinstate(issuer, batch.root, 0, bitOf(2) | bitOf(3), 'Cleared'))
      .to.emit(registry, 'CredentialsReinstated')
      .withArgs(issuer, batch.root, revoker, 0, bitOf(2), 'Cleared');
    expect((await registry.statusWords(issuer, batch.root, 0, 1)).suspended).to.deep.equal([bitOf(1)]);
    expect(await registry.isValid(...question(issuer, batch, 2))).to.equal(true);
  });

  it('leaves revocations alone, called by an operator', async () => {
    const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
    await registry.connect(revoker).revoke(issuer, batch.root, 0, bitOf(1), REASON);

    await expect(registry.connect(revoker).reinstate(issuer, batch.root, 0, bitOf(1), 'Cleared'))
      .not.to.emit(registry, 'RevocationsUndone')
      .and.not.to.emit(registry, 'CredentialsReinstated');
    expect((await registry.statusWords(issuer, batch.root, 0, 1)).revoked).to.deep.equal([bitOf(1)]);
  });

  it('undoes revocations too, called by the admin, who need not be an operator', async () => {
    const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
    await registry.connect(revoker).revoke(issuer, batch.root, 0, WORD, REASON);
    await registry.connect(revoker).suspend(issuer, batch.root, 0, bitOf(5), REASON);

    await expect(registry.connect(issuer).reinstate(issuer, batch.root, 0, bitOf(5) | bitOf(6), 'Stolen key'))
      .to.emit(registry, 'CredentialsReinstated')
      .withArgs(issuer, batch.root, issuer, 0, bitOf(5), 'Stolen key')
      .and.to.emit(registry, 'RevocationsUndone')
      .withArgs(issuer, batch.root, issuer, 0, bitOf(5) | bitOf(6), 'Stolen key');

    const { revoked, suspended } = await registry.statusWords(issuer, batch.root, 0, 1);
    expect([...revoked, ...suspended]).to.deep.equal([WORD ^ bitOf(5) ^ bitOf(6), 0n]);
  });

  it('emits nothing, called by the admin, where nothing was suspended or revoked', async () => {
    const { registry, issuer, batch } = await loadFixture(anchoredBatch);

    await expect(registry.connect(issuer).reinstate(issuer, batch.root, 0, bitOf(5), 'Cleared'))
      .not.to.emit(registry, 'RevocationsUndone')
      .and.not.to.emit(registry, 'CredentialsReinstated');
  });

  it('treats the previous admin as the operator that it still is', async () => {
    const { registry, issuer, revoker, stranger, batch } = await loadFixture(anchoredBatch);
    await registry.connect(issuer).authorizeOperator(issuer, issuer, ALL_ROLES);
    await registry.connect(issuer).proposeAdmin(issuer, stranger);
    await registry.connect(stranger).acceptAdmin(issuer);
    await registry.connect(revoker).revoke(issuer, batch.root, 0, bitOf(1), REASON);

    await registry.connect(issuer).reinstate(issuer, batch.root, 0, bitOf(1), 'Cleared');
    expect((await registry.statusWords(issuer, batch.root, 0, 1)).revoked).to.deep.equal([bitOf(1)]);
  });

  it('reverts when the caller is neither operator nor admin', async () => {
    const { registry, issuer, rival, batch } = await loadFixture(anchoredBatch);

    await expect(registry.connect(rival).reinstate(issuer, batch.root, 0, 1, REASON))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(issuer, rival);
  });

  it('reverts when the operator may only anchor', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(anchoredBatch);

    await expect(registry.connect(operator).reinstate(issuer, batch.root, 0, 1, REASON))
      .to.be.revertedWithCustomError(registry, 'RegistryMissingRole')
      .withArgs(issuer, operator, ROLE_REVOKE);
  });

  it('reverts for a mask past the size', async () => {
    const { registry, issuer, batch } = await loadFixture(anchoredBatch);

    await expect(registry.connect(issuer).reinstate(issuer, batch.root, 2, bitOf(BATCH_SIZE), REASON))
      .to.be.revertedWithCustomError(registry, 'RegistryInvalidMask')
      .withArgs(batch.root, 2, bitOf(BATCH_SIZE), BATCH_SIZE);
  });

  it('reverts when the batch is unknown', async () => {
    const { registry, issuer } = await loadFixture(anchoredBatch);

    await expect(registry.connect(issuer).reinstate(issuer, ethers.id('unknown'), 0, 1, REASON))
      .to.be.revertedWithCustomError(registry, 'RegistryUnknownBatch')
      .withArgs(issuer, ethers.id('unknown'));
  });

  it('reverts for a reason that is too long', async () => {
    const { registry, issuer, batch } = await loadFixture(anchoredBatch);

    await expect(registry.connect(issuer).reinstate(issuer, batch.root, 0, 1, 'x'.repeat(257)))
      .to.be.revertedWithCustomError(registry, 'RegistryReasonTooLong')
      .withArgs(257, 256);
  });
});

describe('withdrawBatch', () => {
  it('withdraws the whole batch and nothing else', async () => {
    const { registry, issuer, batch } = await loadFixture(anchoredBatch);
    const { operator, anchoredAt, size } = await registry.batchOf(issuer, batch.root);

    await expect(registry.connect(issuer).withdrawBatch(issuer, batch.root, REASON))
      .to.emit(registry, 'BatchWithdrawn')
      .withArgs(issuer, batch.root, issuer, REASON);

    expect(await registry.batchOf(issuer, batch.root)).to.deep.equal([operator, anchoredAt, size, true]);
    for (const index of [0, BATCH_SIZE - 1]) {
      const state = await registry.credentialState(...question(issuer, batch, index));
      expect([state.included, state.withdrawn, state.revoked]).to.deep.equal([true, true, false]);
      expect(await registry.isValid(...question(issuer, batch, index))).to.equal(false);
    }
  });

  it('keeps the root from being anchored again', async () => {
    const { registry, issuer, operator, batch, anchoredAt } = await loadFixture(anchoredBatch);
    await registry.connect(issuer).withdrawBatch(issuer, batch.root, REASON);

    await expect(registry.connect(operator).anchorBatch(issuer, batch.root, batch.size))
      .to.be.revertedWithCustomError(registry, 'RegistryBatchExists')
      .withArgs(issuer, batch.root, anchoredAt);
  });

  it('reverts when the batch has been withdrawn already', async () => {
    const { registry, issuer, batch } = await loadFixture(anchoredBatch);
    await registry.connect(issuer).withdrawBatch(issuer, batch.root, REASON);

    await expect(registry.connect(issuer).withdrawBatch(issuer, batch.root, REASON))
      .to.be.revertedWithCustomError(registry, 'RegistryBatchWithdrawn')
      .withArgs(issuer, batch.root);
  });

  it('reverts when the batch is unknown, or another issuer’s', async () => {
    const { registry, rival, batch } = await loadFixture(anchoredBatch);

    await expect(registry.connect(rival).withdrawBatch(rival, batch.root, REASON))
      .to.be.revertedWithCustomError(registry, 'RegistryUnknownBatch')
      .withArgs(rival, batch.root);
  });

  it('reverts when the caller is not the admin', async () => {
    const { registry, issuer, operator, revoker, rival, batch } = await loadFixture(anchoredBatch);

    for (const caller of [operator, revoker, rival]) {
      await expect(registry.connect(caller).withdrawBatch(issuer, batch.root, REASON))
        .to.be.revertedWithCustomError(registry, 'RegistryNotAdmin')
        .withArgs(issuer, caller);
    }
  });

  it('reverts for a reason that is too long', async () => {
    const { registry, issuer, batch } = await loadFixture(anchoredBatch);

    await expect(registry.connect(issuer).withdrawBatch(issuer, batch.root, 'x'.repeat(257)))
      .to.be.revertedWithCustomError(registry, 'RegistryReasonTooLong')
      .withArgs(257, 256);
  });
});

describe('statusWords', () => {
  it('gives the words asked for, and never more than the batch has', async () => {
    const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
    await registry.connect(revoker).revoke(issuer, batch.root, 1, bitOf(1), '');
    await registry.connect(revoker).suspend(issuer, batch.root, 2, bitOf(2), '');
    const words = async (first: bigint, count: bigint) => {
      const { revoked, suspended } = await registry.statusWords(issuer, batch.root, first, count);
      return { revoked: [...revoked], suspended: [...suspended] };
    };
    const all = { revoked: [0n, bitOf(1), 0n], suspended: [0n, 0n, bitOf(2)] };

    expect(await words(0n, 3n)).to.deep.equal(all);
    expect(await words(0n, WORD)).to.deep.equal(all);
    expect(await words(1n, 1n)).to.deep.equal({ revoked: [bitOf(1)], suspended: [0n] });
    expect(await words(2n, WORD)).to.deep.equal({ revoked: [0n], suspended: [bitOf(2)] });
    expect(await words(3n, 1n)).to.deep.equal({ revoked: [], suspended: [] });
    expect(await words(WORD, WORD)).to.deep.equal({ revoked: [], suspended: [] });
  });

  it('is a W3C Bitstring Status List when the words are put end to end', async () => {
    const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
    const masks = [0, 1, 2].map((word) => ({ word, mask: bitOf(3) }));
    await registry.connect(revoker).revokeMany(issuer, batch.root, masks, '');

    const { revoked } = await registry.statusWords(issuer, batch.root, 0, 3);
    const bitstring = ethers.getBytes(ethers.concat(revoked.map((word) => ethers.toBeHex(word, 32))));
    // The first bit is the most significant of the first byte.
    const set = [...Array(768).keys()].filter(
      (index) => ((bitstring[index >> 3] ?? 0) >> (7 - (index & 7))) & 1,
    );
    expect(set).to.deep.equal([3, 259, 515]);
  });

  it('is empty for an unknown batch', async () => {
    const { registry, issuer } = await loadFixture(anchoredBatch);

    expect(await registry.statusWords(issuer, ethers.id('unknown'), 0, 10)).to.deep.equal([[], []]);
  });
});

describe('multicall', () => {
  it('carries out many changes, each with the caller’s own authority', async () => {
    const { registry, issuer, revoker, batch } = await loadFixture(anchoredBatch);
    const calls = [
      registry.interface.encodeFunctionData('revoke', [issuer.address, batch.root, 0, bitOf(1), REASON]),
      registry.interface.encodeFunctionData('suspend', [issuer.address, batch.root, 2, bitOf(2), REASON]),
    ];

    await expect(registry.connect(revoker).multicall(calls))
      .to.emit(registry, 'CredentialsRevoked')
      .withArgs(issuer, batch.root, revoker, 0, bitOf(1), REASON)
      .and.to.emit(registry, 'CredentialsSuspended')
      .withArgs(issuer, batch.root, revoker, 2, bitOf(2), REASON);
  });

  it('reverts as a whole, with the error of the call that failed', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(staffedIssuer);
    const calls = [
      registry.interface.encodeFunctionData('anchorBatch', [issuer.address, batch.root, batch.size]),
      registry.interface.encodeFunctionData('authorizeOperator', [
        issuer.address,
        operator.address,
        ROLE_ANCHOR,
      ]),
    ];

    await expect(registry.connect(operator).multicall(calls))
      .to.be.revertedWithCustomError(registry, 'RegistryNotAdmin')
      .withArgs(issuer, operator);
    expect((await registry.batchOf(issuer, batch.root)).size).to.equal(0n);
  });
});

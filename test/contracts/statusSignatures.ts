import { expect } from 'chai';
import { anchoredBatch, bitOf, ethers, loadFixture, REASON, ROLE_REVOKE, sign, time } from './fixtures.ts';

interface StatusMessage {
  issuer: string;
  root: string;
  word: number;
  mask: bigint;
  reason: string;
  operator: string;
  deadline: number;
}

const CHANGES = [
  { name: 'revokeWithSignature', type: 'Revoke', event: 'CredentialsRevoked' },
  { name: 'suspendWithSignature', type: 'Suspend', event: 'CredentialsSuspended' },
  { name: 'reinstateWithSignature', type: 'Reinstate', event: 'CredentialsReinstated' },
] as const;

for (const { name, type, event } of CHANGES) {
  describe(name, () => {
    /** A change that an operator has signed; credential 1 is suspended, so that there is something to reinstate. */
    async function signedChange() {
      const base = await anchoredBatch();
      const { registry, issuer, revoker, batch } = base;
      await registry.connect(revoker).suspend(issuer, batch.root, 0, bitOf(1), REASON);
      const message: StatusMessage = {
        issuer: issuer.address,
        root: batch.root,
        word: 0,
        mask: name === 'reinstateWithSignature' ? bitOf(1) : bitOf(2),
        reason: 'Décision n° 7',
        operator: revoker.address,
        deadline: (await time.latest()) + 3600,
      };
      return { ...base, message, ...(await sign(registry, revoker, type, message)) };
    }

    it('acts in the operator’s name while a relayer pays', async () => {
      const { registry, issuer, revoker, relayer, message, signature } = await loadFixture(signedChange);

      await expect(registry.connect(relayer)[name](...argumentsOf(message), signature))
        .to.emit(registry, event)
        .withArgs(issuer, message.root, revoker, 0, message.mask, message.reason);
    });

    it('takes the signature of a smart account', async () => {
      const { registry, issuer, relayer, stranger, message } = await loadFixture(signedChange);
      const account = await ethers.deployContract('SmartAccountMock', [stranger.address]);
      await registry.connect(issuer).authorizeOperator(issuer, account, ROLE_REVOKE);
      const changed = { ...message, operator: await account.getAddress() };
      const { signature } = await sign(registry, stranger, type, changed);

      await expect(registry.connect(relayer)[name](...argumentsOf(changed), signature))
        .to.emit(registry, event)
        .withArgs(issuer, message.root, account, 0, message.mask, message.reason);
    });

    it('works once, even after the change was undone', async () => {
      const { registry, issuer, revoker, message, signature, digest } = await loadFixture(signedChange);
      await registry[name](...argumentsOf(message), signature);
      await (name === 'reinstateWithSignature'
        ? registry.connect(revoker).suspend(issuer, message.root, 0, message.mask, REASON)
        : registry.connect(issuer).reinstate(issuer, message.root, 0, message.mask, REASON));

      await expect(registry[name](...argumentsOf(message), signature))
        .to.be.revertedWithCustomError(registry, 'RegistrySignatureUsed')
        .withArgs(revoker, digest);
    });

    it('cannot be used again in another form of the same signature', async () => {
      const { registry, revoker, message, signature, digest } = await loadFixture(signedChange);
      await registry[name](...argumentsOf(message), signature);

      // The other of the two values that s may have for one r: OpenZeppelin refuses it.
      const { r, s, v } = ethers.Signature.from(signature);
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
      const twin = ethers.concat([r, ethers.toBeHex(order - BigInt(s), 32), v === 27 ? '0x1c' : '0x1b']);
      await expect(registry[name](...argumentsOf(message), twin))
        .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
        .withArgs(revoker, digest);
    });

    it('can be signed anew with another deadline', async () => {
      const { registry, revoker, message, signature } = await loadFixture(signedChange);
      await registry[name](...argumentsOf(message), signature);
      const again = { ...message, deadline: message.deadline + 1 };
      const { signature: second } = await sign(registry, revoker, type, again);

      await expect(registry[name](...argumentsOf(again), second)).not.to.be.revert(ethers);
    });

    it('works at the deadline and reverts a second later', async () => {
      const { registry, message, signature } = await loadFixture(signedChange);
      await time.setNextBlockTimestamp(message.deadline + 1);
      await expect(registry[name](...argumentsOf(message), signature))
        .to.be.revertedWithCustomError(registry, 'RegistrySignatureExpired')
        .withArgs(message.deadline, message.deadline + 1);

      const again = await loadFixture(signedChange);
      await time.setNextBlockTimestamp(message.deadline);
      await expect(again.registry[name](...argumentsOf(message), signature)).to.emit(registry, event);
    });

    it('reverts when anything signed was changed', async () => {
      const { registry, rival, revoker, message, signature } = await loadFixture(signedChange);
      const changes = [
        { issuer: rival.address },
        { root: ethers.id('another root') },
        { word: 1 },
        { mask: message.mask | bitOf(9) },
        { reason: 'Another reason' },
        { deadline: message.deadline + 1 },
      ];

      for (const change of changes) {
        const changed = { ...message, ...change };
        const { digest } = await sign(registry, revoker, type, changed);
        await expect(registry[name](...argumentsOf(changed), signature))
          .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
          .withArgs(revoker, digest);
      }
    });

    it('reverts when a change of another kind was signed', async () => {
      const { registry, revoker, message, digest } = await loadFixture(signedChange);
      for (const other of CHANGES.filter((change) => change.type !== type)) {
        const { signature } = await sign(registry, revoker, other.type, message);

        await expect(registry[name](...argumentsOf(message), signature))
          .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
          .withArgs(revoker, digest);
      }
    });

    it('reverts when the signer is neither operator nor admin', async () => {
      const { registry, issuer, stranger, message } = await loadFixture(signedChange);
      const changed = { ...message, operator: stranger.address };
      const { signature } = await sign(registry, stranger, type, changed);

      await expect(registry[name](...argumentsOf(changed), signature))
        .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
        .withArgs(issuer, stranger);
    });

    it('reverts when the operator may only anchor', async () => {
      const { registry, issuer, operator, message } = await loadFixture(signedChange);
      const changed = { ...message, operator: operator.address };
      const { signature } = await sign(registry, operator, type, changed);

      await expect(registry[name](...argumentsOf(changed), signature))
        .to.be.revertedWithCustomError(registry, 'RegistryMissingRole')
        .withArgs(issuer, operator, ROLE_REVOKE);
    });

    it('reverts when the signature is for another registry or another chain', async () => {
      const { registry, revoker, message, digest } = await loadFixture(signedChange);
      const other = await ethers.deployContract('CredentialRegistry');

      for (const elsewhere of [{ verifyingContract: await other.getAddress() }, { chainId: 1n }]) {
        const { signature } = await sign(registry, revoker, type, message, elsewhere);
        await expect(registry[name](...argumentsOf(message), signature))
          .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
          .withArgs(revoker, digest);
      }
    });

    it('reverts when somebody else signed, and for the zero address', async () => {
      const { registry, stranger, message } = await loadFixture(signedChange);

      for (const operator of [message.operator, ethers.ZeroAddress]) {
        const changed = { ...message, operator };
        const { signature, digest } = await sign(registry, stranger, type, changed);
        for (const wrong of [signature, '0x', `0x${'00'.repeat(65)}`]) {
          await expect(registry[name](...argumentsOf(changed), wrong))
            .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
            .withArgs(operator, digest);
        }
      }
    });

    it('reverts when the smart account no longer knows the signature', async () => {
      const { registry, issuer, relayer, stranger, message } = await loadFixture(signedChange);
      const account = await ethers.deployContract('SmartAccountMock', [stranger.address]);
      await registry.connect(issuer).authorizeOperator(issuer, account, ROLE_REVOKE);
      const changed = { ...message, operator: await account.getAddress() };
      const { signature, digest } = await sign(registry, stranger, type, changed);
      await account.setOwner(relayer);

      await expect(registry[name](...argumentsOf(changed), signature))
        .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
        .withArgs(account, digest);
    });

    it('does the same when another relayer comes first', async () => {
      const { registry, issuer, revoker, relayer, stranger, message, signature, digest } =
        await loadFixture(signedChange);

      await expect(registry.connect(stranger)[name](...argumentsOf(message), signature))
        .to.emit(registry, event)
        .withArgs(issuer, message.root, revoker, 0, message.mask, message.reason);
      await expect(registry.connect(relayer)[name](...argumentsOf(message), signature))
        .to.be.revertedWithCustomError(registry, 'RegistrySignatureUsed')
        .withArgs(revoker, digest);
    });

    it('reverts when the operator’s key was disowned since it signed', async () => {
      const { registry, issuer, revoker, message, signature } = await loadFixture(signedChange);
      await registry.connect(issuer).distrustOperator(issuer, revoker, await time.latest());

      await expect(registry[name](...argumentsOf(message), signature))
        .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
        .withArgs(issuer, revoker);
    });

    it('reverts when the operator was retired since it signed', async () => {
      const { registry, issuer, revoker, message, signature } = await loadFixture(signedChange);
      await registry.connect(issuer).retireOperator(issuer, revoker);

      await expect(registry[name](...argumentsOf(message), signature))
        .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
        .withArgs(issuer, revoker);
    });

    it('reverts for a mask past the size, and leaves the signature unused', async () => {
      const { registry, revoker, batch, message } = await loadFixture(signedChange);
      const changed = { ...message, word: 3 };
      const { signature } = await sign(registry, revoker, type, changed);

      for (const _ of ['first', 'second']) {
        await expect(registry[name](...argumentsOf(changed), signature))
          .to.be.revertedWithCustomError(registry, 'RegistryInvalidMask')
          .withArgs(batch.root, 3, message.mask, batch.size);
      }
    });

    it('reverts for a reason that is too long', async () => {
      const { registry, revoker, message } = await loadFixture(signedChange);
      const changed = { ...message, reason: 'x'.repeat(257) };
      const { signature } = await sign(registry, revoker, type, changed);

      await expect(registry[name](...argumentsOf(changed), signature))
        .to.be.revertedWithCustomError(registry, 'RegistryReasonTooLong')
        .withArgs(257, 256);
    });

    it('goes through multicall, several signers at once', async () => {
      const { registry, issuer, revoker, operator, relayer, message, signature } =
        await loadFixture(signedChange);
      await registry.connect(issuer).authorizeOperator(issuer, operator, ROLE_REVOKE);
      const second = { ...message, word: 1, operator: operator.address };
      await registry.connect(revoker).suspend(issuer, message.root, 1, bitOf(1), REASON);
      const signed = await sign(registry, operator, type, second);

      const calls = [
        await registry[name].populateTransaction(...argumentsOf(message), signature),
        await registry[name].populateTransaction(...argumentsOf(second), signed.signature),
      ].map(({ data }) => data);
      await expect(registry.connect(relayer).multicall(calls))
        .to.emit(registry, event)
        .withArgs(issuer, message.root, revoker, 0, message.mask, message.reason)
        .and.to.emit(registry, event)
        .withArgs(issuer, message.root, operator, 1, message.mask, message.reason);
    });
  });
}

describe('reinstateWithSignature of the admin', () => {
  it('undoes revocations too', async () => {
    const { registry, issuer, revoker, relayer, batch } = await loadFixture(anchoredBatch);
    await registry.connect(revoker).revoke(issuer, batch.root, 0, bitOf(1), REASON);
    const message: StatusMessage = {
      issuer: issuer.address,
      root: batch.root,
      word: 0,
      mask: bitOf(1),
      reason: 'Stolen key',
      operator: issuer.address,
      deadline: (await time.latest()) + 3600,
    };
    const { signature } = await sign(registry, issuer, 'Reinstate', message);

    await expect(registry.connect(relayer).reinstateWithSignature(...argumentsOf(message), signature))
      .to.emit(registry, 'RevocationsUndone')
      .withArgs(issuer, batch.root, issuer, 0, bitOf(1), 'Stolen key');
  });
});

function argumentsOf({ issuer, root, word, mask, reason, operator, deadline }: StatusMessage) {
  return [issuer, root, word, mask, reason, operator, deadline] as const;
}

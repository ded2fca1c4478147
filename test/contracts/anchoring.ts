import { expect } from 'chai';
import {
  anchoredBatch,
  deployedRegistry,
  ethers,
  loadFixture,
  ROLE_ANCHOR,
  registeredIssuer,
  sign,
  staffedIssuer,
  time,
} from './fixtures.ts';

describe('anchorBatch', () => {
  it('records operator, time and size under the issuer', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(staffedIssuer);

    await expect(registry.connect(operator).anchorBatch(issuer, batch.root, batch.size))
      .to.emit(registry, 'BatchAnchored')
      .withArgs(issuer, batch.root, operator, batch.size);

    expect(await registry.batchOf(issuer, batch.root)).to.deep.equal([
      operator.address,
      BigInt(await time.latest()),
      BigInt(batch.size),
      false,
    ]);
  });

  it('takes the largest size', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(staffedIssuer);
    const size = 2n ** 32n - 1n;

    await registry.connect(operator).anchorBatch(issuer, batch.root, size);
    expect((await registry.batchOf(issuer, batch.root)).size).to.equal(size);
  });

  it('cannot be forestalled by another issuer with the same root', async () => {
    const { registry, issuer, operator, rival, batch } = await loadFixture(staffedIssuer);
    await registry.connect(rival).anchorBatch(rival, batch.root, 1);

    await expect(registry.connect(operator).anchorBatch(issuer, batch.root, batch.size)).to.emit(
      registry,
      'BatchAnchored',
    );
    expect((await registry.batchOf(issuer, batch.root)).size).to.equal(batch.size);
    expect((await registry.batchOf(rival, batch.root)).size).to.equal(1n);
  });

  it('reverts when the caller is not an operator of the issuer', async () => {
    const { registry, issuer, stranger, batch } = await loadFixture(registeredIssuer);

    await expect(registry.connect(stranger).anchorBatch(issuer, batch.root, batch.size))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(issuer, stranger);
  });

  it('reverts when the caller is the admin but no operator', async () => {
    const { registry, issuer, batch } = await loadFixture(staffedIssuer);

    await expect(registry.connect(issuer).anchorBatch(issuer, batch.root, batch.size))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(issuer, issuer);
  });

  it('reverts when the issuer is unknown', async () => {
    const { registry, stranger } = await loadFixture(deployedRegistry);

    await expect(registry.connect(stranger).anchorBatch(stranger, ethers.id('root'), 1))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(stranger, stranger);
  });

  it('reverts for a zero root', async () => {
    const { registry, issuer, operator } = await loadFixture(staffedIssuer);

    await expect(registry.connect(operator).anchorBatch(issuer, ethers.ZeroHash, 1))
      .to.be.revertedWithCustomError(registry, 'RegistryEmptyBatch')
      .withArgs(ethers.ZeroHash, 1);
  });

  it('reverts for a zero size', async () => {
    const { registry, issuer, operator, batch } = await loadFixture(staffedIssuer);

    await expect(registry.connect(operator).anchorBatch(issuer, batch.root, 0))
      .to.be.revertedWithCustomError(registry, 'RegistryEmptyBatch')
      .withArgs(batch.root, 0);
  });

  it('reverts when the issuer has anchored the root already, whatever the size and operator', async () => {
    const { registry, issuer, revoker, batch, anchoredAt } = await loadFixture(anchoredBatch);
    await registry.connect(issuer).authorizeOperator(issuer, revoker, ROLE_ANCHOR);

    await expect(registry.connect(revoker).anchorBatch(issuer, batch.root, 1))
      .to.be.revertedWithCustomError(registry, 'RegistryBatchExists')
      .withArgs(issuer, batch.root, anchoredAt);
  });
});

describe('anchorBatchWithSignature', () => {
  it('anchors in the operator’s name while a relayer pays', async () => {
    const { registry, issuer, operator, relayer, message, signature } = await loadFixture(signedBatch);

    await expect(registry.connect(relayer).anchorBatchWithSignature(...argumentsOf(message), signature))
      .to.emit(registry, 'BatchAnchored')
      .withArgs(issuer, message.root, operator, message.size);
    expect((await registry.batchOf(issuer, message.root)).operator).to.equal(operator.address);
  });

  it('takes the signature of a smart account', async () => {
    const { registry, issuer, relayer, stranger, batch } = await loadFixture(staffedIssuer);
    const account = await ethers.deployContract('SmartAccountMock', [stranger.address]);
    await registry.connect(issuer).authorizeOperator(issuer, account, ROLE_ANCHOR);
    const message = {
      issuer: issuer.address,
      root: batch.root,
      size: batch.size,
      operator: await account.getAddress(),
      deadline: (await time.latest()) + 3600,
    };
    const { signature, digest } = await sign(registry, stranger, 'AnchorBatch', message);

    await account.setOwner(relayer);
    await expect(registry.connect(relayer).anchorBatchWithSignature(...argumentsOf(message), signature))
      .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
      .withArgs(message.operator, digest);
    await account.setOwner(stranger);
    await expect(registry.connect(relayer).anchorBatchWithSignature(...argumentsOf(message), signature))
      .to.emit(registry, 'BatchAnchored')
      .withArgs(issuer, batch.root, account, batch.size);
  });

  it('works at the deadline and reverts a second later', async () => {
    const { registry, message, signature } = await loadFixture(signedBatch);
    await time.setNextBlockTimestamp(message.deadline + 1);
    await expect(registry.anchorBatchWithSignature(...argumentsOf(message), signature))
      .to.be.revertedWithCustomError(registry, 'RegistrySignatureExpired')
      .withArgs(message.deadline, message.deadline + 1);

    const again = await loadFixture(signedBatch);
    await time.setNextBlockTimestamp(message.deadline);
    await expect(again.registry.anchorBatchWithSignature(...argumentsOf(message), signature)).to.emit(
      registry,
      'BatchAnchored',
    );
  });

  it('reverts when used again', async () => {
    const { registry, issuer, message, signature } = await loadFixture(signedBatch);
    await registry.anchorBatchWithSignature(...argumentsOf(message), signature);
    const { anchoredAt } = await registry.batchOf(issuer, message.root);

    await expect(registry.anchorBatchWithSignature(...argumentsOf(message), signature))
      .to.be.revertedWithCustomError(registry, 'RegistryBatchExists')
      .withArgs(issuer, message.root, anchoredAt);
  });

  it('reverts when anything signed was changed', async () => {
    const { registry, rival, operator, message, signature } = await loadFixture(signedBatch);
    const changes = [
      { issuer: rival.address },
      { root: ethers.id('another root') },
      { size: message.size + 1 },
      { deadline: message.deadline + 1 },
    ];

    for (const change of changes) {
      const changed = { ...message, ...change };
      const { digest } = await sign(registry, operator, 'AnchorBatch', changed);
      await expect(registry.anchorBatchWithSignature(...argumentsOf(changed), signature))
        .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
        .withArgs(operator, digest);
    }
  });

  it('reverts when another operator of the issuer is named', async () => {
    const { registry, revoker, message, signature } = await loadFixture(signedBatch);
    const changed = { ...message, operator: revoker.address };
    const { digest } = await sign(registry, revoker, 'AnchorBatch', changed);

    await expect(registry.anchorBatchWithSignature(...argumentsOf(changed), signature))
      .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
      .withArgs(revoker, digest);
  });

  it('reverts for the zero address, whatever the signature', async () => {
    const { registry, operator, message } = await loadFixture(signedBatch);
    const changed = { ...message, operator: ethers.ZeroAddress };
    const { digest } = await sign(registry, operator, 'AnchorBatch', changed);

    for (const signature of ['0x', `0x${'00'.repeat(65)}`]) {
      await expect(registry.anchorBatchWithSignature(...argumentsOf(changed), signature))
        .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
        .withArgs(ethers.ZeroAddress, digest);
    }
  });

  it('reverts for a contract that answers no question about signatures', async () => {
    const { registry, issuer, operator, message } = await loadFixture(signedBatch);
    const changed = { ...message, operator: await registry.getAddress() };
    await registry.connect(issuer).authorizeOperator(issuer, registry, ROLE_ANCHOR);
    const { digest, signature } = await sign(registry, operator, 'AnchorBatch', changed);

    await expect(registry.anchorBatchWithSignature(...argumentsOf(changed), signature))
      .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
      .withArgs(registry, digest);
  });

  it('reverts when the signature is for another registry', async () => {
    const { registry, operator, message } = await loadFixture(signedBatch);
    const other = await ethers.deployContract('CredentialRegistry');
    const { signature } = await sign(other, operator, 'AnchorBatch', message);
    const { digest } = await sign(registry, operator, 'AnchorBatch', message);

    await expect(registry.anchorBatchWithSignature(...argumentsOf(message), signature))
      .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
      .withArgs(operator, digest);
  });

  it('reverts when the signature is for another chain, or for a contract of another name or version', async () => {
    const { registry, operator, message, digest } = await loadFixture(signedBatch);

    for (const elsewhere of [{ chainId: 1n }, { name: 'AccreditationRegistry' }, { version: '2' }]) {
      const { signature } = await sign(registry, operator, 'AnchorBatch', message, elsewhere);
      await expect(registry.anchorBatchWithSignature(...argumentsOf(message), signature))
        .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
        .withArgs(operator, digest);
    }
  });

  it('reverts for what is no signature at all, or one byte off', async () => {
    const { registry, operator, message, signature, digest } = await loadFixture(signedBatch);
    const shortened = ethers.dataSlice(signature, 0, 64);
    const altered = signature.replace(/^0x../, (first) => (first === '0xff' ? '0x00' : '0xff'));

    for (const wrong of ['0x', shortened, `${signature}00`, altered, `0x${'ff'.repeat(65)}`]) {
      await expect(registry.anchorBatchWithSignature(...argumentsOf(message), wrong))
        .to.be.revertedWithCustomError(registry, 'RegistryInvalidSignature')
        .withArgs(operator, digest);
    }
  });

  it('anchors the same when another relayer comes first', async () => {
    const { registry, issuer, operator, relayer, stranger, message, signature } =
      await loadFixture(signedBatch);
    const send = (sender: typeof relayer) =>
      registry.connect(sender).anchorBatchWithSignature(...argumentsOf(message), signature);

    await expect(send(stranger))
      .to.emit(registry, 'BatchAnchored')
      .withArgs(issuer, message.root, operator, message.size);
    const { anchoredAt } = await registry.batchOf(issuer, message.root);
    await expect(send(relayer))
      .to.be.revertedWithCustomError(registry, 'RegistryBatchExists')
      .withArgs(issuer, message.root, anchoredAt);
    expect((await registry.batchOf(issuer, message.root)).operator).to.equal(operator.address);
  });

  it('reverts when the operator’s key has been disowned since it signed', async () => {
    const { registry, issuer, operator, message, signature } = await loadFixture(signedBatch);
    await registry.connect(issuer).distrustOperator(issuer, operator, await time.latest());

    await expect(registry.anchorBatchWithSignature(...argumentsOf(message), signature))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(issuer, operator);
  });

  it('reverts when the operator has been retired since it signed', async () => {
    const { registry, issuer, operator, message, signature } = await loadFixture(signedBatch);
    await registry.connect(issuer).retireOperator(issuer, operator);

    await expect(registry.anchorBatchWithSignature(...argumentsOf(message), signature))
      .to.be.revertedWithCustomError(registry, 'RegistryNotOperator')
      .withArgs(issuer, operator);
  });

  it('reverts for an operator that may only revoke', async () => {
    const { registry, issuer, revoker, message } = await loadFixture(signedBatch);
    const changed = { ...message, operator: revoker.address };
    const { signature } = await sign(registry, revoker, 'AnchorBatch', changed);

    await expect(registry.anchorBatchWithSignature(...argumentsOf(changed), signature))
      .to.be.revertedWithCustomError(registry, 'RegistryMissingRole')
      .withArgs(issuer, revoker, ROLE_ANCHOR);
  });

  it('reverts for a zero root or size, signed or not', async () => {
    const { registry, operator, message } = await loadFixture(signedBatch);
    for (const change of [{ root: ethers.ZeroHash }, { size: 0 }]) {
      const changed = { ...message, ...change };
      const { signature } = await sign(registry, operator, 'AnchorBatch', changed);

      await expect(registry.anchorBatchWithSignature(...argumentsOf(changed), signature))
        .to.be.revertedWithCustomError(registry, 'RegistryEmptyBatch')
        .withArgs(changed.root, changed.size);
    }
  });
});

describe('batchOf', () => {
  it('is empty for an unknown root and for another issuer', async () => {
    const { registry, issuer, rival, batch } = await loadFixture(anchoredBatch);
    const empty = [ethers.ZeroAddress, 0n, 0n, false];

    expect(await registry.batchOf(issuer, ethers.id('unknown'))).to.deep.equal(empty);
    expect(await registry.batchOf(rival, batch.root)).to.deep.equal(empty);
  });
});

interface AnchorMessage {
  issuer: string;
  root: string;
  size: number;
  operator: string;
  deadline: number;
}

async function signedBatch() {
  const base = await staffedIssuer();
  const { registry, issuer, operator, batch } = base;
  const message: AnchorMessage = {
    issuer: issuer.address,
    root: batch.root,
    size: batch.size,
    operator: operator.address,
    deadline: (await time.latest()) + 3600,
  };
  return { ...base, message, ...(await sign(registry, operator, 'AnchorBatch', message)) };
}

function argumentsOf({ issuer, root, size, operator, deadline }: AnchorMessage) {
  return [issuer, root, size, operator, deadline] as const;
}

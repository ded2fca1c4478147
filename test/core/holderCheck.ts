import { expect } from 'chai';
import { artifacts } from 'hardhat';
import { type Abi, type Address, checksumAddress, type Hex } from 'viem';
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { deployContract, waitForTransactionReceipt } from 'viem/actions';
import type { HolderRequest } from '#core/holderCheck';
import { type HolderChallenge, holderTypedData, makeChallenge } from '#core/holderProof';
import type { VerificationContext } from '#core/verify';
import { fingerprintOf, verifyCredential } from '#core/verify';
import { type Chain, startChain } from '../support/chain.ts';
import { draftFor, REDACTABLE } from '../support/credentials.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import {
  anchorWorld,
  checkOf,
  clientRefusing,
  contextOf,
  fileOf,
  NOW,
  publishIssuer,
  redactedTextOf,
  textOf,
  through,
  type World,
} from '../support/world.ts';

const HOLDER = privateKeyToAccount(generatePrivateKey());
const THIEF = privateKeyToAccount(generatePrivateKey());
const ID = '/credentialSubject/id';

describe('the holder check', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;
  let smartAccount: Address;
  const challenge = makeChallenge('Hillside Hospital', NOW, 3600);

  before(async () => {
    [chain, host] = [await startChain(), await startDidHost()];
    const { abi, bytecode } = await artifacts.readArtifact('SmartAccountMock');
    const deploy = { abi: abi as Abi, bytecode: bytecode as Hex, args: [HOLDER.address] };
    const hash = await deployContract(chain.client, {
      ...deploy,
      account: chain.accounts[0] as Address,
      chain: null,
    });
    const { contractAddress } = await waitForTransactionReceipt(chain.client, { hash });
    smartAccount = checksumAddress(contractAddress as Address);
    world = await anchorWorld(chain, [
      boundTo(`did:pkh:eip155:31337:${HOLDER.address}`, 'Amina'),
      boundTo(`did:pkh:eip155:31337:${HOLDER.address}`, 'Ben'),
      boundTo(`did:pkh:eip155:31337:${smartAccount}`, 'Chloé'),
      boundTo(`did:pkh:eip155:1:${HOLDER.address}`, 'Dara'),
      draftFor('Eva'),
    ]);
    publishIssuer(world, host);
  });
  after(() => host.close());

  /** A credential whose holder may hide the account that it was issued to. */
  function boundTo(id: string, holder: string) {
    const { document } = draftFor(holder);
    return draftFor(holder, { credentialSubject: { id, ...(document.credentialSubject as object) } }, [
      ...REDACTABLE,
      ID,
    ]);
  }

  /** What an account signs for a credential of the batch, or for something else about it. */
  async function signed(
    changes: Partial<HolderChallenge> = {},
    {
      row = 0,
      by = HOLDER,
      chainId = 31337,
    }: { row?: number; by?: PrivateKeyAccount; chainId?: number } = {},
  ): Promise<Hex> {
    const { leaf } = fingerprintOf(fileOf(world, row));
    return by.signTypedData(holderTypedData({ ...challenge, ...changes }, leaf, chainId));
  }

  async function verify(
    holder: HolderRequest | undefined,
    {
      row = 0,
      text = textOf(world, row),
      ...changes
    }: Partial<VerificationContext> & {
      row?: number;
      text?: string;
    } = {},
  ) {
    const result = await verifyCredential(
      text,
      contextOf(world, host, { ...changes, ...(holder && { holder }) }),
    );
    const { status, reason } = checkOf(result, 'holder');
    return { outcome: `${status} ${reason}`, result };
  }

  const expectOutcome = async (holder: HolderRequest, outcome: string, changes = {}) => {
    const found = await verify(holder, changes);
    expect(found.outcome).to.equal(outcome);
    expect(found.result.verdict).to.equal(outcome.startsWith('passed') ? 'verified' : 'unrecognised');
  };

  it('is skipped when the holder was not asked', async () => {
    expect((await verify(undefined)).outcome).to.equal('skipped HolderNotAsked');
  });

  it('passes when the account that it was issued to signed this challenge for it', async () => {
    const { outcome, result } = await verify({ challenge, signature: await signed() });

    expect(outcome).to.equal('passed HolderProven');
    expect(result.verdict).to.equal('verified');
    expect(checkOf(result, 'holder').message).to.equal(
      `Whoever sent it holds the key of the account that it was issued to (eip155:31337:${HOLDER.address}), and signed so for Hillside Hospital.`,
    );
  });

  it('passes for a redacted copy too, since what is signed is its place in the batch', async () => {
    const text = redactedTextOf(world, REDACTABLE);

    await expectOutcome({ challenge, signature: await signed() }, 'passed HolderProven', { text });
  });

  it('passes for an account of a chain that this verifier does not know', async () => {
    const signature = await signed({}, { row: 3, chainId: 1 });

    await expectOutcome({ challenge, signature }, 'passed HolderProven', { row: 3 });
  });

  describe('fails', () => {
    const attacks: [name: string, sign: () => Promise<Hex>][] = [
      ['for what somebody else signed', () => signed({}, { by: THIEF })],
      [
        'for an answer to another challenge of this verifier',
        () => signed({ nonce: `0x${'00'.repeat(32)}` }),
      ],
      ['for an answer to another verifier', () => signed({ audience: 'Hillside Hospitall' })],
      ['for an answer that was to count longer', () => signed({ expires: challenge.expires + 1 })],
      ['for an answer about another credential of the same holder', () => signed({}, { row: 1 })],
      ['for an answer signed for another chain', () => signed({}, { chainId: 1 })],
      ['for a text that the account signed', () => HOLDER.signMessage({ message: 'Hillside Hospital' })],
      ['for a cut signature', async () => (await signed()).slice(0, -2) as Hex],
      ['for a signature with something behind it', async () => `${await signed()}00`],
      ['for zeros', async () => `0x${'00'.repeat(65)}`],
      ['for numbers out of range', async () => `0x${'ff'.repeat(65)}`],
    ];
    for (const [name, sign] of attacks) {
      it(name, async () => {
        await expectOutcome({ challenge, signature: await sign() }, 'failed HolderOther');
      });
    }

    it('for an account of another chain that signed for the chain of the registry', async () => {
      await expectOutcome({ challenge, signature: await signed({}, { row: 3 }) }, 'failed HolderOther', {
        row: 3,
      });
    });

    it('from the second on at which the challenge has run out', async () => {
      const request = { challenge, signature: await signed() };

      await expectOutcome(request, 'passed HolderProven', { now: () => challenge.expires - 1 });
      await expectOutcome(request, 'failed HolderLate', { now: () => challenge.expires });
    });

    it('when the credential names no account, or its holder has hidden it', async () => {
      const text = redactedTextOf(world, [ID]);

      await expectOutcome({ challenge, signature: await signed() }, 'failed HolderUnbound', { text });
      await expectOutcome({ challenge, signature: await signed({}, { row: 4 }) }, 'failed HolderUnbound', {
        row: 4,
      });
    });

    it('and says that the credential itself is authentic', async () => {
      const { result } = await verify({ challenge, signature: await signed({}, { by: THIEF }) });

      expect(result.headline).to.equal(
        `Authentic, but it is not shown to be theirs. What came back was not signed for this request, by the account that it was issued to (eip155:31337:${HOLDER.address}).`,
      );
    });
  });

  it('is not looked at in a file that was altered', async () => {
    const text = textOf(world).replace('Amina', 'Anina');

    expect((await verify({ challenge, signature: await signed() }, { text })).outcome).to.equal(
      'skipped AlteredNotLooked',
    );
  });

  describe('of a smart account (ERC-1271)', () => {
    const row = 2;

    it('passes when the account itself says that it signed', async () => {
      await expectOutcome({ challenge, signature: await signed({}, { row }) }, 'passed HolderProven', {
        row,
      });
    });

    it('fails when the account says no', async () => {
      const signature = await signed({}, { row, by: THIEF });

      await expectOutcome({ challenge, signature }, 'failed HolderOther', { row });
    });

    it('is unknown when the chain cannot be asked, and the verdict open', async () => {
      const endpointsFor = through(clientRefusing(world, 'eth_getCode'));
      const { outcome, result } = await verify(
        { challenge, signature: await signed({}, { row }) },
        { row, endpointsFor },
      );

      expect(outcome).to.equal('unknown HolderUnread');
      expect(result.verdict).to.equal('unchecked');
    });
  });
});

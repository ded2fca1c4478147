import { expect } from 'chai';
import { decodeFunctionData, type Hex, hashTypedData } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { credentialRegistryAbi } from '#core/abi';
import { MAXIMUM_REASON_BYTES } from '#core/contractLimits';
import { RootmarkError } from '#core/errors';
import {
  isSignedByOperator,
  MAXIMUM_MESSAGES,
  parseRelay,
  type Relay,
  type RelayHead,
  relayCalls,
  typedDataOf,
  writeRelay,
} from '#core/relay';

const KEY = privateKeyToAccount(`0x${'11'.repeat(32)}`);
const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const ROOT: Hex = `0x${'ab'.repeat(32)}`;
const MASK: Hex = `0x${'0'.repeat(63)}1`;
const HEAD: RelayHead = {
  chainId: 11155111,
  registry: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
  operator: KEY.address,
  deadline: 1_800_000_000,
};

async function signedBatch(): Promise<Extract<Relay, { kind: 'anchor' }>> {
  const message = { issuer: ISSUER, root: ROOT, size: 3 } as const;
  const signature = await KEY.signTypedData(typedDataOf(HEAD, 'anchor', message));
  return { ...HEAD, kind: 'anchor', messages: [{ ...message, signature }] };
}

async function signedChange(kind: 'revoke' | 'suspend' | 'reinstate') {
  const message = { issuer: ISSUER, root: ROOT, word: 2, mask: MASK, reason: 'Décision n° 7' } as const;
  const signature = await KEY.signTypedData(typedDataOf(HEAD, kind, message));
  return { ...HEAD, kind, messages: [{ ...message, signature }] };
}

describe('relay files', () => {
  it('are read as they were written, every kind of them', async () => {
    const relays: Relay[] = [await signedBatch()];
    for (const kind of ['revoke', 'suspend', 'reinstate'] as const) relays.push(await signedChange(kind));

    for (const relay of relays) expect(parseRelay(writeRelay(relay), 'x.relay')).to.eql(relay);
  });

  it('hold signatures of exactly what the registry hashes', async () => {
    const [{ signature: _, ...message }] = (await signedBatch()).messages;
    const typed = typedDataOf(HEAD, 'anchor', message);

    // The type as ICredentialRegistry states it, put together by hand.
    expect(
      hashTypedData({
        domain: {
          name: 'CredentialRegistry',
          version: '1',
          chainId: 11155111,
          verifyingContract: HEAD.registry,
        },
        primaryType: 'AnchorBatch',
        types: {
          AnchorBatch: [
            { name: 'issuer', type: 'address' },
            { name: 'root', type: 'bytes32' },
            { name: 'size', type: 'uint32' },
            { name: 'operator', type: 'address' },
            { name: 'deadline', type: 'uint256' },
          ],
        },
        message: { issuer: ISSUER, root: ROOT, size: 3, operator: KEY.address, deadline: 1_800_000_000n },
      }),
    ).to.equal(hashTypedData(typed));
  });

  it('become calls with their arguments in the registry’s order', async () => {
    const batch = await signedBatch();
    const change = await signedChange('suspend');
    const decode = (relay: Relay) =>
      relayCalls(relay).map((data) => decodeFunctionData({ abi: credentialRegistryAbi, data }));
    const until = 1_800_000_000n;

    expect(decode(batch)).to.eql([
      {
        functionName: 'anchorBatchWithSignature',
        args: [ISSUER, ROOT, 3, KEY.address, until, batch.messages[0].signature],
      },
    ]);
    expect(decode(change)).to.eql([
      {
        functionName: 'suspendWithSignature',
        args: [
          ISSUER,
          ROOT,
          2n,
          1n,
          'Décision n° 7',
          KEY.address,
          until,
          (change.messages[0] as { signature: Hex }).signature,
        ],
      },
    ]);
  });

  it('refuse whatever is missing, too much or not what it should be, and say which member', async () => {
    const batch = JSON.parse(writeRelay(await signedBatch()));
    const change = JSON.parse(writeRelay(await signedChange('revoke')));
    const [message] = change.messages;
    const { deadline: _, ...endless } = batch;
    const cases: Record<string, [text: string, told: RegExp]> = {
      'no JSON': ['tea', /it cannot be read/],
      'a list': ['[]', /it is no kind of message|Invalid type/],
      'a member twice': [JSON.stringify(batch).replace('{', '{"kind":"anchor",'), /it cannot be read/],
      'another format': [JSON.stringify({ ...batch, format: 'x' }), /format: it is no relay file/],
      'no deadline': [JSON.stringify(endless), /deadline: /],
      'a deadline in words': [JSON.stringify({ ...batch, deadline: 'soon' }), /deadline: /],
      'a deadline that is no whole number': [JSON.stringify({ ...batch, deadline: 1.5 }), /deadline: /],
      'a mask of another length': [
        JSON.stringify({ ...change, messages: [{ ...message, mask: '0x01' }] }),
        /messages\.0\.mask: it must be 32 bytes/,
      ],
      'a word past the last': [
        JSON.stringify({ ...change, messages: [{ ...message, word: 2 ** 24 }] }),
        /messages\.0\.word: /,
      ],
      'no reason': [
        JSON.stringify({ ...change, messages: [{ ...message, reason: '' }] }),
        /messages\.0\.reason: /,
      ],
      'too long a reason': [
        JSON.stringify({
          ...change,
          messages: [{ ...message, reason: 'é'.repeat(MAXIMUM_REASON_BYTES / 2 + 1) }],
        }),
        /messages\.0\.reason: /,
      ],
      'too many messages': [
        JSON.stringify({ ...change, messages: Array(MAXIMUM_MESSAGES + 1).fill(message) }),
        /messages: /,
      ],
      'a holder’s name': [
        JSON.stringify({ ...change, messages: [{ ...message, holder: 'Amina' }] }),
        /messages\.0\.holder: /,
      ],
    };
    for (const [name, [text, told]] of Object.entries(cases)) {
      const error = faultOf(() => parseRelay(text, 'x.relay'));
      expect(error, name).to.be.instanceOf(RootmarkError);
      expect(error, name).to.include({ kind: 'input', code: 'RelayInvalid' });
      expect((error as RootmarkError).message, name).to.match(
        /^x\.relay is no relay file that can be sent: /,
      );
      expect((error as RootmarkError).message, name).to.match(told);
    }
  });

  function faultOf(run: () => unknown): unknown {
    try {
      return run();
    } catch (error) {
      return error;
    }
  }

  it('have room for as many messages as they may hold', async () => {
    const change = await signedChange('revoke');
    const [message] = change.messages;
    const full = { ...message, reason: '"'.repeat(MAXIMUM_REASON_BYTES) } as (typeof change.messages)[0];
    const relay = { ...change, messages: Array(MAXIMUM_MESSAGES).fill(full) };

    expect(parseRelay(writeRelay(relay), 'x.relay').messages).to.have.lengthOf(MAXIMUM_MESSAGES);
  });
});

describe('isSignedByOperator', () => {
  const of = async (changes: Partial<RelayHead> = {}, message: object = {}) => {
    const batch = await signedBatch();
    return isSignedByOperator({ ...batch, ...changes }, { ...batch.messages[0], ...message });
  };

  it('holds for what was signed, and for nothing else', async () => {
    expect(await of()).to.equal(true);
    for (const changes of [
      { chainId: 1 },
      { registry: ISSUER },
      { operator: ISSUER },
      { deadline: 1 },
    ] as const)
      expect(await of(changes), Object.keys(changes).join()).to.equal(false);
    for (const message of [{ issuer: KEY.address }, { root: MASK }, { size: 4 }])
      expect(await of({}, message), Object.keys(message).join()).to.equal(false);
  });

  it('holds for one form of a signature only, as in the registry', async () => {
    const [{ signature }] = (await signedBatch()).messages;
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const high = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, '0');
    const [v, other] = signature.endsWith('1b') ? ['1b', '1c'] : ['1c', '1b'];
    const twin: Hex = `0x${signature.slice(2, 66)}${high}${other}`;
    const parity: Hex = `0x${signature.slice(2, 130)}${v === '1b' ? '00' : '01'}`;

    expect(await of({}, { signature: twin })).to.equal(false);
    expect(await of({}, { signature: parity })).to.equal(false);
    expect(await of({}, { signature: '0x' })).to.equal(false);
    expect(await of({}, { signature: `0x${'00'.repeat(64)}1b` })).to.equal(false);
  });

  it('does not take one kind of change for another', async () => {
    const revoke = await signedChange('revoke');
    const [message] = revoke.messages;
    if (message === undefined) throw new Error('one message was signed');

    expect(await isSignedByOperator(revoke, message)).to.equal(true);
    expect(await isSignedByOperator({ ...revoke, kind: 'suspend' }, message)).to.equal(false);
    expect(await isSignedByOperator({ ...revoke, kind: 'reinstate' }, message)).to.equal(false);
  });
});

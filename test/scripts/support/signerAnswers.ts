import { expect } from 'chai';
import {
  fromRlp,
  type Hex,
  hexToBigInt,
  hexToNumber,
  numberToHex,
  parseTransaction,
  serializeTransaction,
  type TransactionSerializableEIP1559,
  type TypedDataDefinition,
  toRlp,
} from 'viem';
import { type CommandChain, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, rosterOptions } from '../../support/commandFiles.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { type Answer, fund, signerAccount, startScriptedSigner } from '../../support/outsideSigner.ts';

const DID = 'did:web:lakeside.example';
const APPROVE =
  'Approve what is asked as it is, and find out what lies between this command and the key. What was to be signed was not sent.';
const FORGOTTEN = 'Nothing is kept of this batch: issue the roster again when it can be signed.';

/** The order of secp256k1. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** What a hostile signer makes of what it is asked for. */
type Forgery = (asked: Required<Asked>) => unknown;
type Asked = Pick<
  TransactionSerializableEIP1559,
  'to' | 'data' | 'gas' | 'nonce' | 'chainId' | 'maxFeePerGas' | 'maxPriorityFeePerGas'
>;

const key = signerAccount(0);
const OTHER = signerAccount(1);
const ZERO: Hex = `0x${'00'.repeat(32)}`;
const LARGE: Hex = `0x${'ff'.repeat(32)}`;
const STRANGER = '0x00000000000000000000000000000000000000AA';

const changed =
  (changes: (asked: Required<Asked>) => Partial<TransactionSerializableEIP1559>): Forgery =>
  (asked) =>
    key.signTransaction({ type: 'eip1559', ...asked, ...changes(asked) } as TransactionSerializableEIP1559);

/** The other signature of the same by the same key, which nothing on a chain takes. */
function mirrored(s: Hex): Hex {
  return numberToHex(ORDER - hexToBigInt(s), { size: 32 });
}

/** The transaction that was asked for, one of its fields (https://eips.ethereum.org/EIPS/eip-1559) in other bytes that mean the same. */
function respelt(field: number, bytes: Hex): Forgery {
  return async (asked) => {
    const raw = await key.signTransaction({ type: 'eip1559', ...asked });
    const fields = fromRlp(`0x${raw.slice(4)}`, 'hex') as Hex[];
    fields[field] = bytes;
    return `0x02${toRlp(fields).slice(2)}`;
  };
}

/** The forgeries, and what people are told that the signer gave. */
const FORGERIES: Readonly<Record<string, [forge: Forgery, given: RegExp]>> = {
  'another nonce': [changed(({ nonce = 0 }) => ({ nonce: nonce + 1 })), /a transaction with nonce 2, not 1/],
  'another receiver': [
    changed(() => ({ to: STRANGER })),
    new RegExp(`a transaction with receiver ${STRANGER}, not 0x\\w{40}`),
  ],
  'no receiver': [changed(() => ({ to: null })), /a transaction with receiver none, not 0x\w{40}/],
  'one more byte of data': [
    changed(({ data }) => ({ data: `${data}00` as Hex })),
    /a transaction with other data/,
  ],
  'an amount': [changed(() => ({ value: 1n })), /a transaction with amount 1, not 0/],
  'more gas': [changed(({ gas = 0n }) => ({ gas: gas + 1n })), /a transaction with gas limit \d+, not \d+/],
  'a higher fee': [
    changed(({ maxFeePerGas = 0n }) => ({ maxFeePerGas: maxFeePerGas * 9n })),
    /a transaction with fee \d+, not \d+/,
  ],
  'another tip': [
    changed(({ maxPriorityFeePerGas = 0n }) => ({ maxPriorityFeePerGas: maxPriorityFeePerGas + 1n })),
    /a transaction with tip \d+, not \d+/,
  ],
  'another chain': [changed(() => ({ chainId: 1 })), /a transaction with chain id 1, not 31337/],
  'an access list': [
    changed(() => ({ accessList: [{ address: STRANGER, storageKeys: [] }] })),
    /a transaction with other access list/,
  ],
  'two changes': [
    changed(() => ({ value: 5n, chainId: 10 })),
    /a transaction with chain id 10, not 31337, amount 5, not 0/,
  ],
  'a legacy transaction': [
    ({ to, data, gas, nonce, chainId, maxFeePerGas }) =>
      key.signTransaction({ type: 'legacy', to, data, gas, nonce, chainId, gasPrice: maxFeePerGas }),
    /a transaction with type legacy, not eip1559, fee none, not \d+, tip none, not \d+/,
  ],
  'another key': [
    (asked) => OTHER.signTransaction({ type: 'eip1559', ...asked }),
    new RegExp(`the signature of another key than ${key.address}’s`),
  ],
  'a gas limit of a thousand digits': [
    changed(() => ({ gas: 10n ** 999n })),
    /a transaction with gas limit 1(0){78}…, not \d+/,
  ],
  'no signature': [(asked) => serializeTransaction({ type: 'eip1559', ...asked }), /no signature/],
  'the other of both signatures, which no chain takes': [
    async (asked) => {
      const { r, s, yParity, ...rest } = parseTransaction(
        (await key.signTransaction({ type: 'eip1559', ...asked })) as `0x02${string}`,
      );
      return serializeTransaction(rest, {
        r: r ?? '0x',
        s: mirrored(s ?? '0x'),
        yParity: yParity === 0 ? 1 : 0,
      });
    },
    /a transaction that no network takes/,
  ],
  'bytes after it': [
    async (asked) => `${await key.signTransaction({ type: 'eip1559', ...asked })}00`,
    /no transaction that can be read/,
  ],
  'a nonce with a zero before it': [respelt(1, '0x0001'), /a transaction that no network takes/],
  'an amount of zero that is written': [respelt(6, '0x00'), /a transaction that no network takes/],
  'no access list': [respelt(8, '0x'), /a transaction that no network takes/],
  'a signature of zeros': [
    (asked) => serializeTransaction({ type: 'eip1559', ...asked }, { r: ZERO, s: ZERO, yParity: 0 }),
    new RegExp(`the signature of another key than ${key.address}’s`),
  ],
  'a signature of numbers past the order': [
    (asked) => serializeTransaction({ type: 'eip1559', ...asked }, { r: LARGE, s: LARGE, yParity: 1 }),
    new RegExp(`the signature of another key than ${key.address}’s`),
  ],
  'a transaction to half an address': [
    () => toRlp(['0x', '0x01', '0x02', '0x123456', '0x', '0x', '0x1b', LARGE, LARGE]),
    /no transaction that can be read/,
  ],
  'no hexadecimal digits': [() => 'signed', /no transaction that can be read/],
  'a hash in place of a transaction': [() => `0x${'12'.repeat(32)}`, /no transaction that can be read/],
  'an object without it': [() => ({ tx: {} }), /no transaction that can be read/],
};

/** Answers as a signer with one key would, but for what it signs. */
function signerThat(forge: Forgery): Answer {
  return async (method, [transaction]) => {
    if (method === 'eth_accounts') return { result: [key.address] };
    const { to, data, ...numbers } = transaction as Record<string, Hex>;
    return {
      result: await forge({
        to: to as Hex,
        data: data as Hex,
        gas: hexToBigInt(numbers.gas as Hex),
        nonce: hexToNumber(numbers.nonce as Hex),
        chainId: hexToNumber(numbers.chainId as Hex),
        maxFeePerGas: hexToBigInt(numbers.maxFeePerGas as Hex),
        maxPriorityFeePerGas: hexToBigInt(numbers.maxPriorityFeePerGas as Hex),
      }),
    };
  };
}

const honest = changed(() => ({}));

/** The forgeries of a signature of typed data. */
const SIGNATURES: Readonly<Record<string, (asked: TypedDataDefinition) => unknown>> = {
  'by another key': (asked) => OTHER.signTypedData(asked),
  'of another message': (asked) => key.signTypedData({ ...asked, message: { ...asked.message, size: 2 } }),
  'for another registry': (asked) =>
    key.signTypedData({ ...asked, domain: { ...asked.domain, verifyingContract: STRANGER } }),
  'for another chain': (asked) => key.signTypedData({ ...asked, domain: { ...asked.domain, chainId: 1 } }),
  'of the same as a plain message': (asked) => key.signMessage({ message: JSON.stringify(asked) }),
  'in the other form': async (asked) => {
    const signature = await key.signTypedData(asked);
    const last = signature.endsWith('1b') ? '1c' : '1b';
    return `${signature.slice(0, 66)}${mirrored(`0x${signature.slice(66, 130)}`).slice(2)}${last}`;
  },
  'of zeros': () => `0x${'00'.repeat(65)}`,
};

/** What is no signature at all. */
const NO_SIGNATURES: Readonly<Record<string, (asked: TypedDataDefinition) => unknown>> = {
  'that is cut': async (asked) => (await key.signTypedData(asked)).slice(0, -2),
  'that goes on': async (asked) => `${await key.signTypedData(asked)}00`,
  'in an object': async (asked) => ({ signature: await key.signTypedData(asked) }),
  'of words': () => 'signed',
};

/** Answers as a signer with one key would, but for the typed data that it signs. */
function signerOfData(forge: (asked: TypedDataDefinition) => unknown): Answer {
  return async (method, [, typedData]) => {
    if (method === 'eth_accounts') return { result: [key.address] };
    const { EIP712Domain: _, ...types } = JSON.parse(typedData as string).types;
    return { result: await forge({ ...JSON.parse(typedData as string), types }) };
  };
}

describe('what an outside signer answers', () => {
  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
    await fund(chain, 0);
    const workspace = new Workspace(chain);
    const signer = await startScriptedSigner(signerThat(honest));
    const { exitCode, stderr } = await workspace.run(
      ...['issuer', 'register', '--did', DID, '--signer', signer.url],
    );
    expect(exitCode, stderr).to.equal(0);
    signer.close();
    workspace.remove();
  });
  after(() => chain.close());

  function expectNothing(workspace: Workspace): void {
    expect(workspace.ledger('SELECT id FROM batches')).to.deep.equal([]);
    expect(workspace.ledger('SELECT * FROM signed_transactions')).to.deep.equal([]);
    const left = ['deployments', 'ledger.sqlite', 'roster.csv', 'template.json'];
    expect(workspace.list().filter((name) => !left.includes(name))).to.deep.equal([]);
  }

  /** Signs a batch for a relayer, which asks no network. */
  function signOnly(workspace: Workspace, signer: string) {
    workspace.rpcUrl = 'http://127.0.0.1:9';
    return workspace.run(
      ...['credential', 'issue', ...rosterOptions(workspace, [AMINA]), '--out', workspace.path('out')],
      ...['--sign-only', workspace.path('tea.relay'), '--did', DID, '--yes', '--signer', signer],
    );
  }

  /** Signatures that are refused, and what people are told that the signer gave. */
  async function refused(signatures: typeof SIGNATURES, given: string) {
    const run = async (forge: (asked: TypedDataDefinition) => unknown, workspace: Workspace) => {
      const signer = await startScriptedSigner(signerOfData(forge));
      const { stderr, ...result } = await signOnly(workspace, signer.url);
      const [confirm, ...fault] = stderr.split('\n');
      expect(confirm).to.match(/^Confirm on the device or in the signer: AnchorBatch by 0x/);
      const told = `The signer at ${signer.url} did not sign what it was asked to: it gave ${given}.\n${APPROVE}\n`;
      expectFault({ ...result, stderr: fault.join('\n') }, 4, told);
      expectNothing(workspace);
      signer.close();
    };
    await together(signatures, run, chain);
  }

  concurrently({
    'is the transaction that was asked for to the last bit, or nothing is sent and nothing is left':
      async () => {
        const run = async ([forge, given]: [Forgery, RegExp], workspace: Workspace) => {
          const signer = await startScriptedSigner(signerThat(forge));
          const files = rosterOptions(workspace, [AMINA]);
          const { exitCode, stdout, stderr } = await workspace.json<{ error: Record<string, string> }>(
            ...['credential', 'issue', ...files, '--out', workspace.path('out'), '--yes'],
            ...['--signer', signer.url],
          );
          const [line, fault = '', advice] = stderr.split('\n').slice(-4);
          expect(line).to.match(
            /^Confirm on the device or in the signer: a transaction of .+ with nonce 1, no ETH and at most /,
          );
          const place = `The signer at ${signer.url} did not sign what it was asked to: it gave `;
          expect(fault.slice(0, place.length)).to.equal(place);
          expect(fault.slice(place.length)).to.match(new RegExp(`^(${given.source})\\.$`));
          expect(advice).to.equal(`${APPROVE} ${FORGOTTEN}`);
          expect(JSON.parse(stdout).error.code).to.equal('SignerChanged');
          expect(exitCode).to.equal(4);
          expectNothing(workspace);
          signer.close();
        };
        await together(FORGERIES, run, chain);
        expect(
          await chain.client.getTransactionCount({ address: key.address, blockTag: 'pending' }),
        ).to.equal(1);
      },

    'is a signature of the typed data that was asked for, or no relay file is written and nothing is left':
      async () => {
        await refused(SIGNATURES, `a signature of something else, or of another key than ${key.address}’s`);
        await refused(NO_SIGNATURES, 'no signature');
      },

    'may write the last byte of a signature as it likes': async () => {
      // As the standard has it, as libraries do, and as 27 too many.
      const bytes: Readonly<Record<string, readonly [string, string]>> = {
        '27': ['1b', '1c'],
        '0': ['00', '01'],
        '54': ['36', '37'],
      };
      const run = async ([even, odd]: readonly [string, string], workspace: Workspace) => {
        let signature: Hex = '0x';
        const signer = await startScriptedSigner(
          signerOfData(async (asked) => {
            signature = await key.signTypedData(asked);
            return signature.slice(0, -2) + (signature.endsWith('1b') ? even : odd);
          }),
        );
        const { exitCode, stderr } = await signOnly(workspace, signer.url);
        expect(exitCode, stderr).to.equal(0);
        const [message] = JSON.parse(workspace.read('tea.relay')).messages;
        expect(message.signature).to.equal(signature);
        signer.close();
      };
      await together(bytes, run, chain);
    },
  });
});

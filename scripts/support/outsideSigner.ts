import {
  type Address,
  formatEther,
  getAbiItem,
  getAddress,
  getTypesForEIP712Domain,
  type Hex,
  hashDomain,
  hashStruct,
  isAddress,
  type LocalAccount,
  numberToHex,
  serializeTypedData,
  slice,
  type TransactionSerializable,
  type TypedDataDefinition,
  toFunctionSignature,
} from 'viem';
import { toAccount } from 'viem/accounts';
import { RootmarkError } from '#core/errors';
import { REGISTRIES } from './contractErrors.ts';
import { Output } from './output.ts';
import { type AskedTransaction, checkedSignature, checkedTransaction } from './signerAnswers.ts';
import { CLEF, type Dialect, ETHEREUM } from './signerDialects.ts';
import { askSigner, type SignerPlace, signerPlaceFrom } from './signerRequests.ts';

/** What is told after any fault of signing, whatever was sent before. */
const NOT_SENT = 'What was to be signed was not sent.';

/** A signer, and what it has said of itself. */
interface Signer {
  place: SignerPlace;
  dialect: Dialect;
  accounts: readonly Address[];
}

/** The signers that this process has asked already: Clef asks a person before it names its accounts. */
const signers = new Map<string, Promise<Signer>>();

/**
 * The account of an outside signer that signs: by default its first one. Nothing that the signer answers is believed.
 *
 * @param text what `--signer` says.
 * @param choice an index into the signer's accounts, or the address of one.
 * @throws RootmarkError of kind `usage`, `network` or `authority`; so do the account's methods.
 */
export async function outsideAccount(text: string, choice: string | undefined): Promise<LocalAccount> {
  const asking = signers.get(text) ?? signerAt(signerPlaceFrom(text));
  signers.set(text, asking);
  // Whoever asks next may find that it was started, or somebody before it.
  asking.catch(() => signers.delete(text));
  const signer = await asking;
  const address = chosen(signer, choice ?? '0');
  return toAccount({
    address,
    signTransaction: (transaction) => signed(signTransaction(signer, address, transaction)),
    signTypedData: (typedData) =>
      signed(signTypedData(signer, address, typedData as unknown as TypedDataDefinition)),
    signMessage: () => Promise.reject(new Error('no command signs plain messages')),
  });
}

/** What was signed; of a fault it is told that nothing was sent. */
async function signed(signing: Promise<Hex>): Promise<Hex> {
  try {
    return await signing;
  } catch (error) {
    if (!(error instanceof RootmarkError)) throw error;
    const { kind, code, message, advice } = error;
    throw new RootmarkError(kind, code, message, `${advice} ${NOT_SENT}`, { cause: error });
  }
}

async function signerAt(place: SignerPlace): Promise<Signer> {
  const [dialect, answer] = await askFirst([ETHEREUM, CLEF], ({ accounts }) => {
    if (accounts === CLEF.accounts) askPerson('that it may name its accounts.');
    return askSigner(place, accounts, []);
  });
  if (Array.isArray(answer) && answer.every(isAnyAddress))
    return { place, dialect, accounts: answer.map((one) => getAddress(one)) };
  throw new RootmarkError(
    'network',
    'SignerUnsuitable',
    `What answers at ${place.name} names no accounts.`,
    'Check --signer: it names a program that signs, such as Clef or Web3signer.',
  );
}

function isAnyAddress(value: unknown): value is Address {
  return typeof value === 'string' && isAddress(value, { strict: false });
}

/** Asks in one way after the other, until the signer knows one. */
async function askFirst<Way>(
  ways: readonly Way[],
  ask: (way: Way) => Promise<unknown>,
): Promise<[way: Way, answer: unknown]> {
  const [way, ...others] = ways as [Way, ...Way[]];
  try {
    return [way, await ask(way)];
  } catch (error) {
    const isUnknown = error instanceof RootmarkError && error.code === 'SignerMethodUnknown';
    if (!isUnknown || others.length === 0) throw error;
    return askFirst(others, ask);
  }
}

function chosen({ place, accounts }: Signer, wanted: string): Address {
  const found = accounts.find(
    (address, index) => wanted === String(index) || wanted.toLowerCase() === address.toLowerCase(),
  );
  if (found !== undefined) return found;
  const [first] = accounts;
  throw new RootmarkError(
    'authority',
    'NoKey',
    first === undefined
      ? `The signer at ${place.name} has no account.`
      : `The signer at ${place.name} has no account “${wanted.slice(0, 80)}”: it has ${accounts.length}, the first is ${first}.`,
    first === undefined
      ? 'Let it open the device or the key file. Clef shows its wallets when it starts.'
      : 'Choose another with --account, or another signer with --signer.',
  );
}

async function signTransaction(
  { place, dialect }: Signer,
  address: Address,
  transaction: TransactionSerializable,
) {
  const asked = wholeTransaction(transaction);
  const { chainId, nonce, data, gas, maxFeePerGas, maxPriorityFeePerGas } = asked;
  const method = methodOf(data);
  askPerson(
    `a transaction of ${address} to ${asked.to} on chain ${chainId} that calls ${method}, with nonce ${nonce}, no ETH and at most ${formatEther(gas * maxFeePerGas)} ETH of fees.`,
  );
  const request = {
    from: address,
    to: asked.to,
    gas: numberToHex(gas),
    maxFeePerGas: numberToHex(maxFeePerGas),
    maxPriorityFeePerGas: numberToHex(maxPriorityFeePerGas),
    value: '0x0',
    nonce: numberToHex(nonce),
    // Some know the one name, some the other; those that know both want them to be equal.
    data,
    input: data,
    chainId: numberToHex(chainId),
  };
  const answer = await askSigner(
    place,
    dialect.signTransaction,
    dialect.isToldMethod ? [request, method] : [request],
  );
  return checkedTransaction(answer, asked, address, place);
}

/** Every field of a transaction as commands make them; nothing is left for the signer to choose. */
function wholeTransaction(transaction: TransactionSerializable): AskedTransaction {
  // What is zero a transaction that was read again leaves out.
  const {
    chainId,
    nonce = 0,
    to,
    value = 0n,
    data,
    gas,
    maxFeePerGas,
    maxPriorityFeePerGas = 0n,
  } = transaction;
  const isWhole = chainId && to && data && gas && maxFeePerGas;
  if (!isWhole || value !== 0n || transaction.accessList?.length)
    throw new Error('no command signs such a transaction');
  return {
    ...{ type: 'eip1559', chainId, nonce, to: getAddress(to), value, data, gas },
    ...{ maxFeePerGas, maxPriorityFeePerGas, accessList: [] },
  };
}

/** The signature of the registries’ function that is called, such as `registerIssuer(string)`. */
function methodOf(data: Hex): string {
  const called = getAbiItem({ abi: REGISTRIES, name: slice(data, 0, 4) });
  if (called?.type !== 'function') throw new Error(`no command calls ${slice(data, 0, 4)}`);
  return toFunctionSignature(called);
}

async function signTypedData(
  { place, dialect }: Signer,
  address: Address,
  { domain = {}, types, primaryType, message }: TypedDataDefinition,
) {
  const asked: TypedDataDefinition = {
    domain,
    types: { ...types, EIP712Domain: getTypesForEIP712Domain({ domain }) },
    primaryType,
    message,
  };
  const domainHash = hashDomain({ domain, types: asked.types });
  const messageHash = hashStruct({ data: message, primaryType, types: asked.types });
  askPerson(
    `${primaryType} by ${address} for ${domain?.verifyingContract} on chain ${domain?.chainId}, domain hash ${domainHash}, message hash ${messageHash}.`,
  );
  const sent = dialect.typedData(serializeTypedData(asked));
  const [, answer] = await askFirst(dialect.signTypedData, (method) =>
    askSigner(place, method, [address, sent]),
  );
  return checkedSignature(answer, asked, address, place);
}

/** Says what is waited for: the signer has a window or a display of its own, or none at all. */
function askPerson(what: string): void {
  new Output(false).warn(`Confirm on the device or in the signer: ${what}`);
}

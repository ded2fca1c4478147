import { type Address, toHex } from 'viem';
import { mnemonicToAccount, privateKeyToAddress } from 'viem/accounts';
import { RootmarkError } from '#core/errors';

/** The phrases that development chains make their accounts from: Hardhat’s and anvil’s, and Ganache’s. */
const PUBLIC_MNEMONICS = [
  'test test test test test test test test test test test junk',
  'myth like bonus scare over problem client lizard pioneer submit female collect',
];
/** Accounts of each phrase that count as known to everyone: as many as the chains fund. */
const ACCOUNTS = 20;
/** The chain ids of development chains: Hardhat’s and anvil’s, and Ganache’s and Geth’s. */
const DEVELOPMENT_CHAINS = [31337, 1337];

let publicAddresses: ReadonlySet<Address> | undefined;

/**
 * Refuses a key that everyone has on a chain that is not one's own: whoever comes first could issue and revoke with it.
 *
 * @throws RootmarkError `PublicKey` of kind `authority`.
 */
export function refusePublicKey(address: Address, chainId: number, networkName: string): void {
  if (DEVELOPMENT_CHAINS.includes(chainId)) return;
  publicAddresses ??= new Set(PUBLIC_MNEMONICS.flatMap(addressesOf));
  if (!publicAddresses.has(address)) return;
  throw new RootmarkError(
    'authority',
    'PublicKey',
    `${address} is an account of development chains: everyone has its key, so nobody may act with it on ${networkName}.`,
    'Choose another with --account, or make a new key and put it into Hardhat’s encrypted keystore. Nothing was sent.',
  );
}

function addressesOf(mnemonic: string): Address[] {
  // The phrase is stretched once, and not for each account.
  const parent = mnemonicToAccount(mnemonic, { path: "m/44'/60'/0'/0" }).getHdKey();
  return Array.from({ length: ACCOUNTS }, (_, index) => {
    const { privateKey } = parent.deriveChild(index);
    return privateKeyToAddress(toHex(privateKey as Uint8Array));
  });
}

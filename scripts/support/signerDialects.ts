/** The methods that one family of signers has, and how they take typed data. */
export interface Dialect {
  accounts: string;
  signTransaction: string;
  /** Whether the signer is told which function is called, which it shows to its person. */
  isToldMethod: boolean;
  /** The first that the signer knows counts. */
  signTypedData: readonly string[];
  typedData: (serialized: string) => unknown;
}

/** As Web3signer, geth and anvil have it, and the specification of the execution APIs. */
export const ETHEREUM: Dialect = {
  accounts: 'eth_accounts',
  signTransaction: 'eth_signTransaction',
  isToldMethod: false,
  signTypedData: ['eth_signTypedData_v4', 'eth_signTypedData'],
  typedData: (serialized) => serialized,
};

/** As Clef of go-ethereum has it. Without a function’s signature it refuses data that it does not know. */
export const CLEF: Dialect = {
  accounts: 'account_list',
  signTransaction: 'account_signTransaction',
  isToldMethod: true,
  signTypedData: ['account_signTypedData'],
  typedData: (serialized) => JSON.parse(serialized),
};

/** The words about wallets, what they send, and the status of credentials. */
export const enDeskAct = {
  heading: 'Issuer desk',
  noRecords:
    'This copy of the site knows no public record yet, so there is nothing that a wallet could be used for. Deploy a registry, then build the site again.',
  wallet: 'Your wallet',
  status: 'Change the status of a credential',
  noWallet: 'There is no wallet in this browser.',
  noWalletMore:
    'Install the wallet that holds your operator key as a browser extension, then reload this page. The command line does the same without one.',
  choose: 'Connect the wallet that holds your operator key.',
  someWallet: 'Browser wallet',
  reconnecting: 'Connecting to your wallet again…',
  confirmInWallet: 'Your wallet is asking you to confirm. Look for its window.',
  connected: (wallet: string) => `${wallet}, account`,
  disconnect: 'Disconnect',
  wrongNetwork: 'Your wallet is on another network.',
  wrongNetworkMore: (chainId: number) =>
    `It is on chain ${chainId}, where this copy of the site knows no registry.`,
  switchTo: (network: string) => `Switch to ${network}`,
  reading: (network: string) => `Reading the registry on ${network}…`,
  registeredAs: 'Registered as an issuer:',
  notIssuer: (network: string) => `This account is not registered as an issuer on ${network}.`,
  notIssuerMore: 'It may still act for one: drop a credential to see.',
  connectFirst: 'Connect your wallet to change its status.',
  nothingToChange:
    'It is not on a record that this copy of the site knows, as it stands, so there is no status to change.',
  nothingLeft: 'There is nothing that you could change about it now.',
  notYours:
    'This account may not change it: it is no operator of the issuer of this credential. Connect another one, or let the issuer’s admin authorise it.',
  another: 'Another credential',
  whatToDo: 'What shall happen to it?',
  reason: 'Reason, for whoever checks it',
  reasonHint: 'Public for ever, so name no one. “Issued in error” says enough.',
  reasonTooLong: (bytes: number, most: number) => `${bytes} bytes are too long; at most ${most} fit.`,
  simulating: (network: string) => `Trying it out on ${network} first…`,
  switching: (network: string) => `Your wallet is asking to switch to ${network}.`,
  pending: (network: string) => `Sent. Waiting for ${network} to record it:`,
  sent: 'It was sent as',
  done: (block: string) => `Done. Recorded in block ${block}.`,
};

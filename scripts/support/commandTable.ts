/** A module whose default export is a command's action; loaded when the command runs. */
type ActionModule = () => Promise<{ default: (taskArguments: never, hre: never) => Promise<void> }>;

/** What an option or argument is for; and what the help says that it is when it is not given. */
export type Described = string | [description: string, preset: string];

/** The options and arguments of a command, by their names. */
export interface CommandOptions {
  /** `--name VALUE` options. */
  options?: Record<string, Described>;
  /** Options whose value is a file or folder. */
  files?: Record<string, Described>;
  /** `--name` flags, with what they are for. */
  flags?: Record<string, string>;
  /** One positional argument. */
  positional?: Record<string, Described>;
  /** Any number of positional arguments. */
  variadic?: Record<string, Described>;
}

/** A command of the project, as `scripts/tasks.ts` makes a Hardhat task of it. */
export type CommandEntry = [
  id: [string, ...string[]],
  description: string,
  action: ActionModule,
  options: CommandOptions,
];

// What several commands say alike.

export const ACCOUNT: [string, string] = ['Which of the network’s keys signs: its index or its address', '0'];
export const ISSUER: Described = [
  'The issuer’s address, when the signing key is only one of its operators',
  'the signing key’s',
];
export const ACCREDITOR: Described = [
  'The accreditor’s address, when the signing key is its admin only',
  'the signing key’s',
];
export const SIGNING: Record<string, Described> = {
  operator: ['The operator, when it is a smart account that the key signs for', 'the signing key'],
  deadline: ['With --sign-only, the last second at which it may be sent', 'in 7 days'],
  chainId: ['With --sign-only, the chain that it is for', 'the network’s in hardhat.config.ts'],
};
export const RELAY_FILES: Record<string, Described> = {
  signOnly: 'Sign, without any network, and write this file for another machine to send',
  relayFrom: 'Send, and pay for, what another machine has signed into this file',
};
export const KEY_FILES: Record<string, Described> = {
  sign: ['The issuer’s signing key, a file of “issuer key”', 'no signature'],
  passphraseFile: ['With --sign, a file whose first line is the key’s passphrase', 'asks for it'],
};
export const ROSTER = 'The roster, a CSV file with one row per holder';
export const TEMPLATE = 'The template, Open Badges JSON with {{column}} placeholders';
export const PATHWAY = 'The pathway, JSON that names the micro-credentials that make a larger one';
export const EMAIL =
  'The email address that the holder’s credentials were issued for, which proves that they are one person’s';
export const PROFILE =
  'What every credential must have besides: “eu”, the elements of a European micro-credential';

import { globalOption } from 'hardhat/config';
import { ArgumentType } from 'hardhat/types/arguments';
import type { HardhatPlugin } from 'hardhat/types/plugins';

declare module 'hardhat/types/global-options' {
  interface GlobalOptions {
    signer: string | undefined;
  }
}

/** `--signer`, which goes with every command that signs with a network’s key. */
export const signerOption: HardhatPlugin = {
  id: 'rootmark-signer',
  globalOptions: [
    globalOption({
      name: 'signer',
      description:
        'A program that signs with keys of its own, such as Clef: its URL, or the path of its socket',
      type: ArgumentType.STRING_WITHOUT_DEFAULT,
      defaultValue: undefined,
    }),
  ],
};

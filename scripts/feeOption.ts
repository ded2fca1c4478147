import { globalOption } from 'hardhat/config';
import { ArgumentType } from 'hardhat/types/arguments';
import type { HardhatPlugin } from 'hardhat/types/plugins';

declare module 'hardhat/types/global-options' {
  interface GlobalOptions {
    maxFee: string | undefined;
  }
}

/** `--max-fee`, which like `--network` goes with every command that sends something. */
export const feeOption: HardhatPlugin = {
  id: 'rootmark-fees',
  globalOptions: [
    globalOption({
      name: 'maxFee',
      description: 'The most that a unit of gas may cost, in gwei',
      type: ArgumentType.STRING_WITHOUT_DEFAULT,
      defaultValue: undefined,
    }),
  ],
};

import type { Defence } from './defences.ts';

const OUTSIDE_SIGNER = 'scripts/support/outsideSigner.ts';
const ANSWERS = 'scripts/support/signerAnswers.ts';
const REQUESTS = 'scripts/support/signerRequests.ts';
const TRANSACTION =
  'is the transaction that was asked for to the last bit, or nothing is sent and nothing is left';

export const BY_A_SIGNER: readonly Defence[] = [
  {
    attack: 'signs another transaction than it was asked to, or with another key',
    defence: 'what it gives is compared with what was asked for, field by field, and its key is recovered',
    removal: {
      file: OUTSIDE_SIGNER,
      code: 'return checkedTransaction(answer, asked, address, place);',
      without: 'return answer as Hex;',
    },
    test: { file: 'test/scripts/support/signerAnswers.ts', name: TRANSACTION },
  },
  {
    attack: 'gives the right transaction in a form that no node takes, so that the batch waits for ever',
    defence: 'the bytes must be the only ones that the signed transaction has',
    removal: {
      file: ANSWERS,
      code: 'raw !== serializeTransaction(asked, signature)',
      without: 'raw === null',
    },
    test: { file: 'test/scripts/support/signerAnswers.ts', name: TRANSACTION },
  },
  {
    attack: 'gives the other one of the two signatures that mean the same, which no node takes',
    defence: 'the signature must be the lower one',
    removal: {
      file: ANSWERS,
      code: '!isCanonicalSignature(serializeSignature(signature))',
      without: 'raw === null',
    },
    test: { file: 'test/scripts/support/signerAnswers.ts', name: TRANSACTION },
  },
  {
    attack: 'signs another message for a relayer than it was asked to',
    defence: 'the signature must lead from what was asked for to the key',
    removal: { file: ANSWERS, code: 'if (recovered === signer) return', without: 'if (recovered) return' },
    test: {
      file: 'test/scripts/support/signerAnswers.ts',
      name: 'is a signature of the typed data that was asked for, or no relay file is written and nothing is left',
    },
  },
  {
    attack: 'is replaced by somebody on the network between',
    defence: 'plain http is for this machine alone',
    removal: { file: REQUESTS, code: '!LOOPBACK.includes(url.hostname)', without: 'url.hostname === null' },
    test: {
      file: 'test/scripts/support/signerRequests.ts',
      name: 'is not done on another machine without encryption, nor by other means',
    },
  },
];

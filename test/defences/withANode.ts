import type { Defence } from './defences.ts';

const ENDPOINTS = 'src/endpoints.ts';
const TESTS = 'test/core/endpoints.ts';
const OUTAGES = 'test/core/verifyNetwork.ts';

export const WITH_A_NODE: readonly Defence[] = [
  {
    attack: 'hides a revocation',
    defence: 'all endpoints that answer must give the same answer, at one block',
    removal: {
      file: ENDPOINTS,
      code: 'agreement) => JSON.stringify(agreement))).size > 1',
      without: 'agreement) => JSON.stringify(agreement))).size > 9',
    },
    test: { file: TESTS, name: 'leaves a revoked credential unchecked when one hides the revocation' },
  },
  {
    attack: 'is the only one left that answers, and lies',
    defence: 'one of two or three is too few',
    removal: { file: ENDPOINTS, code: 'current.length < this.needed', without: 'current.length < 1' },
    test: { file: TESTS, name: 'leaves it unchecked when two of three are down' },
  },
  {
    attack: 'chooses the block that is read, by a newest block that it invents',
    defence: 'the block is the newest that enough endpoints have',
    removal: {
      file: ENDPOINTS,
      code: 'numbers[Math.min(quorum.needed, numbers.length) - 1]',
      without: 'numbers[0]',
    },
    test: { file: TESTS, name: 'is right when one says that it is far ahead' },
  },
  {
    attack: 'stopped before the revocation, and agrees with nobody but the past',
    defence: 'an endpoint that knows much newer blocks does not count as agreeing on an old one',
    removal: {
      file: ENDPOINTS,
      code: 'head.timestamp - block.timestamp <= LONGEST_LAG',
      without: 'head.timestamp >= block.timestamp',
    },
    test: { file: TESTS, name: 'is joined by one that stopped before the revocation' },
  },
  {
    attack: 'stopped following its chain',
    defence: 'a newest block that is older than an hour is not now',
    removal: {
      file: 'src/chainReading.ts',
      code: "deployment.kind !== 'local' && behind > maximumBlockAge",
      without: 'behind > maximumBlockAge * 1000',
    },
    test: { file: OUTAGES, name: 'when the node stopped following its chain more than an hour ago' },
  },
  {
    attack: 'answers for another chain',
    defence: 'every endpoint is asked for its chain’s id',
    removal: {
      file: 'src/credentialReading.ts',
      code: 'if (chainId !== deployment.chainId) throw',
      without: 'if (chainId < 0) throw',
    },
    test: { file: OUTAGES, name: 'when the endpoint answers for another chain' },
  },
  {
    attack: 'never answers, so that nobody gets a verdict',
    defence: 'all readings together have five seconds',
    removal: {
      file: ENDPOINTS,
      code: 'Math.max(0, this.deadline - performance.now())',
      without: '10 * this.patience',
    },
    test: { file: TESTS, name: 'within the time for all' },
  },
  {
    attack: 'is down, so that good credentials look bad',
    defence: 'what could not be read is unknown, never failed',
    removal: {
      file: 'src/verify.ts',
      code: "unknown(id, 'ChainUnread', values)",
      without: "failed(id, 'ChainUnread', values)",
    },
    test: { file: OUTAGES, name: 'when nobody listens at the endpoint' },
  },
  {
    attack:
      'leaves a revocation out of the history, so that a credential seems to have been valid ever since',
    defence: 'events must lead to the state that the contract tells at the same block',
    removal: {
      file: 'src/credentialHistory.ts',
      code: '!isWhole(events, state)',
      without: 'false',
    },
    test: {
      file: 'test/core/credentialHistory.ts',
      name: 'is a fault where an endpoint leaves out events, and not a better history',
    },
  },
];

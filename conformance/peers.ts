import type { Peer } from './finding.ts';
import { openBadgesSchema } from './schema.ts';
import { sdJwt, verifiableCredentials } from './signatures.ts';
import { bitstringStatusList } from './statusList.ts';
import { merkletreejs, openZeppelin, simpleMerkleTree, typedData } from './trees.ts';

/** Everything that this project is compared with. */
export const PEERS: readonly Peer[] = [
  openBadgesSchema,
  verifiableCredentials,
  sdJwt,
  bitstringStatusList,
  simpleMerkleTree,
  openZeppelin,
  merkletreejs,
  typedData,
];

import { BY_AN_ACCREDITOR } from './byAccreditors.ts';
import { BY_A_SIGNER } from './byASigner.ts';
import { BY_A_HOLDER, IN_A_FILE } from './byHolders.ts';
import { BY_AN_ISSUER, WITH_A_KEY } from './byIssuers.ts';
import { IN_EVIDENCE } from './inEvidence.ts';
import { IN_THE_MEMPOOL, WITH_A_DOMAIN, WITH_A_REGISTRY } from './onTheWay.ts';
import { WITH_A_NODE } from './withANode.ts';

/** A way to cheat, what stops it, and how one can see that it is stopped. */
export interface Defence {
  attack: string;
  defence: string;
  /** The code that is the defence, found once in the file, and what is left when it is taken away. */
  removal: { file: string; code: string; without: string };
  /** A test that fails without it: the file and a part of its title. */
  test: { file: string; name: string };
}

/** Who could cheat → the ways; docs/threat-model.md has a section for each. */
export const DEFENCES: Readonly<Record<string, readonly Defence[]>> = {
  'The issuer': BY_AN_ISSUER,
  'A false accreditor': BY_AN_ACCREDITOR,
  'A former employee or thief with a key': WITH_A_KEY,
  'An outside signer': BY_A_SIGNER,
  'The holder': BY_A_HOLDER,
  'The verifier’s RPC endpoint': WITH_A_NODE,
  'Someone who watches the mempool': IN_THE_MEMPOOL,
  'A fake registry': WITH_A_REGISTRY,
  'A look-alike domain': WITH_A_DOMAIN,
  'A hostile file': IN_A_FILE,
  'A forged evidence file': IN_EVIDENCE,
};

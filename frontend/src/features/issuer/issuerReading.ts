import type { Address } from 'viem';
import { readAccreditation } from '#core/accreditation';
import { type Accreditation, readAccreditationsOf } from '#core/accreditationRecords';
import type { Deployment } from '#core/deployments';
import { type Agreement, Quorum, type Reading } from '#core/endpoints';
import { type IssuerProof, proveIssuer } from '#core/issuerCheck';
import { type IssuerEvent, readIssuerHistory } from '#core/issuerHistory';
import { type IssuerRecord, type OperatorRecord, readIssuer, readOperator } from '#core/registry';
import type { AccreditationPath } from '#core/verdict';
import { browserContext, endpointsFor } from '../../checking/context.ts';

/** Milliseconds that the endpoints have for a whole history: it takes more than one question. */
const PATIENCE = 20_000;

/** One party, on one network. */
export interface Party {
  deployment: Deployment;
  address: Address;
}

/** An operator's key, with its record. */
export interface Key extends OperatorRecord {
  operator: Address;
}

/** What the registry has about an issuer itself. */
export interface IssuerAccount {
  /** Null when it never registered. */
  record: IssuerRecord | null;
  /** Every key that was ever authorised: those in use, then the disowned, then the retired. */
  keys: Key[];
  /** Oldest first. */
  history: IssuerEvent[];
}

/** Reads an issuer's record, keys and history, as the endpoints agree on them. @throws RootmarkError of kind `network`. */
export function readIssuerAccount({ deployment, address }: Party): Promise<Agreement<IssuerAccount>> {
  return agreed(deployment, async (client) => {
    const record = await readIssuer(client, deployment, address);
    if (record === null) return { record, keys: [], history: [] };
    const history = await readIssuerHistory(client, deployment, address);
    const operators = history.flatMap((event) =>
      event.kind === 'operator-authorized' ? [event.operator] : [],
    );
    const keys = await Promise.all(
      [...new Set(operators)].map(async (operator) => {
        const key = await readOperator(client, deployment, address, operator);
        return key === null ? [] : [{ operator, ...key }];
      }),
    );
    return { record, keys: keys.flat().sort((a, b) => rankOf(a) - rankOf(b)), history };
  });
}

function rankOf({ distrustedSince, retiredAt }: OperatorRecord): number {
  if (distrustedSince !== null) return 1;
  return retiredAt === null ? 0 : 2;
}

/** Who vouches for a party, for whom it vouches, and how an accreditor that is trusted stands behind it today. */
export interface Standing {
  path: AccreditationPath | null;
  vouchedForBy: Accreditation[];
  vouchesFor: Accreditation[];
}

/** Reads the accreditations of a party, as the endpoints agree on them. @throws RootmarkError of kind `network`. */
export function readStanding({ deployment, address }: Party): Promise<Agreement<Standing>> {
  return agreed(deployment, async (client, block) => {
    const at = Math.max(block.timestamp, browserContext.now());
    const [{ vouchedForBy, vouchesFor }, path] = await Promise.all([
      readAccreditationsOf(client, deployment, address),
      deployment.trustedAccreditors.length === 0
        ? null
        : readAccreditation(client, deployment, { issuer: address, at }, block).then(
            ({ path: found }) => found,
          ),
    ]);
    return { path, vouchedForBy, vouchesFor };
  });
}

/** Asks the domain that an issuer goes by today whether the issuer is its own. */
export function proveToday({ deployment, address }: Party, did: string): Promise<IssuerProof> {
  const issuer = { chainId: deployment.chainId, address };
  return proveIssuer(
    { claimedId: did, didAtAnchoring: did, didNow: did, issuer, networkKind: deployment.kind },
    browserContext,
  );
}

async function agreed<Value>(deployment: Deployment, reading: Reading<Value>): Promise<Agreement<Value>> {
  const quorum = await Quorum.open(endpointsFor(deployment), deployment, PATIENCE);
  return quorum.read(reading);
}

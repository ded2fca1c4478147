import records from 'virtual:deployment-records';
import { type Deployment, parseDeployment } from '#core/deployments';
import { messageOf } from '#core/errors';

const RANK: Record<Deployment['kind'], number> = { main: 0, test: 1, local: 2 };

/** The registries that this copy of the site knows, public chains first. */
export const deployments: readonly Deployment[] = Object.entries(records)
  .flatMap(([name, record]) => readDeployment(record, name))
  .sort((a, b) => RANK[a.kind] - RANK[b.kind] || a.chainId - b.chainId);

/** One bad record must not keep credentials of the other chains from being checked. */
function readDeployment(record: unknown, name: string): Deployment[] {
  try {
    return [parseDeployment(record, name)];
  } catch (error) {
    console.error(messageOf(error));
    return [];
  }
}

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Deployment, parseDeployment } from '#core/deployments';
import { RootmarkError } from '#core/errors';
import { deploymentsDirectory } from './settings.ts';

/** Every deployment that this checkout knows. */
export function readDeployments(): Deployment[] {
  const directory = deploymentsDirectory();
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => /^\d+\.json$/.test(name))
    .map((name) => readFile(join(directory, name)));
}

/** The deployment on one chain. @throws RootmarkError `NotDeployed`. */
export function readDeployment(chainId: number): Deployment {
  const path = pathOf(chainId);
  if (existsSync(path)) return readFile(path);
  throw new RootmarkError(
    'input',
    'NotDeployed',
    `No registry is deployed on chain ${chainId}: there is no ${path}.`,
    'Deploy one with “npx hardhat registry deploy”, for the same --network.',
  );
}

/** Writes `deployments/<chainId>.json`, and returns its path. */
export function writeDeployment(deployment: Deployment): string {
  const path = pathOf(deployment.chainId);
  mkdirSync(deploymentsDirectory(), { recursive: true });
  writeFileSync(path, `${JSON.stringify(deployment, null, 2)}\n`);
  return path;
}

function readFile(path: string): Deployment {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new RootmarkError(
      'input',
      'DeploymentInvalid',
      `${path} cannot be read as JSON.`,
      'Write it again with “npx hardhat registry deploy”.',
      { cause: error },
    );
  }
  return parseDeployment(value, path);
}

function pathOf(chainId: number): string {
  return join(deploymentsDirectory(), `${chainId}.json`);
}

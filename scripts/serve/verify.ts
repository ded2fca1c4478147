import { parseArgs } from 'node:util';
import { deploymentEndpoints } from '#core/clients';
import type { Deployment } from '#core/deployments';
import { RootmarkError } from '#core/errors';
import { readDeployments } from '../support/deploymentFiles.ts';
import { EXIT } from '../support/exitCodes.ts';
import { faultOf } from '../support/faults.ts';
import { Output, usageError } from '../support/output.ts';
import { publicFetch } from './publicFetch.ts';
import { createVerifyServer } from './verifyServer.ts';

const USAGE = `npm run serve:verify -- [--port 4175] [--host 127.0.0.1] [--behind-proxy] [--per-minute 60]

  --port          the port to listen on
  --host          the address to listen on; 0.0.0.0 for all of this machine
  --behind-proxy  a proxy of yours stands in front: its X-Forwarded-For tells who asks
  --per-minute    requests that one address may make each minute`;

/** Milliseconds that requests under way have to end when the server stops. */
const GRACE = 10_000;

const output = new Output(false);

try {
  await serve();
} catch (error) {
  const fault = faultOf(error);
  if (fault === null) throw error;
  output.fault(fault);
  process.exitCode = EXIT[fault.kind];
}

async function serve(): Promise<void> {
  const options = optionsFrom(process.argv.slice(2));
  if (options === null) return output.line(USAGE);
  const deployments = readDeployments();
  if (deployments.length === 0) throw nothingDeployed();
  const server = createVerifyServer({
    context: {
      deployments,
      endpointsFor: deploymentEndpoints(),
      fetch: fetchFor(deployments),
      now: () => Math.floor(Date.now() / 1000),
    },
    rateLimit: { burst: Math.max(10, options.perMinute / 2), perMinute: options.perMinute },
    mostAtOnce: 50,
    isBehindProxy: options.isBehindProxy,
    report: (text) => output.complain({ message: `A fault while answering: ${text}`, advice: '' }),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(error, options)));
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  output.line(`Verifying credentials of ${deployments.map(({ name }) => name).join(', ')}.`);
  output.line(`POST http://${host}:${port}/credentials/verify`);
  output.line(`GET  http://${host}:${port}/openapi.json`);
  output.line('Ctrl-C stops it.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      // What has been asked is still answered; connections that wait for nothing are closed.
      server.close(() => process.exit(EXIT.ok));
      setTimeout(() => server.closeAllConnections(), GRACE).unref();
    });
  }
}

/** Strangers choose whose `did.json` is asked for. Only a local chain's issuers may live on this machine. */
function fetchFor(deployments: readonly Deployment[]): typeof globalThis.fetch {
  const isLocal = deployments.some(({ kind }) => kind === 'local');
  // `http:` is what loopback hosts, and no others, are asked through.
  return (input, init) =>
    isLocal && String(input).startsWith('http:') ? fetch(input, init) : publicFetch(input, init);
}

function optionsFrom(words: readonly string[]) {
  const values = valuesFrom(words);
  if (values.help === true) return null;
  return {
    port: numberFrom('--port', values.port, 0, 65_535),
    host: values.host,
    perMinute: numberFrom('--per-minute', values['per-minute'], 1, 1_000_000),
    isBehindProxy: values['behind-proxy'],
  };
}

function valuesFrom(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        port: { type: 'string', default: '4175' },
        host: { type: 'string', default: '127.0.0.1' },
        'per-minute': { type: 'string', default: '60' },
        'behind-proxy': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error), USAGE);
  }
}

function numberFrom(name: string, text: string, least: number, most: number): number {
  if (/^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw usageError(`${name} is “${text.slice(0, 40)}”.`, `It is a number from ${least} to ${most}.`);
}

function listenFault(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): Error {
  if (error.syscall !== 'listen' && error.syscall !== 'getaddrinfo') return error;
  return new RootmarkError(
    'usage',
    'PortInUse',
    error.code === 'EADDRINUSE'
      ? `Port ${port} is in use by another program.`
      : `It is not possible to listen on ${host}, port ${port} (${error.code}).`,
    'Choose another with --port or --host.',
    { cause: error },
  );
}

function nothingDeployed(): RootmarkError {
  return new RootmarkError(
    'input',
    'NotDeployed',
    'There is no deployment record, so that no registry is known.',
    'Put deployments/<chainId>.json of the networks to verify for in place.',
  );
}

import { once } from 'node:events';
import { deployRegistries } from '../registry/deploy.ts';
import { actionOf, type CommandContext } from '../support/command.ts';
import { connect, signingAccount } from '../support/connection.ts';
import { Output, usageError } from '../support/output.ts';
import { samplesDirectory } from '../support/settings.ts';
import { trustMinistry } from './accreditations.ts';
import { buildDapp, serveDapp } from './dapp.ts';
import { createIssuerSite } from './issuerSite.ts';
import { HOST, listen, reservePort } from './ports.ts';
import { issueSamples, type SampleLink } from './samples.ts';

interface Arguments {
  port: string | undefined;
  issuerPort: string | undefined;
}

/** Commands called from here keep to themselves what they would say on their own. */
class Silence extends Output {
  override line(): void {}
  override progress() {
    return { update: () => undefined, clear: () => undefined, stop: () => undefined };
  }
}

/** Things to stop at the end, the last one started first. */
type Stop = () => Promise<unknown>;

export default actionOf<Arguments>(async ({ port, issuerPort }, { hre, output }) => {
  const stops: Stop[] = [];
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  // A signer that the environment names is for somebody's own issuer; the demo's keys are the chain's.
  hre.globalOptions.signer = undefined;
  try {
    const started = await Promise.race([
      start({ hre, output }, { port: portFrom(port, 4173), issuerPort: portFrom(issuerPort, 4174) }, stops),
      interrupted.then(() => null),
    ]);
    if (started !== null) {
      report(started, output);
      await interrupted;
    }
    output.line('\nStopping.');
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
  return undefined;
});

interface Started {
  chainUrl: string;
  site: string;
  issuerSite: string;
  links: SampleLink[];
}

async function start(
  { hre, output }: CommandContext,
  ports: { port: number; issuerPort: number },
  stops: Stop[],
): Promise<Started> {
  const chainUrl = await startChain(hre, stops);
  output.line(`Chain        ${chainUrl}`);
  const context = { hre, output: new Silence(false) };
  const deployment = await deployRegistries(context, undefined);
  output.line(`Registry     ${deployment.credentialRegistry.address}`);
  const ministry = await trustMinistry(context, deployment);
  output.line(`Trusted      ${ministry.name} (${ministry.address})`);

  const issuerSite = createIssuerSite();
  const issuerPort = await listen(
    issuerSite.server,
    ports.issuerPort,
    'the sample issuer’s web site',
    'npm start -- --issuer-port 5174',
  );
  stops.push(async () => {
    issuerSite.server.closeAllConnections();
    issuerSite.server.close();
  });
  const did = `did:web:localhost%3A${issuerPort}`;
  const { chainId } = await connect(hre);
  issuerSite.publish(did, { chainId, address: (await signingAccount(hre, '1')).address });

  const port = await reservePort(ports.port, 'the dApp', 'npm start -- --port 5173');
  const site = `http://localhost:${port}/`;
  const links = await issueSamples(context, {
    deployment,
    did,
    strangerDid: `${did}:nobody`,
    site,
    directory: samplesDirectory(),
  });
  output.line(`Samples      ${samplesDirectory()}`);
  for (const { name, link } of links) issuerSite.links.set(name, link);

  await buildDapp();
  const dapp = await serveDapp(port);
  stops.push(() => dapp.close());
  return { chainUrl, site, issuerSite: `http://localhost:${issuerPort}/`, links };
}

/** Starts the chain that the network “localhost” is configured for, in this process. */
async function startChain(hre: CommandContext['hre'], stops: Stop[]): Promise<string> {
  const { localhost } = hre.config.networks;
  if (localhost?.type !== 'http')
    throw usageError('The network “localhost” is not configured.', 'See hardhat.config.ts.');
  const url = new URL(await localhost.url.getUrl());
  await reservePort(
    Number(url.port),
    'the local chain',
    'ROOTMARK_LOCAL_RPC_URL=http://127.0.0.1:8546 npm start',
  );
  const server = await hre.network.createServer('default', HOST, Number(url.port));
  await server.listen();
  stops.push(() => server.close());
  return url.href;
}

function report({ site, issuerSite, links }: Started, output: Output): void {
  output.line(`\nVerify       ${site}\n`);
  output.line('One credential of each kind and verdict, to open in a browser:');
  for (const { name, what } of links) output.line(`  ${`${issuerSite}${name}`.padEnd(38)} ${what}`);
  output.line('\nYour own first batch, in another terminal: README.md, “Your own first batch”.');
  output.line('Ctrl-C stops everything; the chain and what is on it are gone then.');
}

function portFrom(text: string | undefined, preset: number): number {
  if (text === undefined || text === '') return preset;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw usageError(`“${text}” is no port.`, 'A port is a number from 1 to 65535.');
}

import type { HardhatRuntimeEnvironment } from 'hardhat/types/hre';
import { toChecksummed } from '#core/account';
import { createReadingClient, deploymentEndpoints } from '#core/clients';
import type { Deployment, TrustedAccreditor } from '#core/deployments';
import { shortAddress } from '#core/describe';
import { DEFAULT_RESOLVER } from '#core/dnsRecord';
import { rememberingFetch } from '#core/rememberingFetch';
import type { VerificationContext } from '#core/verify';
import { networkEndpoint } from './connection.ts';
import { readDeployments } from './deploymentFiles.ts';
import { usageError } from './output.ts';

/** What a verifier may ask for on the command line. */
export interface VerifierOptions {
  /** Addresses of accreditors to trust beside those of the deployment records, with commas between them. */
  trust?: string | undefined;
  /** Whether a DNS record is asked for as a second factor. */
  dns?: boolean | undefined;
  /** The DNS-over-HTTPS resolver to ask; asking for one asks for the record too. */
  dnsResolver?: string | undefined;
}

/**
 * Reads through the deployments' own endpoints, compared; the network that `--network` names is read through its own alone.
 *
 * @throws RootmarkError `AddressInvalid` or of kind `usage` for options that make no sense.
 */
export async function verificationContext(
  hre: HardhatRuntimeEnvironment,
  { trust, dns = false, dnsResolver }: VerifierOptions = {},
): Promise<VerificationContext> {
  const accreditors = accreditorsIn(trust);
  const resolver = resolverFrom(dnsResolver);
  const endpointsOf = deploymentEndpoints();
  const named = hre.globalOptions.network === undefined ? null : await networkEndpoint(hre);
  const namedEndpoint = named && { url: named.url, client: createReadingClient([named.url]) };
  return {
    deployments: readDeployments().map((deployment) => trusting(deployment, accreditors)),
    endpointsFor: (deployment) =>
      namedEndpoint !== null && named?.chainId === deployment.chainId
        ? [namedEndpoint]
        : endpointsOf(deployment),
    fetch: rememberingFetch(),
    now: () => Math.floor(Date.now() / 1000),
    dns: dns || dnsResolver !== undefined ? { resolver } : undefined,
  };
}

/** An accreditor of whom only the address is known is called by it. */
function accreditorsIn(trust: string | undefined): TrustedAccreditor[] {
  if (trust === undefined) return [];
  const texts = trust.split(',').map((text) => text.trim());
  return texts.map((text) => {
    const address = toChecksummed(text as TrustedAccreditor['address']);
    return { address, name: shortAddress(address) };
  });
}

function trusting(deployment: Deployment, added: readonly TrustedAccreditor[]): Deployment {
  const known = new Map(added.map((accreditor) => [accreditor.address, accreditor]));
  // The names of the record are better than addresses.
  for (const accreditor of deployment.trustedAccreditors) known.set(accreditor.address, accreditor);
  return { ...deployment, trustedAccreditors: [...known.values()] };
}

export function resolverFrom(url: string = DEFAULT_RESOLVER): string {
  const isUsable = URL.canParse(url) && /^(https:|http:\/\/(localhost|127\.0\.0\.1)[:/])/.test(url);
  if (isUsable) return url;
  throw usageError(
    `“${url.slice(0, 60)}” is no address of a DNS resolver.`,
    'Name one that answers DNS over HTTPS in JSON, such as https://dns.google/resolve, with --dns-resolver.',
  );
}

import type { DraftCredential } from '#core/batch';
import { type Chain, startChain } from './chain.ts';
import { type DidHost, startDidHost } from './didHost.ts';
import { anchorWorld, publishIssuer, type World } from './world.ts';

/** What a test of verification is about: a chain, its issuer with an anchored batch, and the host of the issuer's domain. */
export interface VerifiersWorld {
  chain: Chain;
  host: DidHost;
  world: World;
}

/**
 * Gives each test of the describe that calls this a {@link VerifiersWorld} as it was at first.
 *
 * @param drafts of the batch; those of `anchorWorld` unless told.
 * @param isPublished whether the issuer's domain names it.
 */
export function setUpVerifiersWorld(
  give: (given: VerifiersWorld) => void,
  { drafts, isPublished = true }: { drafts?: readonly DraftCredential[]; isPublished?: boolean } = {},
): void {
  let chain: Chain;
  let host: DidHost;
  before(async () => {
    chain = await startChain();
    host = await startDidHost();
  });
  after(() => host.close());
  beforeEach(async () => {
    const world = await chain.helpers.loadFixture(anchored);
    host.reset();
    if (isPublished) publishIssuer(world, host);
    give({ chain, host, world });
  });

  function anchored() {
    return anchorWorld(chain, drafts);
  }
}

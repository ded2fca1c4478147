import type { Address } from 'viem';
import { type Batch, buildBatch } from '#core/batch';
import type { AnchorProof, ParsedCredential, RedactedDisclosure } from '#core/credential';
import { redact } from '#core/disclosure';
import type { JsonObject, JsonValue } from '#core/json';
import { placeOf } from '#core/pointer';
import { act, type Chain, deployRegistry } from './chain.ts';
import { draftFor, LAKESIDE, REDACTABLE, withoutValue, withValue } from './credentials.ts';
import { anchorWorld, deploymentFor, fileOf, HOLDERS, SECRET, type World } from './world.ts';

/** A file as a forger has it open: every step gives a new copy. */
export class Forgery {
  readonly document: JsonObject;

  constructor(document: JsonObject) {
    this.document = document;
  }

  get proof(): AnchorProof {
    return (this.document.proof as unknown as AnchorProof[])[0] as AnchorProof;
  }

  get redacted(): RedactedDisclosure {
    return this.proof.disclosure as RedactedDisclosure;
  }

  get text(): string {
    return JSON.stringify(this.document);
  }

  at(pointer: string): JsonValue {
    const place = placeOf(this.document, pointer);
    return (place.kind === 'element' ? place.parent[place.index] : place.parent[place.key]) as JsonValue;
  }

  set(pointer: string, value: JsonValue): Forgery {
    return new Forgery(withValue(this.document, pointer, value));
  }

  remove(pointer: string): Forgery {
    return new Forgery(withoutValue(this.document, pointer));
  }

  /** Adds a member to an object; the empty pointer is the document. */
  add(pointer: string, key: string, value: JsonValue): Forgery {
    if (pointer === '') return new Forgery({ ...this.document, [key]: value });
    return this.set(pointer, { ...(this.at(pointer) as JsonObject), [key]: value });
  }

  /** Puts other values into the anchor proof. */
  prove(changes: Partial<AnchorProof>): Forgery {
    return this.set('/proof/0', { ...this.proof, ...changes } as unknown as JsonObject);
  }

  /** Puts other values into the disclosure of a redacted file. */
  disclose(changes: Partial<RedactedDisclosure>): Forgery {
    return this.prove({ disclosure: { ...this.redacted, ...changes } });
  }
}

/** What a forger has at hand: a batch that is recorded, others of every kind, and their files. */
export interface TamperWorld extends World {
  /** The forger's own copies: a full file, one with two claims hidden, one with an end, one where nothing can be hidden. */
  full: Forgery;
  redacted: Forgery;
  expired: Forgery;
  plain: Forgery;
  /** Another credential of the same batch, and the same one with the same claims hidden. */
  neighbour: Forgery;
  redactedNeighbour: Forgery;
  /** The same credential in a batch that this issuer recorded under another secret. */
  sibling: Forgery;
  /** The same credential as built for a registry on a chain that the verifier does not know. */
  elsewhere: Forgery;
  /** The same credential as built for a second registry of this chain, which the verifier knows, but never recorded there. */
  secondRegistry: Forgery;
  /** The same document, honestly recorded by a stranger under the stranger's own address. */
  stranger: Forgery;
  /** The second registry's record, for the verifier to know. */
  secondDeployment: World['deployment'];
}

/** The claims hidden in {@link TamperWorld.redacted}: one element of each of two lists. */
export const HIDDEN = [REDACTABLE[1] as string, REDACTABLE[3] as string];

/** Records everything that a {@link TamperWorld} needs. */
export async function tamperWorld(chain: Chain): Promise<TamperWorld> {
  const drafts = [
    ...HOLDERS.map((holder) => draftFor(holder)),
    draftFor('Expired', { validUntil: '2026-09-30T00:00:00Z' }),
    draftFor('Plain', {}, []),
  ];
  const world = await anchorWorld(chain, drafts);
  const { registry, issuer } = world;
  const secondRegistry = await deployRegistry(chain);
  await act(chain, secondRegistry, issuer, 'registerIssuer', [LAKESIDE]);
  const stranger = chain.accounts[6] as Address;
  await act(chain, registry, stranger, 'registerIssuer', ['did:web:stranger.example']);

  const sibling = buildBatch({ registry, issuer, secret: new Uint8Array(32).fill(8), drafts });
  await act(chain, registry, issuer, 'anchorBatch', [issuer, sibling.root, sibling.size]);
  const strange = buildBatch({ registry, issuer: stranger, secret: SECRET, drafts });
  await act(chain, registry, stranger, 'anchorBatch', [stranger, strange.root, strange.size]);
  const elsewhere = buildBatch({ registry: { ...registry, chainId: 999 }, issuer, secret: SECRET, drafts });
  const second = buildBatch({ registry: secondRegistry, issuer, secret: SECRET, drafts });

  return {
    ...world,
    full: forgeryOf(world.batch),
    redacted: forgeryOf(world.batch, 0, HIDDEN),
    expired: forgeryOf(world.batch, HOLDERS.length),
    plain: forgeryOf(world.batch, HOLDERS.length + 1),
    neighbour: forgeryOf(world.batch, 2),
    redactedNeighbour: forgeryOf(world.batch, 2, HIDDEN),
    sibling: forgeryOf(sibling),
    elsewhere: forgeryOf(elsewhere),
    secondRegistry: forgeryOf(second),
    stranger: forgeryOf(strange),
    secondDeployment: {
      ...deploymentFor(secondRegistry, world.deployment.accreditationRegistry.address),
      name: 'Second',
    },
  };
}

function forgeryOf(batch: Batch, row = 0, hide?: string[]): Forgery {
  const file: ParsedCredential = fileOf({ batch }, row);
  return new Forgery(hide === undefined ? file.document : redact(file, hide).document);
}

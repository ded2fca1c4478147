import { expect } from 'chai';
import type { Address } from 'viem';
import { type Batch, buildBatch, type DraftCredential } from '#core/batch';
import type { ParsedCredential } from '#core/credential';
import { redact } from '#core/disclosure';
import type { JsonObject } from '#core/json';
import { verifyPathway } from '#core/pathway';
import { toComponentReference } from '#core/pathwayReference';
import { statusBitOf } from '#core/registry';
import type { VerificationResult } from '#core/verdict';
import { fingerprintOf, type VerificationContext, verifyCredential } from '#core/verify';
import { act, type Chain, startChain } from '../support/chain.ts';
import { reread } from '../support/credentials.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import { componentDraft, componentsOf } from '../support/pathways.ts';
import {
  ANCHORED_AT,
  anchorWorld,
  contextOf,
  day,
  fileOf,
  publishIssuer,
  type World,
} from '../support/world.ts';

const COMPONENTS: Record<string, DraftCredential> = {
  daf: componentDraft(),
  sql: componentDraft({ achievement: 'sql' }),
  ben: componentDraft({ achievement: 'sql', holder: 'Ben Ito', email: 'ben@example.org' }),
  again: componentDraft({ members: { id: 'urn:x:2' } }),
  lapsing: componentDraft({ achievement: 'web', members: { validUntil: '2026-10-01T00:00:00Z' } }),
  lapsed: componentDraft({ achievement: 'old', members: { validUntil: '2026-09-02T00:00:00Z' } }),
};
const NAMES = Object.keys(COMPONENTS);
const NAME = '/credentialSubject/identifier/0';

/** When the credentials that are built on others are anchored. */
const WHOLE_ANCHORED_AT = ANCHORED_AT + 24 * 60 * 60;
const SECRET = new Uint8Array(32).fill(9);

describe('verifyPathway', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;
  let wholes: Batch;

  before(async () => {
    chain = await startChain();
    host = await startDidHost();
  });
  after(() => host.close());
  beforeEach(async () => {
    [world, wholes] = await chain.helpers.loadFixture(anchored);
    host.reset();
    publishIssuer(world, host);
  });

  async function anchored(): Promise<[World, Batch]> {
    const first = await anchorWorld(chain, Object.values(COMPONENTS));
    const drafts = Object.entries(evidences(first)).map(([id, evidence]) => wholeDraft(id, evidence));
    const { registry, issuer } = first;
    const batch = buildBatch({ registry, issuer, secret: SECRET, drafts });
    await chain.helpers.time.setNextBlockTimestamp(WHOLE_ANCHORED_AT);
    await act(chain, registry, issuer, 'anchorBatch', [issuer, batch.root, batch.size]);
    return [first, batch];
  }

  function wholeDraft(id: string, evidence: JsonObject[]): DraftCredential {
    const redactable = [NAME, ...(id === 'hideable' ? ['/evidence/1'] : [])];
    return componentDraft({
      achievement: 'nanodegree',
      members: { id: `urn:whole:${id}`, evidence },
      redactable,
    });
  }

  /** What the credentials that are built on others name. */
  function evidences(first: World): Record<string, JsonObject[]> {
    const name = (component: string, id = referenceTo(first, component)): JsonObject => ({
      id,
      type: ['Evidence'],
      name: component,
    });
    const sql = referenceTo(first, 'sql');
    const other: Address = '0x0000000000000000000000000000000000000001';
    return {
      both: [name('daf'), name('sql')],
      hideable: [name('daf'), name('sql')],
      strangers: [name('daf'), name('ben')],
      twice: [name('daf'), name('daf again', referenceTo(first, 'daf'))],
      reissued: [name('daf'), name('again')],
      lapsing: [name('daf'), name('lapsing')],
      lapsed: [name('daf'), name('lapsed')],
      forged: [name('daf'), name('sql', sql.slice(0, -1))],
      elsewhere: [name('daf'), name('sql', sql.replace(first.registry.address, other))],
      nothing: [name('daf', 'https://portfolio.lakeside.example/')],
    };
  }

  function referenceTo(first: World, component: string): string {
    const file = fileOf(first, NAMES.indexOf(component));
    return toComponentReference({ registry: file.registry, leaf: fingerprintOf(file).leaf });
  }

  function component(name: string): ParsedCredential {
    return fileOf(world, NAMES.indexOf(name));
  }

  function whole(name: string): ParsedCredential {
    return fileOf({ batch: wholes }, Object.keys(evidences(world)).indexOf(name));
  }

  async function verify(
    file: ParsedCredential,
    components: readonly ParsedCredential[],
    changes: {
      own?: Partial<VerificationContext>;
      theirs?: Partial<VerificationContext>;
      email?: string;
    } = {},
  ) {
    const result = await verifyCredential(JSON.stringify(file.document), contextOf(world, host, changes.own));
    const verified = await componentsOf(components, contextOf(world, host, changes.theirs));
    return verifyPathway(result, verified, changes.email);
  }

  async function change(name: string, functionName: 'revoke' | 'suspend') {
    const { registry, issuer, batch } = world;
    const { word, mask } = statusBitOf(component(name).anchor.index);
    await chain.helpers.time.setNextBlockTimestamp(day(10, 3));
    await act(chain, registry, issuer, functionName, [issuer, batch.root, word, mask, 'issued in error']);
  }

  const outcome = ({ verdict, components }: Awaited<ReturnType<typeof verify>>) => [
    verdict,
    ...components.map(({ status, reason }) => `${status} ${reason}`),
  ];

  it('is verified when all of its components are at hand and hold', async () => {
    const found = await verify(whole('both'), [component('sql'), component('daf'), component('lapsing')]);

    expect(outcome(found)).to.eql(['verified', 'good ComponentGood', 'good ComponentGood']);
    expect(found).to.include({ isComplete: true });
    expect(found.headline).to.equal(
      'Lakeside Polytechnic (lakeside.example) issued this to Amina Okonkwo on 1 Sep 2026. It has not been changed or withdrawn.',
    );
    expect(found.components.map(({ title, component }) => [title, component?.file])).to.eql([
      ['daf', 'file 1'],
      ['sql', 'file 0'],
    ]);
    expect(found.unused.map(({ file }) => file)).to.eql(['file 2']);
    expect(found.holder).to.include({ status: 'same' });
  });

  it('says which are not at hand, and is not complete', async () => {
    const found = await verify(whole('both'), [component('daf')]);
    expect(outcome(found)).to.eql(['verified', 'good ComponentGood', 'absent ComponentAbsent']);
    expect(found.isComplete).to.equal(false);
  });

  it('is never verified with a component that was revoked or suspended', async () => {
    await change('sql', 'revoke');
    await change('daf', 'suspend').catch(() => undefined);
    const found = await verify(whole('both'), [component('daf'), component('sql')]);
    expect(found.verdict).to.equal('not-current');
    expect(found.components[1]).to.include({
      status: 'failed',
      message: 'Withdrawn by Lakeside Polytechnic (lakeside.example) on 3 Oct 2026: issued in error.',
    });
    expect(found.headline).to.match(/^Authentic, but something that it is built on does not hold\. /);
  });

  it('is never verified with a redacted copy of a component that was revoked', async () => {
    await change('sql', 'revoke');
    const copy = redact(component('sql'), [NAME, '/credentialSubject/result/0']);
    const found = await verify(whole('both'), [component('daf'), copy]);
    expect(found.verdict).to.equal('not-current');
    expect(found.headline).to.equal(
      'Authentic, but something that it is built on does not hold. sql: Withdrawn by Lakeside Polytechnic (lakeside.example) on 3 Oct 2026: issued in error.',
    );
  });

  it('stays invalid when it was revoked itself, however good its components', async () => {
    const { registry, issuer } = world;
    const { word, mask } = statusBitOf(whole('both').anchor.index);
    await act(chain, registry, issuer, 'revoke', [issuer, wholes.root, word, mask, '']);
    const found = await verify(whole('both'), [component('daf'), component('sql')]);
    expect(found.verdict).to.equal('invalid');
  });

  it('is not taken back by a component that expired since, but by one that had expired before', async () => {
    const since = await verify(whole('lapsing'), [component('daf'), component('lapsing')]);
    expect(outcome(since)).to.eql(['verified', 'good ComponentGood', 'good ComponentExpiredSince']);
    const before = await verify(whole('lapsed'), [component('daf'), component('lapsed')]);
    expect(outcome(before)).to.eql(['not-current', 'good ComponentGood', 'failed ComponentNotVerified']);
  });

  it('is unchecked when a component could not be checked', async () => {
    const found = await verify(whole('both'), [component('daf'), component('sql')], {
      theirs: { fetch: () => Promise.reject(new Error('no network')) },
    });
    expect(outcome(found)).to.eql([
      'unchecked',
      'unknown ComponentNotVerified',
      'unknown ComponentNotVerified',
    ]);
    expect(found.headline).to.match(
      /^Could not check everything that it is built on\. daf: Could not check\. /,
    );
  });

  it('is unrecognised when nobody proves who issued a component', async () => {
    const found = await verify(whole('both'), [component('daf'), component('sql')], {
      theirs: { deployments: [] },
    });
    expect(found.verdict).to.equal('unrecognised');
  });

  it('is not verified with a component that was recorded after it', async () => {
    const [daf, sql] = await componentsOf([component('daf'), component('sql')], contextOf(world, host));
    if (daf === undefined || sql === undefined) throw new Error('no components');
    const result: VerificationResult = await verifyCredential(
      JSON.stringify(whole('both').document),
      contextOf(world, host),
    );
    const late = { ...sql, result: { ...sql.result, anchoredAt: WHOLE_ANCHORED_AT + 1 } };
    const found = verifyPathway(result, [daf, late]);
    expect(outcome(found)).to.eql(['not-current', 'good ComponentGood', 'failed ComponentLate']);
    expect(found.components[1]?.message).to.equal(
      'It was recorded on 3 Sep 2026, after the credential that is built on it.',
    );
  });

  it('is not verified with a component of somebody else', async () => {
    const found = await verify(whole('strangers'), [component('daf'), component('ben')]);
    expect(found.verdict).to.equal('not-current');
    expect(found.headline).to.equal(
      'Authentic, but something that it is built on does not hold. Holder: They are about different people: Amina Okonkwo, Ben Ito.',
    );
  });

  it('is unchecked when an email address was to prove the holder, and what is hidden keeps it from that', async () => {
    const files = [component('daf'), redact(component('ben'), [NAME])];
    const unasked = await verify(whole('strangers'), files);
    expect([unasked.verdict, unasked.holder?.status]).to.eql(['verified', 'unknown']);
    const asked = await verify(whole('strangers'), files, { email: 'amina@example.org' });
    expect([asked.verdict, asked.holder?.status]).to.eql(['unchecked', 'unknown']);
  });

  it('is not verified for another email address than that of its components', async () => {
    const files = [component('daf'), component('sql')];
    const proven = await verify(whole('both'), files, { email: 'amina@example.org' });
    expect([proven.verdict, proven.holder?.status]).to.eql(['verified', 'proven']);
    const other = await verify(whole('both'), files, { email: 'ben@example.org' });
    expect([other.verdict, other.holder?.status]).to.eql(['not-current', 'different']);
  });

  for (const [name, components] of [
    ['twice', ['daf']],
    ['reissued', ['daf', 'again']],
  ] as const) {
    it(`is not verified when it names one achievement ${name}`, async () => {
      const found = await verify(whole(name), components.map(component));
      expect(outcome(found)).to.eql(['not-current', 'good ComponentGood', 'failed ReferenceRepeated']);
    });
  }

  it('is not verified with a reference that cannot be read', async () => {
    const found = await verify(whole('forged'), [component('daf'), component('sql')]);
    expect(outcome(found)).to.eql(['unchecked', 'good ComponentGood', 'unknown ReferenceMalformed']);
    expect(found.unused).to.have.length(1);
  });

  it('is not verified with a reference to another registry than the component’s', async () => {
    const found = await verify(whole('elsewhere'), [component('daf'), component('sql')]);
    expect(outcome(found)).to.eql(['not-current', 'good ComponentGood', 'failed ReferenceElsewhere']);
  });

  it('is not verified when the holder hides what names a component', async () => {
    const hidden = redact(whole('hideable'), ['/evidence/1']);
    const found = await verify(hidden, [component('daf')]);
    expect(outcome(found)).to.eql(['unchecked', 'good ComponentGood', 'unknown ReferencesHidden']);
  });

  it('does not take a file for a component that somebody altered', async () => {
    const forged = reread({ ...component('sql').document, name: 'Nanodegree' });
    const result = await verifyCredential(JSON.stringify(forged.document), contextOf(world, host));
    expect(result.credential).to.equal(null);
  });

  it('names nothing where the evidence names no component', async () => {
    const found = await verify(whole('nothing'), [component('daf')]);
    expect(outcome(found)).to.eql(['verified']);
    expect(found).to.include({ isComplete: false, holder: null });
  });

  it('says nothing of components when the credential itself was altered', async () => {
    const file = whole('both');
    const found = await verify(reread({ ...file.document, name: 'Doctorate' }), [component('daf')]);
    expect(outcome(found)).to.eql(['invalid']);
    expect(found.headline).to.equal(
      'Not valid. It was altered after it was issued, so nothing in it can be relied on.',
    );
  });
});

import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { withSigningKeys } from '#core/issuerKeys';
import type { JsonObject } from '#core/json';
import { statusBitOf } from '#core/registry';
import { signCredential } from '#core/signature';
import type { StatusPurpose } from '#core/statusEntry';
import { readBatchStatus, statusListCredentialOf } from '#core/statusList';
import { type StatusListSource, statusListComparer } from '#core/statusListComparison';
import { fetchStatusList } from '#core/statusListFetch';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { act, type Chain } from '../support/chain.ts';
import { draftFor, LAKESIDE } from '../support/credentials.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import { testSigner } from '../support/signers.ts';
import { setUpVerifiersWorld } from '../support/verifiersWorld.ts';
import { contextOf, fileOf, NOW, textOf, through, type World } from '../support/world.ts';

const FOLDER = 'https://lakeside.example/status/';
const UNPROVEN = ' Nothing proves that the list is the issuer’s own.';

describe('statusListComparer', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;

  const pointing = (holder: string, statusPurpose: string, more: JsonObject = {}) =>
    draftFor(holder, {
      credentialStatus: {
        type: 'BitstringStatusListEntry',
        statusPurpose,
        statusListCredential: FOLDER,
        ...more,
      },
    });
  const drafts = [
    pointing('Amina Okonkwo', 'revocation'),
    pointing('Ben Ito', 'revocation'),
    pointing('Chloé Durand', 'suspension'),
    draftFor('Dara Singh'),
    pointing('Eva Lind', 'revocation', { statusListIndex: '131072', id: `${FOLDER}own#131072` }),
  ];
  setUpVerifiersWorld(
    (given) => {
      ({ chain, host, world } = given);
    },
    { drafts },
  );

  async function change(functionName: 'revoke' | 'suspend' | 'reinstate', row: number) {
    const { registry, issuer, batch } = world;
    const { word, mask } = statusBitOf(fileOf(world, row).anchor.index);
    await act(chain, registry, issuer, functionName, [issuer, batch.root, word, mask, 'for the test']);
  }

  function listUrl(row = 0): string {
    const { credentialStatus } = fileOf(world, row).document;
    return String((credentialStatus as JsonObject).statusListCredential);
  }

  async function exported(purpose: StatusPurpose = 'revocation', url = listUrl()): Promise<JsonObject> {
    const status = await readBatchStatus(chain.client, world.deployment, {
      issuer: world.issuer,
      root: world.batch.root,
    });
    if (status === null) throw new Error('there is no such batch');
    return statusListCredentialOf({ url, issuerId: LAKESIDE, purpose, status, timeToLive: 0 });
  }

  async function compare(
    list: JsonObject | Awaited<ReturnType<StatusListSource['readList']>>,
    { row = 0, ...changes }: Partial<VerificationContext> & { row?: number } = {},
  ) {
    const context = contextOf(world, host, changes);
    const result = await verifyCredential(textOf(world, row), context);
    const isRaw = typeof list === 'string' || list instanceof Uint8Array || 'problem' in list;
    const readList: StatusListSource['readList'] = async () =>
      isRaw ? (list as string) : JSON.stringify(list);
    return statusListComparer({ readList, fetch: context.fetch, now: () => NOW })(result);
  }

  it('says that the list agrees, about one that is current and one that is revoked', async () => {
    const before = await compare(await exported());
    expect(before).to.include({ outcome: 'agrees', reason: 'StatusListAgrees', isProven: false });
    expect(before?.url).to.match(/^https:\/\/lakeside\.example\/status\/[0-9a-f]{16}$/);
    expect(before?.message).to.match(
      /^The published status list of \d+ \w{3} \d{4} says the same as the chain: it is not revoked\. Nothing/,
    );
    await change('revoke', 0);
    const after = await compare(await exported());
    expect(after?.message).to.include('says the same as the chain: it is revoked.');
  });

  it('says that the chain counts when the list lags behind it, and leaves the verdict alone', async () => {
    const stale = await exported();
    await change('revoke', 0);
    const told = await compare(stale);
    expect(told).to.include({ outcome: 'differs', reason: 'StatusListBehind' });
    expect(told?.message).to.match(
      /^The published status list of \d+ \w{3} \d{4} does not have it as revoked, and the chain does\. The chain counts; software that reads the list alone takes it for current\./,
    );
    expect((await verifyCredential(textOf(world), contextOf(world, host))).verdict).to.equal('invalid');
  });

  it('says that the chain counts when the list marks what the chain does not, at no other place', async () => {
    await change('revoke', 0);
    const stale = await exported();
    await change('reinstate', 0);
    const told = await compare(stale);
    expect(told).to.include({ outcome: 'differs', reason: 'StatusListAhead' });
    expect(told?.message).to.include(
      'has it as revoked, and the chain does not. The chain counts; software that reads the list alone refuses it.',
    );
    expect(await compare(stale, { row: 1 })).to.include({ outcome: 'agrees' });
    expect((await verifyCredential(textOf(world), contextOf(world, host))).verdict).to.equal('verified');
  });

  it('compares suspensions, and not what was withdrawn for good', async () => {
    const before = await exported('suspension');
    await change('suspend', 2);
    expect(await compare(before, { row: 2 })).to.include({ reason: 'StatusListBehind' });
    const now = await exported('suspension');
    expect((await compare(now, { row: 2 }))?.message).to.include('it is suspended.');
    await change('revoke', 2);
    expect(await compare(now, { row: 2 })).to.include({ outcome: 'unknown', reason: 'StatusListMoot' });
  });

  it('counts a batch that was withdrawn as revoked', async () => {
    const stale = await exported();
    const { registry, issuer, batch } = world;
    await act(chain, registry, issuer, 'withdrawBatch', [issuer, batch.root, 'for the test']);
    expect(await compare(stale)).to.include({ reason: 'StatusListBehind' });
    expect(await compare(await exported())).to.include({ reason: 'StatusListAgrees' });
  });

  it('calls a list the issuer’s own only when the domain that is proven signed all of it', async () => {
    const signer = await testSigner();
    const list = await exported();
    const signed = await signCredential(list, signer.signer, new Date('2026-09-02T00:00:00Z'));
    expect((await compare(signed))?.isProven).to.equal(false);

    const [bare] = host.requests;
    expect(bare?.url).to.equal('lakeside.example/.well-known/did.json');
    await publishWithKey(signer.key.publicKeyMultibase);
    const told = await compare(signed);
    expect(told).to.include({ outcome: 'agrees', isProven: true });
    expect(told?.message).not.to.include(UNPROVEN);

    const subject = list.credentialSubject as JsonObject;
    const all = `u${gzipSync(new Uint8Array(16_384).fill(255)).toString('base64url')}`;
    const forged = { ...signed, credentialSubject: { ...subject, encodedList: all } };
    expect(await compare(forged)).to.include({ reason: 'StatusListAhead', isProven: false });

    const stranger = await testSigner(2, 'did:web:stranger.example');
    const theirs = await signCredential({ ...list, issuer: 'did:web:stranger.example' }, stranger.signer);
    host.requests.length = 0;
    expect((await compare(theirs))?.isProven).to.equal(false);
    expect(host.requests.map(({ url }) => url)).to.deep.equal(['lakeside.example/.well-known/did.json']);
  });

  async function publishWithKey(publicKey: string): Promise<void> {
    const { body } = await fetched('https://lakeside.example/.well-known/did.json');
    host.answer('lakeside.example', { document: withSigningKeys(body, [publicKey]) });
  }

  async function fetched(url: string): Promise<{ body: JsonObject }> {
    const response = await host.fetch(url);
    return { body: (await response.json()) as JsonObject };
  }

  it('compares with nothing but the list that the credential names', async () => {
    const list = await exported();
    const cases: [list: Parameters<typeof compare>[0], problem: string][] = [
      [{ problem: 'it is not at hand' }, 'it is not at hand'],
      [{ ...list, id: `${FOLDER}other` }, 'what is there says that it is another list'],
      [await exported('suspension'), 'it is about suspension, and the credential names one about revocation'],
      ['<html>', 'what is there is no status list that can be read (StatusListInvalid)'],
      ['{"a":1,"a":2}', 'what is there is no status list that can be read (StatusListInvalid)'],
      [new Uint8Array([0xff, 0xfe]), 'what is there is no status list that can be read (StatusListInvalid)'],
    ];
    for (const [given, problem] of cases) {
      const told = await compare(given);
      expect(told, problem).to.include({ outcome: 'unknown', reason: 'StatusListUnusable', isProven: false });
      expect(told?.message).to.equal(`The published status list could not be compared: ${problem}.`);
    }
    expect((await compare(await exported('revocation', FOLDER), { row: 4 }))?.message).to.include(
      'it has no such place',
    );
    expect(await compare(list, { row: 3 })).to.equal(null);
  });

  it('says nothing where the chain could not be read or the file was altered', async () => {
    const down = { endpointsFor: through({ ...chain.client, request: () => Promise.reject(new Error()) }) };
    expect(await compare(await exported(), down)).to.include({
      outcome: 'unknown',
      reason: 'StatusListChainSilent',
    });
    const altered = textOf(world).replace('Amina', 'Amira');
    const result = await verifyCredential(altered, contextOf(world, host));
    expect(result.verdict).to.equal('invalid');
    const readList = () => expect.fail('nothing of an altered file is asked');
    expect(await statusListComparer({ readList, fetch: host.fetch, now: () => NOW })(result)).to.equal(null);
  });

  it('reads the list that a thousand credentials share once', async () => {
    const list = JSON.stringify(await exported());
    let readings = 0;
    const readList = async () => {
      readings++;
      return list;
    };
    const comparer = statusListComparer({ readList, fetch: host.fetch, now: () => NOW });
    for (const row of [0, 1, 0])
      expect(await comparer(await verifyCredential(textOf(world, row), contextOf(world, host)))).to.include({
        outcome: 'agrees',
      });
    expect(readings).to.equal(1);
  });

  it('is never asked by verification itself', async () => {
    await verifyCredential(textOf(world), contextOf(world, host));
    expect(host.requests.map(({ url }) => url)).to.deep.equal(['lakeside.example/.well-known/did.json']);
  });
});

describe('fetchStatusList', () => {
  let host: DidHost;
  before(async () => {
    host = await startDidHost();
  });
  after(() => host.close());

  it('gives the bytes that the address answers with, and why there are none', async () => {
    const at = (path: string) => `https://lakeside.example/status/${path}`;
    host.answer('lakeside.example', { status: 200, body: '{}' }, '/status/1');
    host.answer('lakeside.example', { status: 404 }, '/status/2');
    host.answer('lakeside.example', 'cut', '/status/3');
    host.answer('lakeside.example', { status: 302, headers: { location: at('1') } }, '/status/4');
    host.answer('lakeside.example', { status: 200, body: new Uint8Array(16 * 1024 * 1024 + 1) }, '/status/5');
    expect(await fetchStatusList(at('1'), host.fetch)).to.deep.equal(new TextEncoder().encode('{}'));
    expect(host.requests[0]?.headers).not.to.have.property('cookie');
    const unreachable = 'its host could not be reached, or does not let web pages read it';
    for (const [path, problem] of [
      ['2', 'its host answered with HTTP 404'],
      ['3', unreachable],
      ['4', unreachable],
      ['5', 'it is too large'],
    ] as const)
      expect(await fetchStatusList(at(path), host.fetch), path).to.deep.equal({ problem });
  });

  it('asks over https, or this machine, and nothing else', async () => {
    const refuse = () => expect.fail('it was asked');
    for (const url of ['http://lakeside.example/1', 'ftp://x.example/', 'file:///etc/passwd', 'data:,x', 'x'])
      expect(await fetchStatusList(url, refuse), url).to.deep.equal({
        problem: 'its address does not begin with https://',
      });
  });
});

import { request, type Server } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import type { Address } from 'viem';
import { buildBatch } from '#core/batch';
import { didDocumentFor } from '#core/didWeb';
import type { JsonObject, JsonValue } from '#core/json';
import { statusBitOf } from '#core/registry';
import type { VerificationContext } from '#core/verify';
import openApi from '../../../scripts/serve/openApi.json' with { type: 'json' };
import { createVerifyServer, type VerifyServerOptions } from '../../../scripts/serve/verifyServer.ts';
import { act, type Chain, startChain } from '../../support/chain.ts';
import { draftFor, LAKESIDE, withoutValue, withValue } from '../../support/credentials.ts';
import { type DidHost, startDidHost } from '../../support/didHost.ts';
import {
  anchorWorld,
  clientRefusing,
  contextOf,
  fileOf,
  publishIssuer,
  redactedTextOf,
  through,
  type World,
} from '../../support/world.ts';

const NAMES = ['Amina Okonkwo', 'Revoked', 'Suspended', 'Expired', 'Later'];
const DATA_MODEL = 'https://www.w3.org/TR/vc-data-model#';

const ajv = new Ajv2020({ allowUnionTypes: true, strict: false });
ajv.addSchema({ $id: 'openapi', ...openApi });

describe('the verify endpoint', () => {
  let chain: Chain;
  let world: World;
  let host: DidHost;
  let server: Server;
  let url: string;
  const reports: string[] = [];

  before(async () => {
    chain = await startChain();
    host = await startDidHost();
    const changes: Record<string, JsonObject> = {
      Expired: { validUntil: '2026-10-01T00:00:00Z' },
      Later: { validFrom: '2026-12-01T00:00:00Z' },
    };
    world = await anchorWorld(
      chain,
      NAMES.map((name) => draftFor(name, changes[name])),
    );
    publishIssuer(world, host);
    await change('revoke', 1);
    await change('suspend', 2);
    ({ server, url } = await start());
  });
  after(async () => {
    server.close();
    await host.close();
  });
  afterEach(() => {
    expect(reports.splice(0), 'bugs that the server told of').to.eql([]);
  });

  async function change(name: 'revoke' | 'suspend', row: number): Promise<void> {
    const { registry, issuer, batch } = world;
    const { word, mask } = statusBitOf(batch.credentials[row]?.index ?? 0);
    await act(chain, registry, issuer, name, [issuer, batch.root, word, mask, 'issued in error']);
  }

  async function start(
    changes: Partial<VerificationContext> = {},
    options: Partial<VerifyServerOptions> = {},
  ) {
    const deployment = { ...world.deployment, kind: 'main' as const };
    const started = createVerifyServer({
      context: contextOf({ chain, deployment }, host, changes),
      rateLimit: { burst: 1000, perMinute: 1000 },
      mostAtOnce: 50,
      isBehindProxy: false,
      report: (text) => reports.push(text),
      ...options,
    });
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    const address = started.address();
    const port = typeof address === 'object' ? address?.port : 0;
    return { server: started, url: `http://127.0.0.1:${port}` };
  }

  function documentOf(row: number): JsonObject {
    return fileOf(world, row).document;
  }

  /** Asks, and checks the answer against the OpenAPI document. */
  async function ask(body: unknown, from = url, headers: Record<string, string> = {}) {
    const response = await fetch(`${from}/credentials/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const answer = await response.json();
    const schema =
      response.status === 200
        ? answer.errors === undefined
          ? 'VerifyCredentialResponse'
          : 'OlderVerifyCredentialResponse'
        : 'ProblemDetails';
    expect(ajv.validate(`openapi#/components/schemas/${schema}`, answer), ajv.errorsText()).to.equal(true);
    expect(Object.keys(openApi.paths['/credentials/verify'].post.responses)).to.include(
      String(response.status),
    );
    expect(response.headers.get('content-type')).to.equal(
      response.status === 200 ? 'application/json' : 'application/problem+json',
    );
    expect(response.headers.get('access-control-allow-origin')).to.equal('*');
    return { status: response.status, answer, headers: response.headers };
  }

  const verify = (verifiableCredential: JsonValue, options?: JsonObject) =>
    ask({ verifiableCredential, ...(options === undefined ? {} : { options }) });

  describe('POST /credentials/verify', () => {
    it('says yes of a credential that is in order, also of one with claims hidden', async () => {
      for (const credential of [
        documentOf(0),
        JSON.parse(redactedTextOf(world, ['/credentialSubject/result'])) as JsonObject,
      ]) {
        const { status, answer } = await verify(credential);
        expect({ status, answer }).to.eql({ status: 200, answer: { verified: true, problemDetails: [] } });
      }
    });

    it('gives what the options of VCALM ask for', async () => {
      const credential = documentOf(0);
      expect((await verify(credential, {})).answer).to.eql({ verified: true, problemDetails: [] });
      expect((await verify(credential, { returnProblemDetails: false })).answer).to.eql({ verified: true });
      const all = { returnCredential: true, returnResults: true, returnProblemDetails: true };
      expect((await verify(credential, all)).answer).to.eql({
        verified: true,
        credential,
        problemDetails: [],
        results: {
          validFrom: { verified: true, input: '2026-09-01T00:00:00Z' },
          credentialStatus: [],
          proof: [{ verified: true, input: (credential.proof as JsonValue[])[0] }],
        },
      });
    });

    it('says no, and why, of one that was altered: nothing in it comes back', async () => {
      const altered = withValue(documentOf(0), '/credentialSubject/result/0/value', '99');
      const { status, answer } = await verify(altered, { returnCredential: true, returnResults: true });
      expect({ status, answer }).to.eql({
        status: 200,
        answer: {
          verified: false,
          problemDetails: [
            {
              type: `${DATA_MODEL}CRYPTOGRAPHIC_SECURITY_ERROR`,
              title: 'CRYPTOGRAPHIC_SECURITY_ERROR',
              detail: 'It was altered after it was issued: what it says no longer leads to its seal.',
              check: 'integrity',
              reason: 'IntegrityBroken',
            },
          ],
          results: {},
        },
      });
    });

    it('says no of what is withdrawn, suspended, expired or not valid yet, each with its own problem', async () => {
      const found: Record<string, unknown> = {};
      for (const [row, name] of NAMES.entries()) {
        const { status, answer } = await verify(documentOf(row), { returnResults: true });
        expect([status, answer.verified], name).to.eql([200, name === 'Amina Okonkwo']);
        found[name] = answer.problemDetails.map(({ type, reason }: JsonObject) => `${reason} ${type}`);
        if (name === 'Expired')
          expect(answer.results.validUntil).to.eql({ verified: false, input: '2026-10-01T00:00:00Z' });
        if (name === 'Later')
          expect(answer.results.validFrom).to.eql({ verified: false, input: '2026-12-01T00:00:00Z' });
      }
      expect(found).to.eql({
        'Amina Okonkwo': [],
        Revoked: ['StatusRevoked urn:rootmark:problem:StatusRevoked'],
        Suspended: ['StatusSuspended urn:rootmark:problem:StatusSuspended'],
        Expired: [`ValidityExpired ${DATA_MODEL}RANGE_ERROR`],
        Later: [`ValidityNotYet ${DATA_MODEL}RANGE_ERROR`],
      });
    });

    it('says no of what nobody anchored, and of a registry or an issuer that is not known', async () => {
      const { registry, issuer } = world;
      const secret = new Uint8Array(32).fill(8);
      const other = buildBatch({ registry, issuer, secret, drafts: [draftFor('Nobody')] });
      const unanchored = await verify(other.credentials[0]?.document ?? {});
      expect([unanchored.status, unanchored.answer.verified]).to.eql([200, false]);
      expect(unanchored.answer.problemDetails.map(({ reason }: JsonObject) => reason)).to.eql([
        'AnchoredNot',
      ]);

      const strange = await start({ deployments: [] });
      const { status, answer } = await ask({ verifiableCredential: documentOf(0) }, strange.url);
      expect([status, answer.verified, answer.problemDetails[0].reason]).to.eql([
        200,
        false,
        'RegistryUnknown',
      ]);
      strange.server.close();

      const stranger = { chainId: registry.chainId, address: chain.accounts[5] as Address };
      host.answer('lakeside.example', { document: didDocumentFor(LAKESIDE, [stranger]) });
      const unproven = await verify(documentOf(0));
      publishIssuer(world, host);
      expect([unproven.status, unproven.answer.verified]).to.eql([200, false]);
      expect(unproven.answer.problemDetails.map(({ reason }: JsonObject) => reason)).to.eql([
        'IssuerNotNamed',
      ]);
    });

    it('answers 503, neither yes nor no, when something that decides could not be checked', async () => {
      const closed = through(clientRefusing(world, 'eth_call'));
      const without = await start({ endpointsFor: closed });
      const { status, answer, headers } = await ask({ verifiableCredential: documentOf(0) }, without.url);
      without.server.close();
      expect(answer).not.to.have.property('verified');
      expect({ ...answer, detail: '' }).to.eql({
        type: 'urn:rootmark:problem:Unchecked',
        title: 'Could not check',
        status: 503,
        detail: '',
        check: 'anchored',
        reason: 'ChainUnread',
      });
      expect(answer.detail).to.match(/^Could not check\. .+ This says nothing about the credential\.$/);
      expect([status, headers.get('retry-after')]).to.eql([503, '30']);

      const altered = withValue(documentOf(0), '/name', 'Other');
      const still = await start({ endpointsFor: closed });
      expect((await ask({ verifiableCredential: altered }, still.url)).answer.verified).to.equal(false);
      still.server.close();

      host.answer('lakeside.example', 'cut');
      const silent = await verify(documentOf(0));
      publishIssuer(world, host);
      expect([silent.status, silent.answer.check]).to.eql([503, 'issuer']);
    });

    it('names a practice network, for which a yes is still a yes', async () => {
      const practice = await start({ deployments: [world.deployment] });
      const { answer } = await ask({ verifiableCredential: documentOf(0) }, practice.url);
      const older = await ask(
        { verifiableCredential: documentOf(0), options: { checks: ['proof'] } },
        practice.url,
      );
      practice.server.close();
      const detail = 'This is a practice credential: Testnet is not a network for real ones.';
      expect(answer).to.eql({
        verified: true,
        problemDetails: [{ type: 'urn:rootmark:problem:PracticeNetwork', title: 'PracticeNetwork', detail }],
      });
      expect(older.answer.warnings).to.eql([detail]);
    });

    it('answers clients of the older VC-API in its shape', async () => {
      const good = await verify(documentOf(0), { checks: ['proof', 'credentialStatus'] });
      expect(good.answer).to.eql({
        verified: true,
        checks: [
          ...[
            'format',
            'proof',
            'registry',
            'anchored',
            'operator',
            'credentialStatus',
            'validity',
            'issuer',
          ],
        ],
        warnings: [],
        errors: [],
      });
      const { answer } = await verify(documentOf(1), { checks: [] });
      expect([answer.verified, answer.warnings]).to.eql([false, []]);
      expect(answer.errors).to.have.length(1);
      expect(answer.errors[0]).to.match(/^The issuer has revoked it on .+: issued in error\.$/);
    });
  });

  /** What the public verifier suite of the VC-API takes away from or changes in a credential, each to be answered with 400. */
  describe('as the public verifier suite asks it', () => {
    const suite = (verifiableCredential: unknown) =>
      ask({ verifiableCredential, options: { checks: ['proof'] } });
    const ANY = ['string', {}, null, 10, true, []];
    const CHANGED: [pointer: string, values: unknown[]][] = [
      ['/@context', ['string', {}, null, 10, true]],
      ['/@context', [[[]], [{}], [null], [10], [true]]],
      ['/type', ['string', {}, null, 10, true]],
      ['/type', [[[]], [{}], [null], [10], [true]]],
      ['/issuer', [[], null, 10, true]],
      ['/credentialSubject', ['string', null, 10, true, []]],
      ['/proof', ANY],
    ];

    it('verifies a valid credential', async () => {
      const { status, answer } = await suite(documentOf(0));
      expect([status, answer.verified]).to.eql([200, true]);
    });

    for (const pointer of [
      ...['/@context', '/type', '/issuer', '/credentialSubject', '/proof'],
      ...['/proof/0/type', '/proof/0/verificationMethod', '/proof/0/proofPurpose'],
    ]) {
      it(`does not verify a credential without ${pointer}`, async () => {
        const { status, answer } = await suite(withoutValue(documentOf(0), pointer));
        expect([status, answer.title, answer.pointer]).to.eql([
          400,
          'MALFORMED_VALUE_ERROR',
          '/verifiableCredential',
        ]);
      });
    }

    for (const [pointer, values] of CHANGED) {
      it(`does not verify a credential with ${pointer} of another kind: ${JSON.stringify(values)}`, async () => {
        for (const value of values) {
          const { status } = await suite(withValue(documentOf(0), pointer, value as JsonValue));
          expect(status, JSON.stringify(value)).to.equal(400);
        }
      });
    }

    it('does not verify what is no credential', async () => {
      for (const value of ['eyJ.eyJ.c2ln', null, 10, true, []])
        expect((await suite(value)).status).to.equal(400);
    });
  });

  describe('a request that cannot be answered', () => {
    const refused = async (body: unknown) => {
      const { status, answer } = await ask(body);
      return [status, answer.title, answer.pointer, answer.detail];
    };

    it('is told what it has that is not understood', async () => {
      const verifiableCredential = documentOf(0);
      expect(await refused({ verifiableCredential, options: { challenge: 'x' } })).to.eql([
        400,
        'UNKNOWN_OPTION_PROVIDED',
        '/options',
        'The option “challenge” is not known here. Known are returnCredential, returnResults, returnProblemDetails and, of the older VC-API, checks (proof, status, credentialStatus, validFrom, validUntil).',
      ]);
      const malformed: [body: unknown, pointer: string, detail: RegExp][] = [
        [[], '', /^The request must be an object; it is a list\.$/],
        [{}, '/verifiableCredential', /^“verifiableCredential” must be an object; it is nothing\.$/],
        [
          { verifiableCredential, verifiablePresentation: {} },
          '/verifiablePresentation',
          /which is not known\.$/,
        ],
        [{ verifiableCredential, options: [] }, '/options', /^“options” must be an object; it is a list\.$/],
        [
          { verifiableCredential, options: { returnResults: 'yes' } },
          '/options/returnResults',
          /^“returnResults” must be true or false; it is a string\.$/,
        ],
        [
          { verifiableCredential, options: { checks: 'proof' } },
          '/options/checks',
          /^“checks” must be a list; it is a string\.$/,
        ],
      ];
      for (const [body, pointer, detail] of malformed) {
        const [status, title, ...rest] = await refused(body);
        expect([status, title, rest[0]]).to.eql([400, 'MALFORMED_VALUE_ERROR', pointer]);
        expect(rest[1]).to.match(detail);
      }
      for (const checks of [['constructor'], [7], ['proof', {}]])
        expect((await refused({ verifiableCredential, options: { checks } }))[1]).to.equal(
          'UNKNOWN_OPTION_PROVIDED',
        );
    });

    it('is told that it is not JSON, or not JSON that two readers read alike', async () => {
      for (const body of [
        '',
        '{',
        '{"verifiableCredential":{},"verifiableCredential":{}}',
        '{"__proto__":{}}',
      ]) {
        const [status, title] = await refused(body);
        expect([status, title], body).to.eql([400, 'PARSING_ERROR']);
      }
    });

    it('is refused by its media type or encoding', async () => {
      for (const headers of [
        { 'content-type': 'text/plain' },
        { 'content-type': 'application/x-www-form-urlencoded' },
        { 'content-type': 'application/jsonp' },
        { 'content-encoding': 'gzip' },
      ]) {
        const { status, headers: sent } = await ask('{}', url, headers as unknown as Record<string, string>);
        expect([status, sent.get('accept')]).to.eql([415, 'application/json']);
      }
      for (const type of ['application/json; charset=utf-8', 'application/ld+json', 'APPLICATION/VC+JSON'])
        expect((await ask('{}', url, { 'content-type': type })).status).to.equal(400);
    });

    it('is refused when it is larger than a credential may be, whether it says so or not', async () => {
      const large = `{"x":"${'x'.repeat(1024 * 1024)}"}`;
      expect((await ask(large)).status).to.equal(413);
      const response = await fetch(`${url}/credentials/verify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: new Blob([large]).stream(),
        duplex: 'half',
      } as RequestInit);
      expect([response.status, (await response.json()).status]).to.eql([413, 413]);
      expect((await verify(documentOf(0))).answer.verified).to.equal(true);
    });

    it('is told where to go when path or method are wrong', async () => {
      const get = async (path: string, method = 'GET') => {
        const response = await fetch(url + path, { method });
        return [response.status, (await response.json()).title, response.headers.get('allow')];
      };
      expect(await get('/')).to.eql([404, 'Not found', null]);
      expect(await get('/constructor')).to.eql([404, 'Not found', null]);
      expect(await get('/credentials/verify/', 'POST')).to.eql([404, 'Not found', null]);
      expect(await get('/credentials/verify')).to.eql([405, 'Method not allowed', 'POST']);
      expect(await get('/health', 'DELETE')).to.eql([405, 'Method not allowed', 'GET']);
    });
  });

  describe('everything else', () => {
    it('describes itself, says that it lives, and lets pages of any site ask', async () => {
      const described = await fetch(`${url}/openapi.json`);
      expect(await described.json()).to.eql(openApi);
      expect(described.headers.get('cache-control')).to.equal('no-store');
      expect(await (await fetch(`${url}/health?x`)).json()).to.eql({ status: 'ok' });
      const head = await fetch(`${url}/health`, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length'), await head.text()]).to.eql([200, '15', '']);

      const preflight = await fetch(`${url}/credentials/verify`, { method: 'OPTIONS' });
      const allowed = ['origin', 'methods', 'headers'].map((name) =>
        preflight.headers.get(`access-control-allow-${name}`),
      );
      expect([preflight.status, ...allowed]).to.eql([204, '*', 'POST', 'content-type, accept']);
    });

    it('lets one address ask so often, and goes by the proxy’s word only where there is one', async () => {
      const rateLimit = { burst: 2, perMinute: 1 };
      for (const isBehindProxy of [false, true]) {
        const limited = await start({}, { rateLimit, isBehindProxy });
        const statuses: number[] = [];
        for (const address of ['198.51.100.1', '198.51.100.1', '198.51.100.1', '198.51.100.2', 'unknown']) {
          const headers = { 'x-forwarded-for': `203.0.113.${statuses.length}, ${address}` };
          const { status, headers: sent } = await ask('{}', limited.url, headers);
          statuses.push(status);
          if (status === 429) expect(Number(sent.get('retry-after'))).to.be.within(1, 60);
        }
        expect(statuses).to.eql(isBehindProxy ? [400, 400, 429, 400, 400] : [400, 400, 429, 429, 429]);
        expect((await fetch(`${limited.url}/health`)).status).to.equal(200);
        limited.server.close();
      }
    });

    it('asks to come back when too many are verified at the same moment', async () => {
      const narrow = await start({}, { mostAtOnce: 1 });
      const asked = [0, 0, 0].map(() => ask({ verifiableCredential: documentOf(0) }, narrow.url));
      const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
      expect(statuses[0]).to.equal(200);
      expect(statuses.at(-1)).to.equal(503);
      expect((await ask({ verifiableCredential: documentOf(0) }, narrow.url)).status).to.equal(200);
      narrow.server.close();
    });

    it('gives no place to those who send slowly, and does not mind when they go away', async () => {
      const narrow = await start({}, { mostAtOnce: 1 });
      const slow = [1, 2, 3].map(() =>
        request(`${narrow.url}/credentials/verify`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'content-length': '100' },
        }).on('error', () => undefined),
      );
      for (const each of slow) await new Promise<void>((resolve) => each.write('{"verifi', () => resolve()));
      expect((await ask({ verifiableCredential: documentOf(0) }, narrow.url)).status).to.equal(200);
      for (const each of slow) each.destroy();
      expect((await ask({ verifiableCredential: documentOf(0) }, narrow.url)).status).to.equal(200);
      narrow.server.closeAllConnections();
      narrow.server.close();
    });

    it('tells nobody but its own people of a bug', async () => {
      const broken = await start({
        endpointsFor: () => {
          throw new TypeError('secret of the server');
        },
      });
      const { status, answer } = await ask({ verifiableCredential: documentOf(0) }, broken.url);
      broken.server.close();
      expect([status, answer.detail]).to.eql([
        500,
        'This is a fault of the server. It says nothing about the credential.',
      ]);
      expect(reports.splice(0)).to.eql(['secret of the server']);
    });
  });
});

import { expect } from 'chai';
import { type DidQuery, inspectDid, inspectDns } from '#core/didInspection';
import { didDocumentFor, MAXIMUM_DID_DOCUMENT_BYTES } from '#core/didWeb';
import { dnsRecordFor } from '#core/dnsRecord';
import { withSigningKeys } from '#core/issuerKeys';
import type { JsonObject, JsonValue } from '#core/json';
import { LAKESIDE } from '../support/credentials.ts';
import { type Answer, type DidHost, startDidHost } from '../support/didHost.ts';

const ISSUER = { chainId: 11155111, address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' } as const;
const OTHER = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const DOMAIN = 'lakeside.example';
const DOCUMENT = didDocumentFor(LAKESIDE, [ISSUER]);
const CORS = { 'access-control-allow-origin': '*' };
const HEADERS = { ...CORS, 'content-type': 'application/did+json' };

describe('inspectDid', () => {
  let host: DidHost;
  before(async () => {
    host = await startDidHost();
  });
  beforeEach(() => host.reset());
  after(() => host.close());

  const inspect = (changes: Partial<DidQuery> = {}, fetch = host.fetch) =>
    inspectDid(
      { did: LAKESIDE, registeredDid: LAKESIDE, issuer: ISSUER, networkKind: 'test', ...changes },
      fetch,
    );

  /** What is found, as `severity code`. */
  async function found(answer: Answer, changes: Partial<DidQuery> = {}): Promise<string[]> {
    host.answer(DOMAIN, answer);
    return (await inspect(changes)).map(({ severity, code }) => `${severity} ${code}`);
  }

  const serve = (document: unknown, headers: Record<string, string> = HEADERS): Answer => ({
    status: 200,
    headers,
    body: JSON.stringify(document),
  });

  it('finds nothing where a verifier would be convinced, and asks once, as a web page would', async () => {
    expect(await found(serve(DOCUMENT))).to.eql([]);
    expect(host.requests).to.have.lengthOf(1);
    const [{ url, headers }] = host.requests as [DidHost['requests'][0]];
    expect(url).to.equal(`${DOMAIN}/.well-known/did.json`);
    expect(headers).to.include({ origin: 'https://verifier.example' });
    expect(headers).not.to.have.property('cookie');
  });

  it('minds no letter case of the address, and no reflected origin', async () => {
    const lower = JSON.parse(
      JSON.stringify(DOCUMENT).replaceAll(ISSUER.address, ISSUER.address.toLowerCase()),
    );
    const reflected = { ...HEADERS, 'access-control-allow-origin': 'https://verifier.example' };

    expect(await found(serve(lower, reflected))).to.eql([]);
  });

  describe('of signing keys', () => {
    const KEY = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';
    const signing = withSigningKeys(DOCUMENT, [KEY]);
    const withMethods = (change: (method: JsonObject) => JsonObject) => {
      const methods = signing.verificationMethod as JsonObject[];
      return {
        ...signing,
        verificationMethod: [...methods.slice(0, -1), change(methods.at(-1) as JsonObject)],
      };
    };

    it('finds nothing about those that may sign', async () => {
      expect(await found(serve(signing))).to.eql([]);
      expect(await found(serve(withMethods((method) => ({ ...method, id: `#${KEY}` }))))).to.eql([]);
    });

    it('remarks on those whose signatures count for nothing, and says what to do', async () => {
      host.answer(DOMAIN, serve({ ...signing, assertionMethod: DOCUMENT.assertionMethod as JsonValue }));
      expect(await inspect()).to.eql([
        {
          severity: 'remark',
          code: 'DidKeyIdle',
          message: `Signatures by its key ${LAKESIDE}#${KEY} count for nothing.`,
          advice:
            'Name its id under “assertionMethod”, as “npx hardhat issuer did-document --key FILE” does. A key that was stolen goes altogether.',
        },
      ]);
      const ofAnother = withMethods((method) => ({ ...method, controller: 'did:web:agency.example' }));
      expect(await found(serve(ofAnother))).to.eql(['remark DidKeyIdle']);
    });

    it('minds no keys of other kinds', async () => {
      const other = withMethods((method) => ({
        ...method,
        publicKeyMultibase: 'zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv',
      }));
      expect(await found(serve(other))).to.eql([]);
    });
  });

  const large = { ...DOCUMENT, filler: 'x'.repeat(MAXIMUM_DID_DOCUMENT_BYTES) };
  const faults: Record<string, [answer: Answer, codes: string[]]> = {
    'a missing document': [{ status: 404 }, ['fault DidMissing']],
    'a document that was taken away': [{ status: 410 }, ['fault DidMissing']],
    'a redirect': [
      { status: 301, headers: { location: 'https://www.lakeside.example/' } },
      ['fault DidRedirect'],
    ],
    'a redirect to nowhere': [{ status: 302 }, ['fault DidRedirect']],
    'a server that is not well': [{ status: 503 }, ['unreachable DidStatus']],
    'a login': [{ status: 401 }, ['unreachable DidStatus']],
    'a dead line': ['cut', ['unreachable DidUnreachable']],
    'no CORS header': [serve(DOCUMENT, { 'content-type': 'application/json' }), ['fault DidNoCors']],
    'a CORS header for somebody else': [
      serve(DOCUMENT, { ...HEADERS, 'access-control-allow-origin': 'https://lakeside.example' }),
      ['fault DidNoCors'],
    ],
    'another content type': [
      serve(DOCUMENT, { ...CORS, 'content-type': 'text/html; charset=utf-8' }),
      ['remark DidContentType'],
    ],
    'too large a document': [serve(large), ['fault DidUnreadable']],
    'no JSON': [{ status: 200, headers: HEADERS, body: '<html>' }, ['fault DidUnreadable']],
    'JSON that is no object': [serve([DOCUMENT]), ['fault DidUnreadable']],
    'another identifier': [serve({ ...DOCUMENT, id: 'did:web:www.lakeside.example' }), ['fault DidOtherId']],
    'no account': [serve({ id: LAKESIDE }), ['fault DidNoAccount']],
    'another chain': [serve(didDocumentFor(LAKESIDE, [{ ...ISSUER, chainId: 1 }])), ['fault DidOtherChain']],
    'another address': [
      serve(didDocumentFor(LAKESIDE, [{ ...ISSUER, address: OTHER }])),
      ['fault DidOtherAddress'],
    ],
    'another account altogether': [
      serve(didDocumentFor(LAKESIDE, [{ chainId: 1, address: OTHER }])),
      ['fault DidOtherAccount'],
    ],
    'everything at once': [
      serve(didDocumentFor(LAKESIDE, [{ chainId: 1, address: OTHER }]), { 'content-type': 'text/plain' }),
      ['fault DidNoCors', 'remark DidContentType', 'fault DidOtherAccount'],
    ],
  };
  for (const [name, [answer, codes]] of Object.entries(faults)) {
    it(`finds ${name}`, async () => expect(await found(answer)).to.eql(codes));
  }

  it('says where a redirect leads, which chain is named and what to publish', async () => {
    host.answer(DOMAIN, { status: 308, headers: { location: 'https://www.lakeside.example/did.json' } });
    expect((await inspect())[0]?.message).to.equal(
      'https://lakeside.example/.well-known/did.json redirects to https://www.lakeside.example/did.json, and verifiers follow no redirect.',
    );

    host.answer(DOMAIN, serve(didDocumentFor(LAKESIDE, [{ ...ISSUER, chainId: 1 }])));
    expect((await inspect())[0]).to.deep.include({
      message: `It names the issuer’s address, but on another chain: eip155:1:${ISSUER.address.toLowerCase()}.`,
      advice: `Publish what “npx hardhat issuer did-document” prints: a verification method with the blockchainAccountId eip155:11155111:${ISSUER.address}.`,
    });
  });

  it('says what the system says of a host that cannot be reached', async () => {
    const [refused] = await inspect({}, () => globalThis.fetch('http://127.0.0.1:1/'));
    // A host that speaks plain http where https is wanted.
    const [plain] = await inspect({}, (_, init) => globalThis.fetch(`https://127.0.0.1:${host.port}/`, init));

    expect(refused?.message).to.match(
      /^https:\/\/lakeside\.example\/\.well-known\/did\.json could not be reached/,
    );
    expect(plain).to.include({ severity: 'unreachable', code: 'DidUnreachable' });
    expect(plain?.message).to.match(/could not be reached \(\w*SSL\w*\)\.$/);
  });

  it('finds a DID that is not the registered one, beside what is wrong with its document', async () => {
    const registeredDid = 'did:web:hillside.example';

    expect(await found(serve(DOCUMENT), { registeredDid })).to.eql(['fault DidNotRegistered']);
    expect(await found({ status: 404 }, { registeredDid })).to.eql([
      'fault DidNotRegistered',
      'fault DidMissing',
    ]);
  });

  it('asks nobody for what no verifier would ask for', async () => {
    const codes = async (did: string) =>
      (await inspect({ did, registeredDid: did })).map(({ severity, code }) => `${severity} ${code}`);

    expect(await codes('did:web:localhost%3A4174')).to.eql(['fault DidLoopback']);
    expect(await codes('did:web:10.0.0.1')).to.eql(['fault DidUnsupported']);
    expect(await codes('did:web:intranet')).to.eql(['fault DidUnsupported']);
    expect(await codes('did:key:z6Mk')).to.eql(['fault DidUnsupported']);
    expect(host.requests).to.eql([]);
  });

  it('takes loopback over http on a local chain', async () => {
    const did = `did:web:localhost%3A${host.port}`;
    host.answer(`localhost:${host.port}`, serve(didDocumentFor(did, [ISSUER])));

    expect(await inspect({ did, registeredDid: did, networkKind: 'local' }, globalThis.fetch)).to.eql([]);
  });
});

describe('inspectDns', () => {
  let host: DidHost;
  before(async () => {
    host = await startDidHost();
  });
  after(() => host.close());

  /** Asks a real resolver over HTTP that gives these TXT records. */
  async function found(answer: Answer): Promise<{ code: string; advice: string }[]> {
    host.answer(`127.0.0.1:${host.port}`, answer, `/dns?name=${DOMAIN}&type=TXT`);
    const resolver = `http://127.0.0.1:${host.port}/dns`;
    return inspectDns({ did: `${LAKESIDE}:registry`, issuer: ISSUER }, resolver, globalThis.fetch);
  }

  const records = (...data: string[]): Answer => ({
    document: { Status: 0, TC: false, Answer: data.map((text) => ({ type: 16, data: text })) },
  });

  it('finds nothing where a record names the address, beside others', async () => {
    expect(await found(records('v=spf1 -all', dnsRecordFor(ISSUER)))).to.eql([]);
  });

  it('finds a missing record, and prints the one to publish', async () => {
    const [finding] = await found(records('v=spf1 -all'));

    expect(finding).to.deep.include({
      severity: 'fault',
      code: 'DnsMissing',
      advice: `Publish a TXT record at lakeside.example: “openatts net=ethereum netId=11155111 addr=${ISSUER.address}”.`,
    });
  });

  it('finds records that name others, and a resolver that does not answer', async () => {
    const [other] = await found(records(dnsRecordFor({ ...ISSUER, address: OTHER })));
    const [silent] = await found({ status: 500 });

    expect(other).to.deep.include({ severity: 'fault', code: 'DnsOther' });
    expect(silent).to.deep.include({ severity: 'unreachable', code: 'DnsUnreachable' });
  });
});

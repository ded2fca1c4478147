import { expect } from 'chai';
import { type DnsResolution, dnsRecordFor, resolveDnsRecords } from '#core/dnsRecord';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { startChain } from '../support/chain.ts';
import { type Answer, type DidHost, startDidHost } from '../support/didHost.ts';
import { confirmed, expectIssuer } from '../support/issuers.ts';
import { anchorWorld, contextOf, publishIssuer, textOf, type World } from '../support/world.ts';

const RESOLVER = 'https://dns.example/resolve';
const ADDRESS = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const OTHER = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const RECORD = `openatts net=ethereum netId=31337 addr=${ADDRESS}`;
const ACCOUNT = `eip155:31337:${ADDRESS.toLowerCase()}`;

/** What a resolver answers that found these TXT records. */
function answerWith(...records: unknown[]): Answer {
  const Answer = records.map((data) => ({ name: 'lakeside.example.', type: 16, TTL: 300, data }));
  return { document: { Status: 0, TC: false, AD: true, Answer } };
}

describe('resolveDnsRecords', () => {
  let host: DidHost;

  before(async () => {
    host = await startDidHost();
  });
  after(() => host.close());
  beforeEach(() => host.reset());

  function resolve(answer: Answer, resolver = RESOLVER): Promise<DnsResolution> {
    host.answer('dns.example', answer, '/resolve');
    return resolveDnsRecords('lakeside.example', resolver, host.fetch);
  }

  it('asks the resolver for the TXT records of the domain, in JSON, and follows no redirect', async () => {
    const asked: [url: string, init: RequestInit | undefined][] = [];
    const fetch: typeof globalThis.fetch = (url, init) => {
      asked.push([String(url), init]);
      return host.fetch(url, init);
    };
    host.answer('dns.example', answerWith(), '/resolve');
    await resolveDnsRecords('lakeside.example', `${RESOLVER}?key=1`, fetch);

    expect(asked.map(([url]) => url)).to.eql([`${RESOLVER}?key=1&name=lakeside.example&type=TXT`]);
    expect(asked[0]?.[1]).to.deep.include({
      headers: { accept: 'application/dns-json' },
      redirect: 'error',
      credentials: 'omit',
    });
  });

  const found: [name: string, answer: Answer, accounts: string[]][] = [
    ['a record', answerWith(RECORD), [ACCOUNT]],
    ['a record in quotes', answerWith(`"${RECORD}"`), [ACCOUNT]],
    ['a record in two strings', answerWith(`"${RECORD.slice(0, 20)}" "${RECORD.slice(20)}"`), [ACCOUNT]],
    ['a record with stops between its members', answerWith(RECORD.replaceAll(/(\d) /g, '$1; ')), [ACCOUNT]],
    ['a record in lower case', answerWith(RECORD.replace(ADDRESS, ADDRESS.toLowerCase())), [ACCOUNT]],
    [
      'records of others among them',
      answerWith('v=spf1 -all', RECORD, RECORD.replace(ADDRESS, OTHER)),
      [ACCOUNT, `eip155:31337:${OTHER.toLowerCase()}`],
    ],
    ['no records', { document: { Status: 0 } }, []],
    ['no such domain', { document: { Status: 3 } }, []],
    ['a record of another kind', answerWith(RECORD.replace('openatts', 'openattsx')), []],
    ['a record after other text', answerWith(`see: ${RECORD}`), []],
    ['a record of another network', answerWith(RECORD.replace('ethereum', 'bitcoin')), []],
    ['a record without a chain', answerWith(RECORD.replace(' netId=31337', '')), []],
    ['a record with a chain id of another spelling', answerWith(RECORD.replace('31337', '0x7a69')), []],
    ['a record with half an address', answerWith(RECORD.slice(0, -1)), []],
    ['a record with too long an address', answerWith(`${RECORD}0`), []],
    ['a record that says two addresses', answerWith(`${RECORD} addr=${OTHER}`), []],
    [
      'a record of another type',
      { document: { Status: 0, Answer: [{ name: 'lakeside.example.', type: 5, data: RECORD }] } },
      [],
    ],
    ['records that are no text', answerWith(7, null, { data: RECORD }, [RECORD]), []],
    ['a record outside the answer', { document: { Status: 0, Authority: [{ type: 16, data: RECORD }] } }, []],
  ];
  for (const [name, answer, accounts] of found) {
    it(`finds ${accounts.length} accounts in ${name}`, async () =>
      expect(await resolve(answer)).to.eql({ kind: 'found', accounts }));
  }

  const NO_ANSWER = 'sent something that is no DNS answer';
  const unreachable: [name: string, answer: Answer, problem: string][] = [
    ['cuts the line', 'cut', 'could not be reached'],
    ['has an error', { status: 500 }, 'answered with HTTP 500'],
    ['sends nothing', { status: 204 }, 'answered with HTTP 204'],
    [
      'sends elsewhere',
      { status: 302, headers: { location: 'https://other.example/' } },
      'could not be reached',
    ],
    ['sends a web page', { status: 200, body: '<html>' }, NO_ANSWER],
    ['sends a list', { document: [{ Status: 0 }] }, NO_ANSWER],
    ['says two things at once', { status: 200, body: '{"Status":3,"Status":0,"Answer":[]}' }, NO_ANSWER],
    ['sends too much', { status: 200, body: ' '.repeat(64 * 1024 + 1) }, 'sent more than 64 KiB'],
    ['could not find out', { document: { Status: 2 } }, 'could not find out'],
    ['gives no status', { document: { Answer: [{ type: 16, data: RECORD }] } }, 'could not find out'],
    ['gives a status in words', { document: { Status: '0' } }, 'could not find out'],
    ['sends half of it', { document: { Status: 0, TC: true, Answer: [] } }, 'sent half of an answer'],
    [
      'gives no list',
      { document: { Status: 0, Answer: { 0: { type: 16, data: RECORD } } } },
      'sent half of an answer',
    ],
  ];
  for (const [name, answer, problem] of unreachable) {
    it(`does not know when the resolver ${name}`, async () =>
      expect(await resolve(answer)).to.eql({ kind: 'unreachable', problem: `the DNS resolver ${problem}` }));
  }

  it('does not know when the resolver is silent', async () => {
    host.answer('dns.example', 'silence', '/resolve');
    const impatient: typeof fetch = (url, init) =>
      host.fetch(url, {
        ...init,
        signal: AbortSignal.any([init?.signal as AbortSignal, AbortSignal.timeout(50)]),
      });

    expect(await resolveDnsRecords('lakeside.example', RESOLVER, impatient)).to.eql({
      kind: 'unreachable',
      problem: 'the DNS resolver did not answer in time',
    });
  });
});

describe('dnsRecordFor', () => {
  it('is what is read back', async () => {
    expect(dnsRecordFor({ chainId: 31337, address: ADDRESS })).to.equal(RECORD);
  });
});

describe('proveIssuer with DNS as a second factor', () => {
  let host: DidHost;
  let world: World;

  before(async () => {
    host = await startDidHost();
    world = await anchorWorld(await startChain());
  });
  after(() => host.close());
  beforeEach(() => {
    host.reset();
    publishIssuer(world, host);
  });

  function verify(changes: Partial<VerificationContext> = { dns: { resolver: RESOLVER } }) {
    return verifyCredential(textOf(world), contextOf(world, host, changes));
  }

  const own = () => dnsRecordFor({ chainId: 31337, address: world.issuer });
  const other = (chainId = 31337) => dnsRecordFor({ chainId, address: OTHER });
  const outcomes: [name: string, answer: () => Answer, verdict: string, reason: string, message: string][] = [
    ['names the issuer', () => answerWith(own()), 'verified', 'IssuerProven', confirmed('lakeside.example')],
    [
      'names the issuer and others',
      () => answerWith(other(), own()),
      'verified',
      'IssuerProven',
      confirmed('lakeside.example'),
    ],
    [
      'names nobody',
      () => answerWith('v=spf1 -all'),
      'unrecognised',
      'IssuerDnsMissing',
      'lakeside.example does not confirm this issuer: its did.json does, but no record in its DNS.',
    ],
    [
      'names others on other chains only',
      () => answerWith(other(1)),
      'unrecognised',
      'IssuerDnsMissing',
      'lakeside.example does not confirm this issuer: its did.json does, but no record in its DNS.',
    ],
    [
      'names another address',
      () => answerWith(other()),
      'unrecognised',
      'IssuerDnsOther',
      'lakeside.example does not confirm this issuer: its DNS names another address than the one that issued it.',
    ],
    [
      'cannot be asked',
      () => 'cut',
      'unchecked',
      'IssuerUnreachable',
      "We couldn't ask lakeside.example whether this issuer is its own: the DNS resolver could not be reached.",
    ],
  ];
  for (const [name, answer, verdict, reason, message] of outcomes) {
    it(`is ${verdict} when DNS ${name}`, async () => {
      host.answer('dns.example', answer(), '/resolve');

      expectIssuer(await verify(), verdict, reason, message);
    });
  }

  it('does not ask DNS unless told to, nor when the did.json does not name the issuer', async () => {
    expect(await verify({})).to.include({ verdict: 'verified' });
    host.answer('lakeside.example', { status: 404 });
    expect(await verify()).to.include({ verdict: 'unrecognised' });

    expect(host.requests.map(({ url }) => url)).to.eql(
      Array(2).fill('lakeside.example/.well-known/did.json'),
    );
  });
});

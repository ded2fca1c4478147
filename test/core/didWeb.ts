import { expect } from 'chai';
import {
  DID_TIMEOUT,
  type DidResolution,
  didDocumentFor,
  didDocumentUrl,
  domainOf,
  isLoopbackDid,
  MAXIMUM_DID_DOCUMENT_BYTES,
  namesAccount,
  resolveDidWeb,
} from '#core/didWeb';
import type { JsonObject } from '#core/json';
import { type Answer, type DidHost, startDidHost } from '../support/didHost.ts';

const ACCOUNT = { chainId: 31337, address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' } as const;
const DID = 'did:web:lakeside.example';
const URL_OF_DID = 'https://lakeside.example/.well-known/did.json';

describe('didDocumentUrl', () => {
  const urls: [did: string, url: string][] = [
    // The examples of the did:web method specification.
    ['did:web:w3c-ccg.github.io', 'https://w3c-ccg.github.io/.well-known/did.json'],
    ['did:web:w3c-ccg.github.io:user:alice', 'https://w3c-ccg.github.io/user/alice/did.json'],
    ['did:web:example.com%3A3000', 'https://example.com:3000/.well-known/did.json'],
    ['did:web:example.com%3a3000:user:alice', 'https://example.com:3000/user/alice/did.json'],
    ['did:web:localhost%3A8080', 'http://localhost:8080/.well-known/did.json'],
    ['did:web:LOCALHOST', 'http://localhost/.well-known/did.json'],
    ['did:web:127.0.0.1%3A8080', 'http://127.0.0.1:8080/.well-known/did.json'],
    ['did:web:xn--bcher-kva.example', 'https://xn--bcher-kva.example/.well-known/did.json'],
    ['did:web:lakeside.example:a:b~c:d_e', 'https://lakeside.example/a/b~c/d_e/did.json'],
  ];
  for (const [did, url] of urls) {
    it(`is ${url} for ${did}`, () => expect(new URL(didDocumentUrl(did) ?? '').href).to.equal(url));
  }

  const refused = [
    [
      'did:key:z6Mk',
      'did:web:',
      'did:web',
      'web:lakeside.example',
      'https://lakeside.example',
      '',
      ' did:web:lakeside.example',
    ],
    [
      'did:web:lakeside.example:',
      'did:web:lakeside.example::a',
      'did:web:lakeside.example:..',
      'did:web:lakeside.example:.:a',
    ],
    [
      'did:web:lakeside.example/a',
      'did:web:lakeside.example?x',
      'did:web:lakeside.example#key',
      'did:web:user@lakeside.example',
    ],
    [
      'did:web:lakeside.example%2Fevil',
      'did:web:lakeside.example%3A',
      'did:web:lakeside.example%3A99999',
      'did:web:lakeside.example%3A1%3A2',
    ],
    [
      'did:web:lakeside.example:%2e%2e',
      'did:web:lakeside.example\n',
      'did:web:läkeside.example',
      'did:web:[::1]',
      // Names without a dot are hosts of the reader's own network.
      'did:web:intranet',
      'did:web:intranet.',
      'did:web:router%3A8443:admin',
    ],
  ].flat();
  for (const did of refused) {
    it(`is null for ${JSON.stringify(did)}`, () => expect(didDocumentUrl(did)).to.equal(null));
  }

  const numbers = [
    '10.0.0.1',
    '192.168.1.1',
    '8.8.8.8',
    '169.254.169.254',
    '2130706433',
    '10.1',
    '0.0.0.0',
    '127.0.0.2',
  ];
  const disguised = [
    '0x7f000001',
    '0x7f.1',
    '0xA9FEA9FE',
    '0300.0250.1.1',
    '192.168.257',
    '0xc0.0xa8.1.1',
    '10.0.0.1.',
  ];
  for (const host of [...numbers, ...disguised]) {
    it(`is null for the number ${host}: nobody's name, and maybe inside the reader's own network`, () => {
      expect(didDocumentUrl(`did:web:${host}`)).to.equal(null);
      expect(didDocumentUrl(`did:web:${host}%3A8080`)).to.equal(null);
    });
  }
});

describe('domainOf', () => {
  const domains: [did: string, domain: string | null][] = [
    ['did:web:lakeside.example', 'lakeside.example'],
    ['did:web:Lakeside.Example', 'lakeside.example'],
    ['did:web:lakeside.example%3A8443', 'lakeside.example:8443'],
    ['did:web:lakeside.example%3A443', 'lakeside.example'],
    ['did:web:lakeside.example:registry:2026', 'lakeside.example/registry/2026'],
    ['did:key:z6Mk', null],
  ];
  for (const [did, domain] of domains) {
    it(`is ${domain} for ${did}`, () => expect(domainOf(did)).to.equal(domain));
  }
});

describe('isLoopbackDid', () => {
  const loopback = [
    'localhost',
    'LocalHost%3A8080',
    '127.0.0.1',
    '127.0.0.1%3A1',
    'localhost.',
    'lakeside.localhost',
    'a.b.localhost%3A80',
  ];
  for (const host of loopback) {
    it(`is true of ${host}`, () => expect(isLoopbackDid(`did:web:${host}`)).to.equal(true));
  }
  for (const host of [
    'lakeside.example',
    'localhost.example',
    'notlocalhost',
    '127.0.0.1.example',
    '10.0.0.1',
  ]) {
    it(`is false of ${host}`, () => expect(isLoopbackDid(`did:web:${host}`)).to.equal(false));
  }
});

describe('resolveDidWeb', () => {
  let host: DidHost;
  before(async () => {
    host = await startDidHost();
  });
  beforeEach(() => host.reset());
  after(() => host.close());

  it('gives the document of the DID, without cookies or referrer', async () => {
    const document = didDocumentFor(DID, [ACCOUNT]);
    host.answer('lakeside.example', { document });

    expect(await resolveDidWeb(DID, host.fetch)).to.eql({ kind: 'found', document, url: URL_OF_DID });
    const [request] = host.requests;
    expect(request?.headers).to.include({ accept: 'application/did+json, application/json' });
    expect(request?.headers).not.to.have.any.keys('cookie', 'referer', 'authorization');
    expect(host.requests).to.have.lengthOf(1);
  });

  it('forbids the browser to send cookies or a referrer, or to follow redirects', async () => {
    const asked: (RequestInit | undefined)[] = [];
    await resolveDidWeb(DID, (url, init) => {
      asked.push(init);
      return host.fetch(url, init);
    });

    expect(asked).to.have.lengthOf(1);
    expect(asked[0]).to.include({ credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' });
  });

  it('asks a loopback host directly, by plain http', async () => {
    const did = `did:web:127.0.0.1%3A${host.port}`;
    const document = didDocumentFor(did, [ACCOUNT]);
    host.answer(`127.0.0.1:${host.port}`, { document });

    expect(await resolveDidWeb(did, globalThis.fetch)).to.deep.include({ kind: 'found', document });
  });

  const big = ' '.repeat(MAXIMUM_DID_DOCUMENT_BYTES);
  const outcomes: [name: string, answer: Answer, kind: DidResolution['kind'], problem: string][] = [
    ['publishes nothing', { status: 404 }, 'absent', 'it publishes no did.json (HTTP 404)'],
    ['has taken it down', { status: 410 }, 'absent', 'it publishes no did.json (HTTP 410)'],
    [
      'describes another DID',
      { document: didDocumentFor('did:web:other.example', [ACCOUNT]) },
      'absent',
      'its did.json is about another identifier',
    ],
    ['describes no DID', { document: {} }, 'absent', 'its did.json is about another identifier'],
    ['has an error', { status: 500, body: 'oops' }, 'unreachable', 'it answered with HTTP 500'],
    ['asks for a password', { status: 401 }, 'unreachable', 'it answered with HTTP 401'],
    ['is busy', { status: 503 }, 'unreachable', 'it answered with HTTP 503'],
    [
      'sends a web page',
      { status: 200, body: '<!doctype html>' },
      'unreachable',
      'it answered with something that is not a did.json',
    ],
    ['sends nothing', { status: 200 }, 'unreachable', 'it answered with something that is not a did.json'],
    [
      'sends no UTF-8',
      { status: 200, body: Uint8Array.of(0x22, 0xff, 0x22) },
      'unreachable',
      'it answered with something that is not a did.json',
    ],
    [
      'sends a name twice',
      { status: 200, body: `{"id":"${DID}","id":"${DID}"}` },
      'unreachable',
      'it answered with something that is not a did.json',
    ],
    ['sends a list', { status: 200, body: '[]' }, 'unreachable', 'its did.json is not a JSON object'],
    [
      'sends a byte too many',
      { status: 200, body: `{}${big.slice(1)}` },
      'unreachable',
      'its did.json is larger than 64 KiB',
    ],
    [
      'sends ten megabytes',
      { status: 200, body: big.repeat(160) },
      'unreachable',
      'its did.json is larger than 64 KiB',
    ],
    [
      'sends elsewhere',
      { status: 302, headers: { location: 'http://127.0.0.1/elsewhere' } },
      'unreachable',
      'it could not be reached, or does not let web pages read its did.json',
    ],
    [
      'cuts the line',
      'cut',
      'unreachable',
      'it could not be reached, or does not let web pages read its did.json',
    ],
  ];
  for (const [name, answer, kind, problem] of outcomes) {
    it(`is ${kind} when the host ${name}`, async () => {
      host.answer('lakeside.example', answer);

      expect(await resolveDidWeb(DID, host.fetch)).to.eql({ kind, url: URL_OF_DID, problem });
    });
  }

  it('reads a document of exactly 64 KiB', async () => {
    const body = JSON.stringify({ id: DID });
    host.answer('lakeside.example', { status: 200, body: body + big.slice(body.length) });

    expect(await resolveDidWeb(DID, host.fetch)).to.deep.include({ kind: 'found', document: { id: DID } });
  });

  it('never follows a redirect', async () => {
    host.answer('lakeside.example', {
      status: 301,
      headers: { location: `http://127.0.0.1:${host.port}/moved` },
    });
    await resolveDidWeb(DID, host.fetch);

    expect(host.requests.map(({ url }) => url)).to.eql(['lakeside.example/.well-known/did.json']);
  });

  it('is unreachable when nobody listens', async () => {
    expect(await resolveDidWeb(DID, host.fetch)).to.deep.include({ kind: 'unreachable' });
    expect(host.requests).to.eql([]);
  });

  for (const [name, answer] of [
    ['is silent', 'silence'],
    ['stops in the middle', { status: 200, headers: { 'content-length': '100' }, body: '{' }],
  ] as [string, Answer][]) {
    it(`gives up on a host that ${name}`, async () => {
      host.answer('lakeside.example', answer);
      // The time limit is the caller's own signal; only its five seconds are cut short here.
      const impatient: typeof fetch = (url, init) => {
        const signal = AbortSignal.any([init?.signal as AbortSignal, AbortSignal.timeout(50)]);
        return host.fetch(url, { ...init, signal });
      };

      expect(await resolveDidWeb(DID, impatient)).to.eql({
        kind: 'unreachable',
        url: URL_OF_DID,
        problem: `it did not answer within ${DID_TIMEOUT / 1000} seconds`,
      });
    });
  }

  it('asks nobody about what is no did:web', async () => {
    expect(await resolveDidWeb('did:key:z6Mk', host.fetch)).to.eql({
      kind: 'unsupported',
      problem: 'did:key:z6Mk is not a did:web identifier',
    });
    expect(host.requests).to.eql([]);
  });
});

describe('namesAccount', () => {
  const id = 'eip155:31337:0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
  const documents: [name: string, document: JsonObject, names: boolean][] = [
    ['a verification method', { verificationMethod: [{ blockchainAccountId: id }] }, true],
    [
      'the second of several',
      { verificationMethod: ['x', { blockchainAccountId: 'y' }, { blockchainAccountId: id }] },
      true,
    ],
    ['an embedded assertion method', { assertionMethod: [{ blockchainAccountId: id }] }, true],
    ['the address in lower case', { verificationMethod: [{ blockchainAccountId: id.toLowerCase() }] }, true],
    ['another address', { verificationMethod: [{ blockchainAccountId: id.replace('0x7', '0x8') }] }, false],
    ['another chain', { verificationMethod: [{ blockchainAccountId: id.replace('31337', '1') }] }, false],
    ['a longer account id', { verificationMethod: [{ blockchainAccountId: `${id}0` }] }, false],
    ['a method that is no object', { verificationMethod: [id] }, false],
    ['an account id in a list', { verificationMethod: [{ blockchainAccountId: [id] }] }, false],
    ['a method that is not in a list', { verificationMethod: { blockchainAccountId: id } }, false],
    ['the account as controller only', { controller: id, alsoKnownAs: [id] }, false],
    ['an authentication method only', { authentication: [{ blockchainAccountId: id }] }, false],
    ['nothing', {}, false],
  ];
  for (const [name, document, names] of documents) {
    it(`is ${names} for ${name}`, () => expect(namesAccount(document, ACCOUNT)).to.equal(names));
  }
});

describe('didDocumentFor', () => {
  it('names every account, and none besides', () => {
    const other = { chainId: 1, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } as const;
    const document = didDocumentFor(DID, [ACCOUNT, other]);

    expect(document.id).to.equal(DID);
    expect(namesAccount(document, ACCOUNT)).to.equal(true);
    expect(namesAccount(document, other)).to.equal(true);
    expect(namesAccount(document, { ...other, chainId: 31337 })).to.equal(false);
    expect((document.verificationMethod as JsonObject[]).map(({ id }) => id)).to.eql(
      document.assertionMethod,
    );
  });
});

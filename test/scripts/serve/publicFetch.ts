import type { LookupAddress } from 'node:dns';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import {
  isPublicAddress,
  lookupPublic,
  publicFetch,
  responseOf,
} from '../../../scripts/serve/publicFetch.ts';

describe('isPublicAddress', () => {
  it('knows the addresses that are not of the public Internet', () => {
    const own = [
      ...[
        '127.0.0.1',
        '10.1.2.3',
        '172.16.0.1',
        '172.31.255.255',
        '192.168.1.1',
        '169.254.169.254',
        '0.0.0.0',
      ],
      ...['100.64.0.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
      ...['::1', '::', 'fe80::1', 'fd00::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::7f00:1'],
      ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '', 'localhost', '1.2.3', '0x7f.1'],
    ];
    const others = ['8.8.8.8', '172.32.0.1', '100.128.0.1', '192.169.0.1', '2606:4700::1111', '2a00:1450::1'];
    expect(own.filter(isPublicAddress)).to.eql([]);
    expect(others.filter(isPublicAddress)).to.eql(others);
  });
});

describe('publicFetch', () => {
  it('asks nobody on this machine or in its network, by name or by number', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end('{}');
    });
    server.on('connection', () => asked++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    for (const [url, problem] of [
      [`http://localhost:${port}/`, 'Only https is fetched.'],
      [`https://127.0.0.1:${port}/`, 'Addresses of numbers are not fetched.'],
      [`https://[::1]:${port}/`, 'Addresses of numbers are not fetched.'],
      [`https://0x7f.1:${port}/`, 'Addresses of numbers are not fetched.'],
      [`https://localhost:${port}/`, 'localhost is not a public host.'],
      ['file:///etc/passwd', 'Only https is fetched.'],
    ] as const) {
      const error = await publicFetch(url).catch((caught: unknown) => caught);
      expect(error, url).to.be.instanceOf(Error).with.property('message', problem);
    }
    server.close();
    expect(asked).to.equal(0);
  });

  it('gives up when it is told to', async () => {
    const aborted = AbortSignal.abort(new Error('enough'));
    const error = await publicFetch('https://localhost/', { signal: aborted }).catch(
      (caught: Error) => caught,
    );
    expect(error).to.be.instanceOf(Error).with.property('name', 'AbortError');
  });
});

describe('lookupPublic', () => {
  it('refuses a name of this machine, whether one address is asked for or all', async () => {
    for (const all of [false, true]) {
      const [error, address] = await new Promise<[Error | null, string | LookupAddress[]]>((resolve) =>
        lookupPublic('localhost', { all }, (...answer) => resolve([answer[0], answer[1]])),
      );
      expect([error?.message, address]).to.eql(['localhost is not a public host.', '']);
    }
  });
});

describe('responseOf', () => {
  it('gives status, headers and body as fetch does, and follows nothing', async () => {
    const answers: Record<
      string,
      [status: number, headers: Record<string, string | string[]>, body: string]
    > = {
      '/found': [200, { 'content-type': 'application/did+json', 'x-twice': ['a', 'b'] }, '{"id":"Å"}'],
      '/elsewhere': [302, { location: 'https://localhost/' }, ''],
      '/empty': [204, {}, ''],
      '/absent': [404, {}, 'not here'],
    };
    const server = createServer((request, response) => {
      const [status, headers, body] = answers[request.url ?? ''] ?? [500, {}, ''];
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    for (const [path, [status, headers, body]] of Object.entries(answers)) {
      const answer = await new Promise<IncomingMessage>((resolve) => get({ port, path }, resolve));
      const response = responseOf(answer);
      expect([response.status, response.ok, await response.text()]).to.eql([status, status < 300, body]);
      for (const [name, value] of Object.entries(headers))
        expect(response.headers.get(name)).to.equal([value].flat().join(', '));
    }
    server.close();
  });
});

import { expect } from 'chai';
import type { Deployment } from '#core/deployments';
import {
  accreditorName,
  changed,
  DEFAULTS,
  endpointUrl,
  isSame,
  parseSettings,
  type Settings,
  withSettings,
} from '../../frontend/src/checking/settings.ts';

const MINISTRY = { address: '0x90F79bf6EB2c4f870365E785982E1f101E93b906', name: 'Ministry' } as const;
const AGENCY = { address: '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65', name: 'Agency' } as const;

const deployment = {
  chainId: 1,
  rpcUrls: ['https://rpc.example/'],
  trustedAccreditors: [MINISTRY],
} as unknown as Deployment;

/** Settings with one member of one network as given. */
function kept(network: unknown, chainId = '1'): string {
  return JSON.stringify({ version: 1, networks: { [chainId]: network } });
}

describe('parseSettings', () => {
  it('reads what it was given to keep', () => {
    const settings: Settings = {
      version: 1,
      networks: { 1: { rpcUrls: ['https://rpc.example/'], trustedAccreditors: [MINISTRY] }, 7: {} },
    };

    expect(parseSettings(JSON.stringify(settings))).to.eql(settings);
  });

  const hostile: [what: string, text: string][] = [
    ['no JSON', '{'],
    ['another version', JSON.stringify({ version: 2, networks: {} })],
    ['no version', JSON.stringify({ networks: {} })],
    ['a member that is not known', JSON.stringify({ version: 1, networks: {}, admin: true })],
    ['a member of a network that is not known', kept({ rpcUrl: 'https://rpc.example/' })],
    ['a list in place of networks', JSON.stringify({ version: 1, networks: [{}] })],
    ['a chain id that is no number', kept({}, '0x1')],
    ['no endpoint at all', kept({ rpcUrls: [] })],
    ['an endpoint over plain http', kept({ rpcUrls: ['http://rpc.example/'] })],
    ['an endpoint that is a script', kept({ rpcUrls: ['javascript:alert(1)'] })],
    ['an endpoint with a user', kept({ rpcUrls: ['https://me:secret@rpc.example/'] })],
    ['an endpoint in another spelling', kept({ rpcUrls: ['https://RPC.example'] })],
    ['one endpoint twice', kept({ rpcUrls: ['https://rpc.example/', 'https://rpc.example/'] })],
    ['too many endpoints', kept({ rpcUrls: Array.from({ length: 9 }, (_, at) => `https://${at}.example/`) })],
    [
      'an address without its checksum',
      kept({ trustedAccreditors: [{ ...MINISTRY, address: MINISTRY.address.toLowerCase() }] }),
    ],
    ['an accreditor without a name', kept({ trustedAccreditors: [{ ...MINISTRY, name: '' }] })],
    ['a name with an override in it', kept({ trustedAccreditors: [{ ...MINISTRY, name: 'a\u202eb' }] })],
    ['a name that is too long', kept({ trustedAccreditors: [{ ...MINISTRY, name: 'a'.repeat(81) }] })],
    ['one accreditor twice', kept({ trustedAccreditors: [MINISTRY, { ...MINISTRY, name: 'Another' }] })],
    ['more than anybody has set', `${kept({})}${' '.repeat(200_001)}`],
  ];
  for (const [what, text] of hostile) {
    it(`refuses ${what}`, () => {
      expect(parseSettings(text)).to.equal(null);
    });
  }

  it('takes nothing from a member that would be the prototype', () => {
    const settings = parseSettings(
      '{"version":1,"networks":{"__proto__":{"rpcUrls":["https://e.example/"]}}}',
    );

    expect(withSettings(deployment, settings ?? DEFAULTS)).to.eql(deployment);
  });
});

describe('withSettings and changed', () => {
  it('leave a deployment as it is recorded while nothing is set', () => {
    expect(withSettings(deployment, DEFAULTS)).to.eql(deployment);
  });

  it('replace the whole list that is set, and only that, of that network', () => {
    const settings = changed(DEFAULTS, 1, { trustedAccreditors: [AGENCY] });

    expect(withSettings(deployment, settings)).to.eql({ ...deployment, trustedAccreditors: [AGENCY] });
    expect(withSettings({ ...deployment, chainId: 2 }, settings)).to.eql({ ...deployment, chainId: 2 });
  });

  it('trust nobody when nobody is left', () => {
    const settings = changed(DEFAULTS, 1, { trustedAccreditors: [] });

    expect(withSettings(deployment, settings).trustedAccreditors).to.eql([]);
  });

  it('keep one list when the other is the record’s again, and nothing when both are', () => {
    const both = changed(DEFAULTS, 1, { rpcUrls: ['https://own.example/'], trustedAccreditors: [AGENCY] });
    const one = changed(both, 1, { rpcUrls: undefined });

    expect(one).to.eql({ version: 1, networks: { 1: { trustedAccreditors: [AGENCY] } } });
    expect(changed(one, 1, { trustedAccreditors: undefined })).to.eql(DEFAULTS);
  });
});

describe('endpointUrl', () => {
  const spelled: [text: string, url: string | null][] = [
    [' https://RPC.example ', 'https://rpc.example/'],
    ['https://rpc.example/v3/key?a=1#b', 'https://rpc.example/v3/key?a=1'],
    ['http://localhost:8545', 'http://localhost:8545/'],
    ['http://127.0.0.1:8545', 'http://127.0.0.1:8545/'],
    ['http://localhost.evil.example', null],
    ['http://192.168.0.1:8545', null],
    ['ws://localhost:8545', null],
    ['localhost:8545', null],
    ['rpc.example', null],
    ['https://user@rpc.example', null],
    [`https://rpc.example/${'a'.repeat(2048)}`, null],
    ['', null],
  ];
  for (const [text, url] of spelled) {
    it(`gives ${url ?? 'nothing'} for “${text.slice(0, 40)}”`, () => {
      expect(endpointUrl(text)).to.equal(url);
    });
  }
});

describe('accreditorName', () => {
  it('is one line with nothing unseen in it, or nothing', () => {
    expect(accreditorName('  Ministry\n of\u202e Education ')).to.equal('Ministry of Education');
    expect(accreditorName('\u200b \u2066')).to.equal(null);
    expect(accreditorName('é'.repeat(80))).to.equal('é'.repeat(80));
    expect(accreditorName('é'.repeat(81))).to.equal(null);
  });
});

describe('isSame', () => {
  it('does not ask for the order, and does for the names', () => {
    expect(isSame([MINISTRY, AGENCY], [AGENCY, MINISTRY])).to.equal(true);
    expect(isSame([MINISTRY], [{ ...MINISTRY, name: 'Another' }])).to.equal(false);
    expect(isSame(['https://a.example/'], ['https://a.example/', 'https://b.example/'])).to.equal(false);
  });
});

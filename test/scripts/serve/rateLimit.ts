import { expect } from 'chai';
import { RateLimiter } from '../../../scripts/serve/rateLimit.ts';

describe('RateLimiter', () => {
  let now = 0;
  const limiter = (burst: number, perMinute: number) => new RateLimiter({ burst, perMinute }, () => now);
  beforeEach(() => {
    now = 0;
  });

  it('allows a burst, then one for each that was given back, and says how long to wait', () => {
    const limit = limiter(3, 6);
    expect([1, 2, 3, 4].map(() => limit.take('198.51.100.1'))).to.eql([0, 0, 0, 10]);
    now = 9_500;
    expect(limit.take('198.51.100.1')).to.equal(1);
    now = 10_000;
    expect([1, 2].map(() => limit.take('198.51.100.1'))).to.eql([0, 10]);
  });

  it('gives back no more than the burst, however long one was away', () => {
    const limit = limiter(2, 60);
    limit.take('198.51.100.1');
    now = 3_600_000;
    expect([1, 2, 3].map(() => limit.take('198.51.100.1') > 0)).to.eql([false, false, true]);
  });

  it('counts each address of IPv4 by itself, and a whole /64 of IPv6 as one', () => {
    const limit = limiter(1, 1);
    const isRefused = (address: string) => limit.take(address) > 0;
    const addresses: [address: string, refused: boolean][] = [
      ['198.51.100.1', false],
      ['198.51.100.2', false],
      ['::ffff:198.51.100.1', true],
      ['2001:db8::1', false],
      ['2001:0db8:0:0:ffff::9', true],
      ['2001:db8:0:1::1', false],
      ['2001:DB8:0:1:0:0:0:2%eth0', true],
      ['::1', false],
      ['0:0:0:0:1:2:3:4', true],
      ['', false],
      ['', true],
    ];
    expect(addresses.map(([address]) => isRefused(address))).to.eql(addresses.map(([, refused]) => refused));
  });

  it('remembers so many addresses, and forgets the one first that has not asked for longest', () => {
    const limit = limiter(1, 1);
    for (let host = 0; host < 10_000; host++) limit.take(`10.0.${host >> 8}.${host & 255}`);
    expect(limit.take('10.0.0.0')).to.equal(60);
    limit.take('10.9.9.9');
    expect(limit.take('10.0.0.0')).to.equal(60);
    expect(limit.take('10.0.0.1')).to.equal(0);
  });
});

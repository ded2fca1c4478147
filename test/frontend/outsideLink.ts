import { expect } from 'chai';
import { outsideLink } from '../../frontend/src/reading/outsideLink.ts';

describe('outsideLink', () => {
  it('offers an https link with its host', () => {
    expect(outsideLink('https://lakeside.example:8443/a?b#c')).to.deep.equal({
      href: 'https://lakeside.example:8443/a?b#c',
      host: 'lakeside.example:8443',
    });
  });

  it('shows a name with foreign letters in ASCII, so that none passes for another', () => {
    expect(outsideLink('https://l\u0430keside.example/')?.host).to.match(/^xn--/);
  });

  for (const text of [
    'http://lakeside.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'urn:uuid:1',
    '//lakeside.example',
    'https://bank.example@evil.example/',
    `https://lakeside.example/${'a'.repeat(3000)}`,
    '',
  ]) {
    it(`offers no link for ${text.slice(0, 40) || 'nothing'}`, () => {
      expect(outsideLink(text)).to.equal(null);
    });
  }
});

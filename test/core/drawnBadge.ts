import { expect } from 'chai';
import { bakeBadge, readBakedBadge } from '#core/bakedBadge';
import { drawBadge } from '#core/drawnBadge';

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const linesOf = (svg: string) =>
  [...svg.matchAll(/<text y="[^"]*"[^>]*>([^<]*)<\/text>/g)].map(([, line]) => line);

describe('drawBadge', () => {
  it('draws the achievement’s name over several lines, and its issuer’s', () => {
    const svg = decode(drawBadge('Foundations of Data Analytics', 'Lakeside Polytechnic'));

    expect(linesOf(svg)).to.deep.equal(['Foundations of', 'Data Analytics']);
    expect(svg).to.include('>Lakeside Polytechnic</text>');
    expect(svg).to.include('aria-label="Foundations of Data Analytics, Lakeside Polytechnic"');
  });

  it('is a picture that credentials can be baked into and read from', () => {
    const json = '{"name":"Ünïcode ]]> <b>"}';
    expect(readBakedBadge(bakeBadge(drawBadge('Tea', 'Lakeside'), json))).to.equal(json);
  });

  it('says whatever it is given as text, never as markup', () => {
    const svg = decode(drawBadge('</text><script>x</script>"&', '"><image href="//evil.example"/>'));

    expect(svg).to.not.match(/<script|<image/);
    expect(svg).to.include('&lt;script&gt;');
    expect(readBakedBadge(bakeBadge(new TextEncoder().encode(svg), '{}'))).to.equal('{}');
  });

  it('has room for names of any length, of characters of any kind', () => {
    for (const name of ['', 'A'.repeat(10_000), '分'.repeat(200), '👩‍🎓 '.repeat(300), 'a\u202eb\u0000c']) {
      const svg = decode(drawBadge(name, name));
      expect(linesOf(svg).length, name.slice(0, 5)).to.be.at.most(4);
      for (const line of linesOf(svg)) expect([...(line ?? '')].length).to.be.at.most(17);
      for (const unseen of ['\u0000', '\u202e']) expect(svg).to.not.include(unseen);
      expect(readBakedBadge(bakeBadge(new TextEncoder().encode(svg), '{}'))).to.equal('{}');
    }
  });
});

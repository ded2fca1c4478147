import { readFile } from 'node:fs/promises';
import { expect } from 'chai';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);

describe('the headers that a host should send', () => {
  it('say what the page says itself, and that nobody may frame it', async () => {
    const [page, documented] = await Promise.all(
      ['frontend/index.html', 'docs/hosting.md'].map((path) => readFile(at(path), 'utf8')),
    );
    const own = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page ?? '')?.[1];
    const header = /^Content-Security-Policy: (.+)$/m.exec(documented ?? '')?.[1];

    expect(own).to.match(/^default-src 'none'; script-src 'self';/);
    expect(header).to.equal(`${own}; frame-ancestors 'none'`);
    expect(page).to.include('<meta name="referrer" content="no-referrer" />');
    expect(documented).to.include('Referrer-Policy: no-referrer\n');
  });
});

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { abiModule } from '../../scripts/writeAbi.ts';

describe('abi.ts', () => {
  it('is what “npm run abi” writes from the compiled contract', () => {
    expect(readFileSync(new URL('../../src/abi.ts', import.meta.url), 'utf8')).to.equal(abiModule());
  });
});

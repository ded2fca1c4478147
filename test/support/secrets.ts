import { expect } from 'chai';

/** Asserts that what was written has a secret nowhere in it: neither its bytes nor their hexadecimal or Base64. */
export function expectWithout(written: Buffer, secret: Buffer): void {
  const text = written.toString('latin1');
  expect(written.includes(secret), 'as it is').to.equal(false);
  expect(text.toLowerCase().includes(secret.toString('hex')), 'in hexadecimal').to.equal(false);
  for (const base64 of base64FormsOf(secret)) expect(text.includes(base64), 'in Base64').to.equal(false);
}

/** What Base64 of anything with these bytes in it must have in it, wherever they begin, in both alphabets. */
function base64FormsOf(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // The characters at either end are of other bytes too.
    const middle = encoded.slice(4, -4);
    return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

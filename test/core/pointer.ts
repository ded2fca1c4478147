import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '#core/json';
import { isWithin, placeOf, pointerTo, stepsOf, valueAt } from '#core/pointer';
import { expectRefusal } from '../support/errors.ts';

/** The document and the pointers of RFC 6901 section 5. */
const RFC_DOCUMENT: JsonObject = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};
const RFC_VALUES: [pointer: string, value: JsonValue][] = [
  ['', RFC_DOCUMENT],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/e^f', 3],
  ['/g|h', 4],
  ['/i\\j', 5],
  ['/k"l', 6],
  ['/ ', 7],
  ['/m~0n', 8],
];

describe('valueAt', () => {
  it('finds what RFC 6901 section 5 says', () => {
    for (const [pointer, value] of RFC_VALUES) expect(valueAt(RFC_DOCUMENT, pointer), pointer).to.eql(value);
  });

  it('finds nothing where nothing is', () => {
    const document = { list: [['x']], text: 'abc', nothing: null };
    const pointers = ['/gone', '/list/1', '/list/-', '/list/00', '/list/1e0', '/list/ 0', '/list/length'];
    for (const pointer of [...pointers, '/text/0', '/nothing/x', '/list/0/0/0', '/list/9999999999'])
      expect(valueAt(document, pointer), pointer).to.equal(undefined);
  });

  it('finds own members only, never what every object inherits', () => {
    for (const pointer of ['/constructor', '/toString', '/__proto__', '/list/constructor'])
      expect(valueAt({ list: [] }, pointer), pointer).to.equal(undefined);
  });
});

describe('stepsOf and pointerTo', () => {
  it('are each other’s inverse for any names', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'é', '🎓', '"', '') })),
        (steps) => {
          expect(stepsOf(pointerTo(steps))).to.eql(steps);
        },
      ),
    );
  });

  it('read ~01 as ~1, not as a slash', () => {
    expect(stepsOf('/~01')).to.eql(['~1']);
  });

  it('write indexes as numbers', () => {
    expect(pointerTo(['a', 0, 12])).to.equal('/a/0/12');
  });

  for (const pointer of ['a', 'a/b', '#/a', '/a~', '/a~2b', '/~', ' /a']) {
    it(`refuse “${pointer}”`, () =>
      expectRefusal(() => stepsOf(pointer), {
        problem: 'BadPointer',
        message: `“${pointer}” is not a JSON Pointer (RFC 6901).`,
      }));
  }

  it('quote at most 200 characters of what they refuse', () => {
    expectRefusal(() => stepsOf('x'.repeat(1000)), {
      problem: 'BadPointer',
      message: `“${'x'.repeat(200)}” is not a JSON Pointer (RFC 6901).`,
    });
  });
});

describe('placeOf', () => {
  it('gives the container and the name or index in it', () => {
    const document = { a: [{ 'b/c': 1 }] };

    expect(placeOf(document, '/a/0/b~1c')).to.eql({
      kind: 'member',
      parent: document.a[0],
      key: 'b/c',
    });
    const place = placeOf(document, '/a/0');
    expect(place).to.eql({ kind: 'element', parent: document.a, index: 0 });
    expect(place.parent).to.equal(document.a);
  });

  it('finds a place that holds null or false', () => {
    expect(placeOf([null], '/0')).to.deep.include({ kind: 'element', index: 0 });
    expect(placeOf({ a: false }, '/a')).to.deep.include({ kind: 'member', key: 'a' });
  });

  for (const pointer of ['', '/b', '/a/1', '/a/-', '/a/00', '/a/0/x', '/text/0']) {
    it(`refuses “${pointer}” where there is nothing`, () =>
      expectRefusal(() => placeOf({ a: [1], text: 'x' }, pointer), {
        problem: 'PointerToNothing',
        pointer,
        message: `The pointer “${pointer}” leads to nothing in this document.`,
      }));
  }
});

describe('isWithin', () => {
  const cases: [pointer: string, ancestor: string, within: boolean][] = [
    ['/a', '/a', true],
    ['/a/b', '/a', true],
    ['/a/b/0', '/a', true],
    ['/ab', '/a', false],
    ['/a', '/a/b', false],
    ['/a~1b', '/a', false],
    ['/a', '', true],
  ];
  for (const [pointer, ancestor, within] of cases) {
    it(`says that “${pointer}” is ${within ? '' : 'not '}within “${ancestor}”`, () =>
      expect(isWithin(pointer, ancestor)).to.equal(within));
  }
});

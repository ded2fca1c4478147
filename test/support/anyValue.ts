import fc from 'fast-check';
import type { JsonObject, JsonValue } from '#core/json';

/** Names that are ordered otherwise by other rules: digits alone, capitals, what lies beyond the basic plane. */
const anyName = fc.oneof(
  fc.constantFrom('10', '9', '1', 'a', 'A', '_sd', '@context', 'é', 'z', '\ufb33', '😀', '"', '\\', ''),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
/** Any JSON value. */
export const { anyValue } = fc.letrec<{ anyValue: JsonValue }>((tie) => ({
  anyValue: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<JsonValue>(null, true, false, 0, -0, 1e21, 1e-7, 0.1 + 0.2, 'text', '\u2028', '\u0000'),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('anyValue'), { maxLength: 4 }),
    fc
      .array(fc.tuple(anyName, tie('anyValue')), { maxLength: 5 })
      .map((members): JsonObject => Object.fromEntries(members)),
  ),
}));

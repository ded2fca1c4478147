import canonicalize from 'canonicalize';
import { jsonWriter } from '#core/jsonText';

/** JSON Canonicalization Scheme (RFC 8785). Of deeply frozen parts the text is remembered for as long as they are. */
export const canonicalText = jsonWriter({
  scalar: (value) => canonicalize(value) as string,
  // Without a comparator names are ordered by their UTF-16 code units, as RFC 8785 section 3.2.3 wants.
  namesOf: (object) => Object.keys(object).sort(),
});

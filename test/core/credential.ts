import { expect } from 'chai';
import fc from 'fast-check';
import {
  anchorProofOf,
  credentialFrom,
  isDateTime,
  isRedacted,
  MAXIMUM_PATH_LENGTH,
  parseCredential,
  reparseCredential,
  verificationMethodOf,
} from '#core/credential';
import type { FormatProblem } from '#core/errors';
import type { JsonValue } from '#core/json';
import { draftFor, reread, unanchoredDocument, withoutValue, withValue } from '../support/credentials.ts';
import { expectRefusal } from '../support/errors.ts';

const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const REGISTRY = '0x5FbDB2315678afecb367f032d93F642f64180aa3';
const HASH = `0x${'ab'.repeat(32)}` as const;
const DIGEST = 'A'.repeat(43);
const SALT = 'A'.repeat(22);

const document = unanchoredDocument();
const proof = (document.proof as JsonValue[])[0] as JsonValue;

function redactedDocument(disclosure: JsonValue = { salts: {}, concealed: [] }) {
  return withValue(document, '/proof/0/disclosure', disclosure);
}

describe('reparseCredential', () => {
  const other = { type: 'DataIntegrityProof', proofValue: 'z3' };
  const cases: [string, JsonValue][] = [
    ['a full file', document],
    [
      'a redacted file',
      redactedDocument({ salts: { '/name': SALT }, concealed: [{ in: '', digest: DIGEST }] }),
    ],
    ['a file with other proofs before and after', withValue(document, '/proof', [other, proof, other])],
  ];
  for (const [name, value] of cases) {
    it(`reads ${name} as parseCredential does, from text and from bytes, with and without a byte order mark`, () => {
      const text = JSON.stringify(value, null, 2);
      const bytes = new TextEncoder().encode(text);
      const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]);

      for (const source of [text, bytes, marked])
        expect(reparseCredential(source)).to.eql(parseCredential(source));
    });
  }

  it('reads names with escapes as they are, whatever was read before', () => {
    // V8 would take the second name for the first (nodejs/node#63785).
    JSON.parse(String.raw`{"x-h":[],"x\\":0}`);
    const member = { 'x-h': 1, 'x"': 2 };
    const text = JSON.stringify({ 'x-note': member, ...document });

    expect(reparseCredential(text).document['x-note']).to.eql(member);
    expect(parseCredential(text).document['x-note']).to.eql(member);
  });
});

describe('parseCredential', () => {
  it('reads a full file and keeps every member', () => {
    const { document: read, anchor, registry } = parseCredential(JSON.stringify(document));

    expect(read).to.eql(document);
    expect(anchor).to.eql(proof);
    expect(registry).to.eql({ chainId: 31337, address: REGISTRY });
    expect(isRedacted(anchor.disclosure)).to.equal(false);
  });

  it('reads bytes as it reads text', () => {
    const text = JSON.stringify(document);

    expect(parseCredential(new TextEncoder().encode(text))).to.eql(parseCredential(text));
  });

  it('reads a redacted file', () => {
    const disclosure = {
      salts: { '/credentialSubject/result': SALT },
      concealed: [
        { in: '', digest: DIGEST },
        { in: '/credentialSubject/identifier', at: 1, digest: DIGEST },
      ],
    };
    const { anchor } = reread(redactedDocument(disclosure));

    expect(anchor.disclosure).to.eql(disclosure);
    expect(isRedacted(anchor.disclosure)).to.equal(true);
  });

  it('ignores proofs of other types, before and after', () => {
    const other = { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', proofValue: 'z…' };
    const many = { ...document, proof: [other, 'text', null, proof, { type: ['MerkleAnchorProof'] }, {}] };

    expect(reread(many).anchor).to.eql(proof);
  });

  it('names the place of the anchor proof among others', () => {
    const broken = { ...document, proof: [{ type: 'Other' }, withValue(proof, '/root', 'x')] };

    expectRefusal(() => reread(broken), { problem: 'BadAnchorProof', pointer: '/proof/1/root' });
  });

  it('accepts the issuer as a string, types as strings, and members that it does not know', () => {
    const changed = {
      ...document,
      issuer: 'did:web:lakeside.example',
      unknown: { constructor: 1, toString: [null], '': false },
    };

    expect(reread(changed).document).to.eql(changed);
  });

  const notObjects: [text: string, what: string][] = [
    ['[]', 'a list'],
    ['null', 'null'],
    ['"x"', 'a string'],
    ['5', 'a number'],
    ['true', 'a boolean'],
  ];
  for (const [text, what] of notObjects) {
    it(`refuses ${what}`, () =>
      expectRefusal(() => parseCredential(text), {
        problem: 'NotObject',
        message: `A credential is a JSON object; this is ${what}.`,
      }));
  }

  describe('refuses what is no Open Badges 3.0, naming the place', () => {
    const SUBJECT = '/credentialSubject';
    const changes: [pointer: string, value: JsonValue, message: RegExp][] = [
      ['/@context', 'https://www.w3.org/ns/credentials/v2', /must begin with the contexts/],
      ['/@context', [...(document['@context'] as string[])].reverse(), /must begin with the contexts/],
      ['/@context/1', 'https://purl.imsglobal.org/spec/ob/v2p0/context.json', /must begin with the contexts/],
      ['/@context/1', 5, /must begin with the contexts/],
      ['/id', '', /text is missing/],
      ['/id', 5, /text is missing/],
      ['/type', ['VerifiableCredential'], /must include VerifiableCredential and OpenBadgeCredential/],
      ['/type', 'OpenBadgeCredential', /must include VerifiableCredential and OpenBadgeCredential/],
      ['/issuer', '', /text is missing/],
      ['/issuer', {}, /issuer’s id, or an object with one/],
      ['/issuer', ['did:web:lakeside.example'], /issuer’s id, or an object with one/],
      ['/issuer', 5, /it must be the issuer’s id, or an object with one/],
      ['/validFrom', '2026-09-01', /must be a date and time such as/],
      ['/validFrom', 1788220800, /a date and time is missing/],
      [`${SUBJECT}/type`, ['Person'], /its type must include AchievementSubject/],
      [`${SUBJECT}/achievement/type`, [], /its type must include Achievement/],
      [`${SUBJECT}/achievement/id`, null, /text is missing/],
      [`${SUBJECT}/achievement/name`, '', /text is missing/],
      [`${SUBJECT}/achievement/description`, 5, /text is missing/],
      [`${SUBJECT}/achievement/criteria`, 'An exam.', /must be an object/],
      [`${SUBJECT}/achievement/criteria`, [], /must be an object/],
      [`${SUBJECT}/achievement`, [], /it is missing/],
      [SUBJECT, [], /it is missing/],
      [SUBJECT, 'did:example:1', /Expected Object/],
    ];
    for (const [pointer, value, message] of changes) {
      it(`${pointer} as ${JSON.stringify(value).slice(0, 50)}`, () => {
        const run = () => reread(withValue(document, pointer, value));

        expect(run).to.throw(message);
        expect(run).to.throw().with.property('problem', 'NotOpenBadge');
        expect(run)
          .to.throw()
          .with.property('pointer')
          .that.satisfies((at: string) => at.startsWith(pointer.replace(/\/1$/, '')));
      });
    }

    const required = ['/@context', '/id', '/type', '/issuer', '/validFrom', SUBJECT];
    const achievement = ['id', 'type', 'name', 'description', 'criteria'];
    for (const pointer of [
      ...required,
      `${SUBJECT}/type`,
      `${SUBJECT}/achievement`,
      ...achievement.map((member) => `${SUBJECT}/achievement/${member}`),
    ]) {
      it(`${pointer} missing`, () =>
        expectRefusal(() => reread(withoutValue(document, pointer)), {
          problem: 'NotOpenBadge',
          pointer,
          message: `“${pointer}” is not as it must be: it is missing.`,
        }));
    }

    it('/issuer without an id', () =>
      expectRefusal(() => reread(withoutValue(document, '/issuer/id')), {
        problem: 'NotOpenBadge',
        pointer: '/issuer',
        message: '“/issuer” is not as it must be: it must be the issuer’s id, or an object with one.',
      }));

    it('validUntil that is no date, or null', () => {
      for (const validUntil of ['tomorrow', null, '2026-13-01T00:00:00Z'])
        expectRefusal(() => reread({ ...document, validUntil }), {
          problem: 'NotOpenBadge',
          pointer: '/validUntil',
        });
    });
  });

  describe('refuses names reserved for redaction, wherever they stand', () => {
    const places: [pointer: string, value: JsonValue][] = [
      ['/_sd', { ...document, _sd: [] }],
      ['/_sd_alg', { ...document, _sd_alg: 'sha-256' }],
      [
        '/credentialSubject/result/0/...',
        withValue(document, '/credentialSubject/result/0', { '...': DIGEST }),
      ],
      ['/issuer/_sd', withValue(document, '/issuer', { id: 'x', _sd: [] })],
      ['/proof/0/_sd', withValue(document, '/proof/0', { ...(proof as object), _sd: [] })],
      ['/proof/1/x/...', { ...document, proof: [proof, { type: 'Other', x: { '...': 1 } }] }],
    ];
    for (const [pointer, value] of places) {
      it(pointer, () => {
        const key = pointer.slice(pointer.lastIndexOf('/') + 1);
        expectRefusal(() => reread(value), {
          problem: 'ForbiddenKey',
          pointer,
          message: `The member name “${key}” is reserved for redaction.`,
        });
      });
    }
  });

  describe('refuses a proof that it cannot find or read', () => {
    const cases: [
      name: string,
      value: JsonValue,
      problem: FormatProblem,
      pointer: string,
      message: string,
    ][] = [
      [
        'none',
        withoutValue(document, '/proof'),
        'NoAnchorProof',
        '',
        'It has no proof: it was never anchored, or the proof was cut off.',
      ],
      [
        'an object in place of the list',
        { ...document, proof },
        'NoAnchorProof',
        '/proof',
        'Its “proof” must be a list; it is an object.',
      ],
      [
        'an empty list',
        { ...document, proof: [] },
        'NoAnchorProof',
        '/proof',
        'None of its proofs is a MerkleAnchorProof.',
      ],
      [
        'only others',
        { ...document, proof: [{ type: 'DataIntegrityProof' }] },
        'NoAnchorProof',
        '/proof',
        'None of its proofs is a MerkleAnchorProof.',
      ],
      [
        'two',
        { ...document, proof: [proof, proof] },
        'ManyAnchorProofs',
        '/proof',
        'It has 2 proofs of type MerkleAnchorProof; one is allowed.',
      ],
      [
        'a later format',
        withValue(document, '/proof/0/format', 'rootmark-v2'),
        'UnknownFormat',
        '/proof/0/format',
        'Its proof is of format "rootmark-v2"; this program reads rootmark-v1.',
      ],
      [
        'no format',
        withoutValue(document, '/proof/0/format'),
        'UnknownFormat',
        '/proof/0/format',
        'Its proof is of format nothing; this program reads rootmark-v1.',
      ],
      [
        'a path of 65 steps',
        withValue(document, '/proof/0/path', Array(65).fill(HASH)),
        'PathTooLong',
        '/proof/0/path',
        'Its Merkle path has 65 steps; the most is 64.',
      ],
      [
        'a path of a thousand that are no hashes',
        withValue(document, '/proof/0/path', Array(1000).fill(0)),
        'PathTooLong',
        '/proof/0/path',
        'Its Merkle path has 1000 steps; the most is 64.',
      ],
      [
        'a verification method of another chain',
        withValue(document, '/proof/0/verificationMethod', `did:pkh:eip155:1:${ISSUER}`),
        'BadAnchorProof',
        '/proof/0/verificationMethod',
        'Its anchor proof names one chain or issuer in “verificationMethod” and another in “registry” and “issuer”.',
      ],
      [
        'a verification method of another issuer',
        withValue(document, '/proof/0/verificationMethod', `did:pkh:eip155:31337:${REGISTRY}`),
        'BadAnchorProof',
        '/proof/0/verificationMethod',
        'Its anchor proof names one chain or issuer in “verificationMethod” and another in “registry” and “issuer”.',
      ],
    ];
    for (const [name, value, problem, pointer, message] of cases) {
      it(name, () => expectRefusal(() => reread(value), { problem, pointer, message }));
    }
  });

  it('reads a path of 64 steps', () => {
    const longest = withValue(document, '/proof/0/path', Array(MAXIMUM_PATH_LENGTH).fill(HASH));

    expect(reread(longest).anchor.path).to.have.lengthOf(64);
  });
});

describe('credentialFrom', () => {
  it('refuses nothing at all', () => {
    expectRefusal(() => credentialFrom(undefined), {
      problem: 'NotObject',
      message: 'A credential is a JSON object; this is nothing.',
    });
  });
});

describe('anchorProofOf', () => {
  it('writes a proof that parseCredential reads back the same', () => {
    const fields = {
      issuer: ISSUER,
      root: HASH,
      index: 0,
      path: [HASH],
      disclosure: { seed: DIGEST, redactable: [] },
    } as const;
    const written = anchorProofOf({
      ...fields,
      path: [...fields.path],
      disclosure: { seed: DIGEST, redactable: [] },
      registry: { chainId: 1, address: REGISTRY },
    });
    const read = reread({ ...draftFor('Amina').document, proof: [written as unknown as JsonValue] });

    expect(read.anchor).to.eql(written);
    expect(written.verificationMethod).to.equal(verificationMethodOf(1, ISSUER));
    expect(written.verificationMethod).to.equal(`did:pkh:eip155:1:${ISSUER}`);
    expect(written.registry).to.equal(`eip155:1:${REGISTRY}`);
  });
});

describe('isDateTime', () => {
  const accepted = [
    '2026-09-01T00:00:00Z',
    '2024-02-29T23:59:59Z',
    '2000-02-29T00:00:00Z',
    '2026-12-31T23:59:59.999Z',
    '2026-09-01T00:00:00.123456789+05:30',
    '2026-09-01T00:00:00-00:00',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59+23:59',
  ];
  const refused = [
    ['2026-02-29T00:00:00Z', '1900-02-29T00:00:00Z', '2026-04-31T00:00:00Z', '2026-00-01T00:00:00Z'],
    ['2026-09-00T00:00:00Z', '2026-13-01T00:00:00Z', '2026-09-01T24:00:00Z', '2026-09-01T00:60:00Z'],
    ['2026-12-31T23:59:60Z', '2026-09-01T00:00:00', '2026-09-01', '2026-09-01T00:00Z', '2026-9-1T00:00:00Z'],
    ['2026-09-01t00:00:00z', '2026-09-01 00:00:00Z', '2026-09-01T00:00:00.Z', '2026-09-01T00:00:00+24:00'],
    ['+12026-09-01T00:00:00Z', ' 2026-09-01T00:00:00Z', '2026-09-01T00:00:00Z\n', '٢٠٢٦-09-01T00:00:00Z', ''],
  ].flat();

  for (const text of accepted) it(`accepts ${text}`, () => expect(isDateTime(text)).to.equal(true));
  for (const text of refused)
    it(`refuses ${JSON.stringify(text)}`, () => expect(isDateTime(text)).to.equal(false));

  it('accepts nothing that Date cannot read: no validity is ever compared with NaN', () => {
    const two = (maximum: number) => fc.nat(maximum).map((value) => String(value).padStart(2, '0'));
    const dateTimes = fc
      .tuple(
        fc.nat(9999),
        two(13),
        two(32),
        two(24),
        two(60),
        two(60),
        fc.stringMatching(/^(\.\d{1,20})?$/),
        fc.stringMatching(/^(Z|[+-]\d\d:\d\d)$/),
      )
      .map(
        ([year, month, day, hour, minute, second, fraction, zone]) =>
          `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`,
      );
    fc.assert(
      fc.property(dateTimes, (text) => {
        if (isDateTime(text)) expect(Date.parse(text), text).to.be.finite;
      }),
      { numRuns: 2000 },
    );
  });
});

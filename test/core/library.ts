import { readFileSync } from 'node:fs';
import { expect } from 'chai';

/** What others may rely on. A name that goes, or changes its meaning, breaks their programs: think twice. */
const SURFACE = {
  library: [
    'AnchorProof',
    'CHECK_IDS',
    'Check',
    'CheckId',
    'CheckStatus',
    'Component',
    'Deployment',
    'Disclosure',
    'FORMAT',
    'Fingerprint',
    'FormatError',
    'ParsedCredential',
    'Pathway',
    'PathwayReport',
    'PathwayVerification',
    'RootmarkError',
    'StatusList',
    'StatusListComparison',
    'StatusListSource',
    'VERDICTS',
    'Verdict',
    'VerificationContext',
    'VerificationResult',
    'Verifier',
    'bakeBadge',
    'checkPathway',
    'componentOf',
    'concealedCount',
    'createVerifier',
    'credentialSourceOf',
    'fingerprintOf',
    'fromSdJwt',
    'packCredential',
    'parseCredential',
    'parseDeployment',
    'parsePathway',
    'payloadOf',
    'readBakedBadge',
    'readStatusList',
    'redact',
    'redactablePointers',
    'statusListComparer',
    'unpackCredential',
    'verifyCredential',
    'verifyPathway',
    'verifySdJwt',
  ],
  libraryIssuing: [
    'BATCH_SECRET_BYTES',
    'Batch',
    'BatchStatus',
    'DraftCredential',
    'EUROPEAN_CONTEXT',
    'IssuerSigner',
    'PreparedDrafts',
    'RosterProblem',
    'SigningKey',
    'StatusListParameters',
    'Template',
    'anchorBatchData',
    'buildBatch',
    'europeanProfile',
    'generateSigningKey',
    'parseTemplate',
    'prepareDrafts',
    'readBatchStatus',
    'signCredential',
    'signerOf',
    'statusListCredentialOf',
    'toSdJwt',
    'withSigningKeys',
  ],
};

function sourceOf(module: string): string {
  return readFileSync(new URL(`../../src/${module}.ts`, import.meta.url), 'utf8');
}

/** The names that a surface exports, and the module that each comes from. */
function exportsOf(surface: string): { name: string; module: string }[] {
  const blocks = sourceOf(surface).matchAll(/^export (?:type )?\{([^}]*)\} from '#core\/(\w+)';$/gm);
  return [...blocks].flatMap(([, names = '', module = '']) =>
    names
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter((name) => name !== '')
      .map((name) => ({ name, module })),
  );
}

/** The comment that stands right before a declaration. */
function commentOf(name: string, module: string): string | undefined {
  const declaration = `export (?:async )?(?:function\\*?|const|class|interface|type) ${name}\\b`;
  // The nearest comment: none may begin between it and the declaration.
  const match = new RegExp(`/\\*\\*((?:(?!/\\*\\*)[\\s\\S])*?)\\*/\\n${declaration}`).exec(sourceOf(module));
  return match?.[1]?.trim();
}

for (const [surface, names] of Object.entries(SURFACE)) {
  describe(`the package’s ${surface}`, () => {
    it('exports these names and no others', () => {
      expect(
        exportsOf(surface)
          .map(({ name }) => name)
          .sort(),
      ).to.deep.equal([...names].sort());
    });

    it('has nothing that is not exported by name', () => {
      expect(sourceOf(surface)).not.to.match(/export \*|export default|export const|export function/);
    });

    for (const { name, module } of exportsOf(surface)) {
      it(`says what ${name} is`, () => {
        expect(commentOf(name, module), `a TSDoc comment on ${name} in src/${module}.ts`).to.match(/\w{3}/);
      });
    }
  });
}

import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { JsonValue } from '#core/json';
import { expectFault, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { unanchoredDocument, withoutValue, withValue } from '../../support/credentials.ts';

const document = unanchoredDocument();
const json = JSON.stringify(document);

/** The document with the value at a pointer replaced. */
function changed(pointer: string, value: JsonValue): string {
  return JSON.stringify(withValue(document, pointer, value));
}

/** Name → content, and the code that inspecting gives it. */
const MALFORMED: Record<string, [content: string | Uint8Array, code: string]> = {
  empty: ['', 'FormatNotJson'],
  blank: [' \n', 'FormatNotJson'],
  text: ['Amina Okonkwo,87\n', 'FormatNotJson'],
  picture: [
    Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk', 'base64'),
    'FormatPictureDamaged',
  ],
  page: ['<!DOCTYPE html><html><body>Sign in</body></html>', 'FormatNotPicture'],
  random: [Buffer.from(new Uint8Array(3000).map((_, at) => (at * 7919) % 253)), 'FormatNotUtf8'],
  zeros: [new Uint8Array(1000), 'FormatNotJson'],
  utf16: [Buffer.from(json, 'utf16le'), 'FormatNotJson'],
  halved: [json.slice(0, json.length / 2), 'FormatNotJson'],
  escapes: ['\u001b[2J\u001b[1;1H\u001b[32m✔ verified', 'FormatNotJson'],
  'too-large': [json.replace('{', `{${' '.repeat(1024 * 1024)}`), 'FormatTooLarge'],
  'much-too-large': [new Uint8Array(5 * 1024 * 1024).fill(0x20), 'FormatTooLarge'],
  'too-deep': [json.replace('{', `{"x":${'['.repeat(64)}${']'.repeat(64)},`), 'FormatTooDeep'],
  'far-too-deep': [`${'['.repeat(500_000)}${']'.repeat(500_000)}`, 'FormatTooDeep'],
  'member-twice': [json.replace('"name":', '"name":"Other","name":'), 'FormatDuplicateKey'],
  proto: [json.replace('{', '{"__proto__":{"polluted":true},'), 'FormatForbiddenKey'],
  reserved: [json.replace('{', '{"_sd":[],'), 'FormatForbiddenKey'],
  'large-number': [json.replace('{', '{"x":1e999,'), 'FormatInexactNumber'],
  'long-number': [json.replace('{', '{"x":12345678901234567890,'), 'FormatInexactNumber'],
  'not-a-number': [json.replace('{', '{"x":NaN,'), 'FormatNotJson'],
  'half-a-character': [json.replace('{', '{"x":"\\ud800",'), 'FormatLoneSurrogate'],
  list: [`[${json}]`, 'FormatNotObject'],
  number: ['5', 'FormatNotObject'],
  'other-json': ['{"name":"rootmark"}', 'FormatNotOpenBadge'],
  'no-proof': [JSON.stringify(withoutValue(document, '/proof')), 'FormatNoAnchorProof'],
  'proof-is-no-list': [changed('/proof', 'none'), 'FormatNoAnchorProof'],
  'other-proof': [changed('/proof', [{ type: 'DataIntegrityProof' }]), 'FormatNoAnchorProof'],
  'two-proofs': [
    changed('/proof', [...(document.proof as JsonValue[]), ...(document.proof as JsonValue[])]),
    'FormatManyAnchorProofs',
  ],
  'unknown-format': [changed('/proof/0/format', 'rootmark-v9'), 'FormatUnknownFormat'],
  'long-path': [changed('/proof/0/path', new Array(65).fill(`0x${'00'.repeat(32)}`)), 'FormatPathTooLong'],
  'negative-index': [changed('/proof/0/index', -1), 'FormatBadAnchorProof'],
  'index-as-text': [changed('/proof/0/index', '41'), 'FormatBadAnchorProof'],
  'other-issuer': [
    changed('/proof/0/issuer', '0x5FbDB2315678afecb367f032d93F642f64180aa3'),
    'FormatBadAnchorProof',
  ],
  'short-seed': [changed('/proof/0/disclosure/seed', 'AAAA'), 'FormatBadAnchorProof'],
  'pointer-to-nothing': [changed('/proof/0/disclosure/redactable', ['/evidence']), 'FormatPointerToNothing'],
  'hiding-the-issuer': [changed('/proof/0/disclosure/redactable', ['/issuer']), 'FormatNotRedactable'],
  'no-date': [changed('/validFrom', '2026-02-30T00:00:00Z'), 'FormatNotOpenBadge'],
};

interface Inspected {
  file: string;
  code?: string;
  error?: string;
}

describe('a malformed file', () => {
  const workspace = new Workspace();
  const files = Object.entries(MALFORMED).map(([name, [content]]) =>
    workspace.write(`files/${name}.json`, content),
  );
  after(() => workspace.remove());

  concurrently({
    'is invalid to verify, with a sentence of its own for each, and a code of its own to inspect':
      async () => {
        const [inspect, verify] = await Promise.all([
          workspace.json<{ results: Inspected[] }>('credential', 'inspect', ...files),
          workspace.json<{
            results: { verdict: string; headline: string; checks: { id: string; status: string }[] }[];
          }>(...['credential', 'verify', ...files]),
        ]);
        const codes = Object.keys(MALFORMED).map((name, at) => [name, inspect.document.results[at]?.code]);
        expect(Object.fromEntries(codes)).to.deep.equal(
          Object.fromEntries(Object.entries(MALFORMED).map(([name, [, code]]) => [name, code])),
        );
        for (const [at, { verdict, headline, checks }] of verify.document.results.entries()) {
          const name = files[at];
          expect(verdict, name).to.equal('invalid');
          expect(headline, name).to.match(
            /^(This file isn't a credential we can read|This image is cut or damaged)[.:] .+ Ask for the original[ .]/,
          );
          expect(headline, name).not.to.match(/[\p{Cc}]/u);
          expect(checks[0], name).to.include({ id: 'format', status: 'failed' });
          expect(
            checks.slice(1).every(({ status }) => status === 'skipped'),
            name,
          ).to.equal(true);
        }
        expect(verify.document.results).to.have.length(files.length);
        expect([inspect.exitCode, verify.exitCode]).to.deep.equal([9, 9]);
      },

    'cannot put anything on the terminal but its words': async () => {
      const file = workspace.path('files', 'escapes.json');
      const named = workspace.write('files-\u001b[31m\u202e.json', '{');
      const results = await Promise.all([
        workspace.run('credential', 'verify', file, named),
        workspace.run('credential', 'inspect', file, named),
        workspace.run('credential', 'redact', file, '--hide', '/x', '--output', 'out.json'),
        workspace.run('credential', 'redact', `${named}.`, '--hide', '/x', '--output', 'out.json'),
      ]);
      for (const { stdout, stderr } of results) expect(stdout + stderr).not.to.match(/(?!\n)[\p{Cc}\u202e]/u);
      expect(results[0]?.stdout).to.include('files-\\u{1b}[31m\\u{202e}.json\n');
      expect(results[1]?.stdout).not.to.match(/^✔/m);
    },

    'cannot be redacted': async () => {
      const names = ['empty', 'random', 'too-large', 'far-too-deep', 'member-twice', 'pointer-to-nothing'];
      const results = await Promise.all(
        names.map((name) =>
          workspace.run(
            ...['credential', 'redact', workspace.path('files', `${name}.json`)],
            ...['--hide', '/credentialSubject/result', '--output', workspace.path(`${name}.out.json`)],
          ),
        ),
      );
      for (const result of results)
        expectFault(result, 3, /^[^\n]+\.\nAsk for the original \.json file\.\n$/);
      expect(workspace.list().filter((name) => name.endsWith('.out.json'))).to.deep.equal([]);
    },

    'may be no file at all: folders, links to nothing, links to themselves, pipes and devices': async () => {
      mkdirSync(workspace.path('odd', 'folder.json'), { recursive: true });
      symlinkSync('nowhere', workspace.path('odd', 'nowhere.json'));
      symlinkSync('loop.json', workspace.path('odd', 'loop.json'));
      symlinkSync('/dev/zero', workspace.path('odd', 'endless.json'));
      symlinkSync('/dev/null', workspace.path('odd', 'null.json'));
      const [verify, inspect] = await Promise.all([
        workspace.json<{ results: { file: string; verdict: string }[] }>(
          'credential',
          'verify',
          workspace.path('odd'),
        ),
        workspace.json<{ results: Inspected[] }>('credential', 'inspect', workspace.path('odd')),
      ]);
      expect(
        verify.document.results.map(({ file, verdict }) => [file.split('/').pop(), verdict]),
      ).to.deep.equal([
        ['endless.json', 'invalid'],
        ['loop.json', 'unchecked'],
        ['nowhere.json', 'unchecked'],
        ['null.json', 'invalid'],
      ]);
      expect(inspect.document.results.map(({ code }) => code)).to.deep.equal([
        'FormatTooLarge',
        'FileFault',
        'FileFault',
        'FormatNotJson',
      ]);
      expect([verify.exitCode, inspect.exitCode]).to.deep.equal([9, 9]);
    },

    'may come through a pipe': async () => {
      const file = workspace.write('piped.json', '{}');
      const shell =
        '"$0" node_modules/hardhat/dist/src/cli.js credential inspect <(cat "$1") --json; test $? = 9';
      const { stdout } = await promisify(execFile)('bash', ['-c', shell, process.execPath, file]);
      expect(JSON.parse(stdout).results[0]).to.include({ code: 'FormatNotOpenBadge' });
    },
  });
});

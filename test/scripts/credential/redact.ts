import { statSync } from 'node:fs';
import { expect } from 'chai';
import { createIssuerSite } from '../../../scripts/start/issuerSite.ts';
import { listen } from '../../../scripts/start/ports.ts';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, issue, REDACTABLE } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';

const [NAME, EMAIL, RESULT] = REDACTABLE as [string, string, string];

describe('credential redact', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let file: string;
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    const did = `did:web:localhost%3A${await listen(site.server, 0, 'the issuer’s web site', '')}`;
    site.publish(did, { chainId: 31337, address: await registerIssuer(chain, 0, did) });
    await issue(workspace, 'tea', [AMINA]);
    file = workspace.path('tea', 'credentials', 'Amina-Okonkwo.json');
  });
  after(async () => {
    site.server.closeAllConnections();
    site.server.close();
    workspace.remove();
    await chain.close();
  });

  function redact(from: string, to: string, ...pointers: string[]) {
    return workspace.run(
      ...['credential', 'redact', from, '--hide', pointers.join(','), '--output', workspace.path(to)],
    );
  }

  async function expectVerified(name: string, redacted: { concealed: number }): Promise<void> {
    const [verify, inspect] = await Promise.all([
      workspace.json<{ results: [{ verdict: string; checks: { id: string; message: string }[] }] }>(
        ...['credential', 'verify', workspace.path(name)],
      ),
      workspace.json<{ results: object[] }>('credential', 'inspect', workspace.path(name), file),
    ]);
    const [{ verdict, checks }] = verify.document.results;
    expect(verdict).to.equal('verified');
    const details = redacted.concealed === 1 ? '1 detail' : `${redacted.concealed} details`;
    expect(checks.find(({ id }) => id === 'integrity')?.message).to.equal(
      `The holder chose to hide ${details}. What you see is exactly what was issued.`,
    );
    const [copy, original] = inspect.document.results as [
      { payloadHash: string; redacted: boolean; concealed: number },
      { payloadHash: string },
    ];
    expect(copy).to.include({ ...redacted, redacted: true, payloadHash: original.payloadHash });
  }

  concurrently({
    'writes a copy that hides claims, and the seed with them, and still verifies': async () => {
      const result = await redact(file, 'hidden.json', EMAIL, RESULT);
      expect(result).to.deep.equal({
        exitCode: 0,
        stdout: `Wrote ${workspace.path('hidden.json')} with 2 claims hidden. It verifies as the original does.\n`,
        stderr: '',
      });
      const text = workspace.read('hidden.json');
      const original = workspace.read('tea', 'credentials', 'Amina-Okonkwo.json');
      const { seed } = JSON.parse(original).proof[0].disclosure;
      const [, { identityHash, salt }] = JSON.parse(original).credentialSubject.identifier;
      for (const hidden of [seed, identityHash, salt, '"87"', 'emailAddress'])
        expect([original.includes(hidden), text.includes(hidden)], hidden).to.deep.equal([true, false]);
      expect(text).to.include('Amina Okonkwo');
      expect((statSync(workspace.path('hidden.json')).mode & 0o777).toString(8)).to.equal('600');
      await expectVerified('hidden.json', { concealed: 2 });
    },

    'redacts a redacted copy further, and never less': async () => {
      await redact(file, 'first.json', RESULT);
      const { document } = await workspace.json<object>(
        ...['credential', 'redact', workspace.path('first.json')],
        ...['--hide', ` ${NAME} , ${NAME}`, '--output', workspace.path('second.json')],
      );
      expect(document).to.deep.equal({ file: workspace.path('second.json'), hidden: [NAME], shown: [EMAIL] });
      expect(workspace.read('second.json')).not.to.include('Amina');
      await expectVerified('second.json', { concealed: 2 });

      expectFault(
        await redact(workspace.path('second.json'), 'third.json', NAME),
        3,
        `“${NAME}” cannot be hidden in this credential. What can be hidden: ${EMAIL}.\nAsk for the original .json file.\n`,
      );
    },

    'drops the signature over the full credential, and says so': async () => {
      const document = JSON.parse(workspace.read('tea', 'credentials', 'Amina-Okonkwo.json'));
      document.proof.unshift({
        type: 'DataIntegrityProof',
        cryptosuite: 'eddsa-rdfc-2022',
        proofValue: 'z58',
      });
      const signed = workspace.write('signed.json', JSON.stringify(document));
      const { stderr, exitCode } = await redact(signed, 'unsigned.json', RESULT);
      expect(stderr).to.equal(
        'The issuer’s signature signs the full credential, so the copy goes without it; the anchor proof stays.\n',
      );
      expect(exitCode).to.equal(0);
      expect(JSON.parse(workspace.read('unsigned.json')).proof).to.have.length(1);
      await expectVerified('unsigned.json', { concealed: 1 });
    },

    'refuses to hide what every reader needs, what is not there and what is no pointer': async () => {
      const choices = `What can be hidden: ${[...REDACTABLE].sort().join(', ')}.`;
      for (const pointer of [
        '/issuer',
        '/validUntil',
        '/credentialSubject',
        '/evidence',
        'name',
        '__proto__',
      ]) {
        expectFault(
          await redact(file, 'refused.json', RESULT, pointer),
          3,
          `“${pointer}” cannot be hidden in this credential. ${choices}\nAsk for the original .json file.\n`,
        );
      }
      expect(workspace.list()).not.to.include('refused.json');
    },

    'says what is missing, and what could be hidden': async () => {
      const choices = `What can be hidden: ${REDACTABLE.join(', ')}.\n`;
      const words = ['credential', 'redact', file];
      const [nothing, noHide, noOutput] = await Promise.all([
        workspace.run('credential', 'redact'),
        workspace.run(...words, '--output', workspace.path('missing.json')),
        workspace.run(...words, '--hide', RESULT),
      ]);
      expectFault(nothing, 2, 'No file is named.\nName the credential to redact.\n');
      expectFault(noHide, 2, `--hide is missing.\n${choices}`);
      expectFault(noOutput, 2, `--output is missing.\n${choices}`);
    },

    'writes over nothing, and only where it can': async () => {
      const taken = workspace.write('taken.json', 'mine');
      expectFault(
        await redact(file, 'taken.json', RESULT),
        3,
        `${taken} exists already.\nName another file with --output.\n`,
      );
      expect(workspace.read('taken.json')).to.equal('mine');
      expectFault(
        await redact(file, 'no/such/folder.json', RESULT),
        3,
        `There is no folder ${workspace.path('no/such')}.\nMake it first.\n`,
      );
      expectFault(
        await redact(file, 'taken.json/out.json', RESULT),
        3,
        `A folder is needed, and a file is in its place: ${workspace.path('taken.json/out.json')}.\nChoose another place.\n`,
      );
    },

    'refuses what was altered, and what is no file': async () => {
      const altered = workspace.write(
        'altered.json',
        workspace.read('tea', 'credentials', 'Amina-Okonkwo.json').replace('"87"', '"99"'),
      );
      expectFault(
        await redact(altered, 'refused.json', NAME),
        3,
        `${altered} was altered after it was issued.\nRedact the original.\n`,
      );
      expectFault(
        await redact(workspace.path('none.json'), 'refused.json', NAME),
        3,
        `There is no file ${workspace.path('none.json')}.\nCheck the path.\n`,
      );
      expectFault(
        await redact(workspace.path('tea'), 'refused.json', NAME),
        3,
        `${workspace.path('tea')} is a folder, not a file.\nName a file.\n`,
      );
      expect(workspace.list()).not.to.include('refused.json');
    },
  });
});

import { expect } from 'chai';
import { bakeBadge } from '#core/bakedBadge';
import { createIssuerSite } from '../../../scripts/start/issuerSite.ts';
import { listen } from '../../../scripts/start/ports.ts';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, BEN, issue } from '../../support/commandFiles.ts';
import { Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { pngPicture, pngWith, SVG_PICTURE, textData } from '../../support/pictures.ts';

const SVG = Buffer.from(SVG_PICTURE);
const STRIPPED =
  'This image no longer contains its credential; some apps remove it when re-saving. Ask for the original.';

describe('badge pictures', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  let amina: string;
  let ben: string;
  let host: string;
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    const port = await listen(site.server, 0, 'the issuer’s web site', '');
    host = `localhost:${port}`;
    const did = `did:web:localhost%3A${port}`;
    site.publish(did, { chainId: 31337, address: await registerIssuer(chain, 0, did) });
    await issue(workspace, 'tea', [AMINA, BEN]);
    [amina, ben] = ['Amina-Okonkwo', 'Ben-Ito'].map((name) =>
      workspace.read('tea', 'credentials', `${name}.json`),
    ) as [string, string];
    workspace.write('badges/amina.png', bakeBadge(pngPicture(), amina));
    workspace.write('badges/deep/ben.SVG', bakeBadge(SVG, ben));
    workspace.write('badges/changed.png', bakeBadge(pngPicture(), amina.replace('"87"', '"99"')));
    workspace.write('badges/stripped.png', pngPicture());
    workspace.write('badges/stripped.svg', SVG);
    workspace.write('badges/token.png', pngWith(['iTXt', textData('eyJ.eyJ.c2ln')]));
    workspace.write('badges/large.svg', Buffer.concat([SVG, Buffer.alloc(9 * 1024 * 1024, 0x20)]));
    // Larger than a credential may be: a picture may.
    workspace.write('badges/photo.svg', bakeBadge(Buffer.concat([SVG, Buffer.alloc(2_000_000, 0x20)]), ben));
    workspace.write('badges/notes.txt', 'not looked at');
  });
  after(async () => {
    site.server.closeAllConnections();
    site.server.close();
    workspace.remove();
    await chain.close();
  });

  concurrently({
    'are verified by the credential in them, by themselves and in folders': async () => {
      const { document, exitCode } = await workspace.json<{
        results: { file: string; verdict: string; headline: string; checks: { status: string }[] }[];
      }>('credential', 'verify', workspace.path('badges'));
      const verdicts = document.results.map(({ file, verdict, headline }) => [
        file.slice(workspace.path('badges').length + 1),
        verdict,
        headline.replace(/ on \d.*/, ''),
      ]);
      const issued = `Lakeside Polytechnic (${host}) issued this to`;
      expect(verdicts).to.deep.equal([
        ['amina.png', 'verified', `${issued} Amina Okonkwo`],
        [
          'changed.png',
          'invalid',
          'Not valid. It was altered after it was issued, so nothing in it can be relied on.',
        ],
        ['deep/ben.SVG', 'verified', `${issued} Ben Ito`],
        [
          'large.svg',
          'invalid',
          'This image is larger than 8 MiB, the most that a badge may be. Ask for the original.',
        ],
        ['photo.svg', 'verified', `${issued} Ben Ito`],
        ['stripped.png', 'invalid', STRIPPED],
        ['stripped.svg', 'invalid', STRIPPED],
        [
          'token.png',
          'invalid',
          "This image carries a credential that is a signed token (JWT), which is of another kind and can't be read here. Check it with a program for that kind.",
        ],
      ]);
      expect(document.results[5]?.checks.map(({ status }) => status)).to.deep.equal([
        'failed',
        ...new Array(10).fill('skipped'),
      ]);
      expect(exitCode).to.equal(9);
    },

    'are inspected as the file that was baked in': async () => {
      const { document } = await workspace.json<{ results: Record<string, unknown>[] }>(
        ...['credential', 'inspect', workspace.path('badges', 'amina.png')],
        ...[workspace.path('tea', 'credentials', 'Amina-Okonkwo.json')],
        workspace.path('badges', 'stripped.png'),
      );
      const [picture, file, stripped] = document.results.map(({ file: _, ...rest }) => rest);
      expect(picture).to.deep.equal(file);
      expect(picture).to.include({ matches: true, format: 'rootmark-v1' });
      expect(stripped).to.deep.equal({
        error: STRIPPED.replace(' Ask for the original.', ''),
        code: 'FormatPictureStripped',
      });
    },

    'are redacted to a file': async () => {
      const target = workspace.path('redacted.json');
      const { exitCode } = await workspace.run(
        ...['credential', 'redact', workspace.path('badges', 'amina.png')],
        ...['--hide', '/credentialSubject/result', '--output', target],
      );
      expect(exitCode).to.equal(0);
      const { result, ...rest } = JSON.parse(amina).credentialSubject;
      expect(result).to.have.length(1);
      expect(JSON.parse(workspace.read('redacted.json')).credentialSubject).to.deep.equal(rest);
    },
  });
});

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { rosterOptions } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';

const TEMPLATE = 'samples/certificate/template.json';
const COLUMNS = 'name,email,started_on,finished_on,awarded_on,ects,mark';
const AMINA = 'Amina Okonkwo,amina@example.org,2026-03-02,2026-05-15,2026-05-29,4,67';

describe('credential issue --profile eu', () => {
  let chain: CommandChain;
  let workspace: Workspace;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    await registerIssuer(chain, 0);
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  function issue(out: string, ...files: string[]) {
    const rest = ['--profile', 'eu', '--out', workspace.path(out), '--yes'];
    return workspace.run('credential', 'issue', ...files, ...rest);
  }

  it('issues what has all the elements', async () => {
    const roster = workspace.write('roster.csv', `${COLUMNS}\n${AMINA}\n`);
    const { exitCode, stderr } = await issue('whole', '--roster', roster, '--template', TEMPLATE);
    expect(exitCode, stderr).to.equal(0);
    expect(workspace.list('whole', 'credentials')).to.deep.equal(['Amina-Okonkwo.json']);
  });

  it('issues nothing when one row leaves an element blank', async () => {
    const template = JSON.parse(readFileSync(TEMPLATE, 'utf8'));
    template.credentialSubject.achievement.participationForm = '{{form?}}';
    const roster = workspace.write(
      'roster.csv',
      `${COLUMNS},form\n${AMINA},online\n${AMINA.replaceAll(/Amina|amina/g, 'Ben')},\n`,
    );
    const written = workspace.write('template.json', JSON.stringify(template));
    const { exitCode, stdout } = await issue('lacking', '--roster', roster, '--template', written);
    expect(stdout).to.equal(
      'Row 3, column “form”: the form of participation is missing, element 10 of the 11 of a European micro-credential; “/credentialSubject/achievement/participationForm” needs text.\n1 problem in 2 rows. Nothing was issued.\n',
    );
    expect(exitCode).to.equal(3);
    expect(workspace.list()).not.to.include('lacking');
  });

  it('issues nothing from a template that has no place for an element', async () => {
    const result = await issue('other', ...rosterOptions(workspace));
    expectFault(
      result,
      3,
      /^The template is not that of a European micro-credential\. It lacks the country of the issuer/,
    );
    expect(workspace.list()).not.to.include('other');
  });
});

import { expect } from 'chai';
import type { JsonObject } from '#core/json';
import { checkPathway } from '#core/pathwayCheck';
import { componentCells, componentColumns, withComponents } from '#core/pathwayTemplate';
import { parseTemplate } from '#core/template';
import { expectFault } from '../support/errors.ts';
import { pathwayOf, requirement } from '../support/pathways.ts';
import { draftOf, templateJson } from '../support/templates.ts';

const PATHWAY = pathwayOf(requirement('daf'), {
  title: 'One of two',
  count: 1,
  anyOf: [requirement('sql'), requirement('web')],
});

function composed(members: JsonObject = {}): JsonObject {
  const document = templateJson(members);
  return withComponents(document, parseTemplate(JSON.stringify(document)), PATHWAY);
}

describe('withComponents', () => {
  it('adds one evidence for each component, behind what the template has', () => {
    const own = { id: 'https://lakeside.example/rules', type: ['Evidence'] };
    const { evidence } = composed({ evidence: [own] });

    expect(evidence).to.eql([
      own,
      ...[1, 2].map((number) => ({
        id: `{{pathway component ${number}}}`,
        type: ['Evidence'],
        name: `{{pathway component ${number} title}}`,
        genre: 'Component credential',
      })),
    ]);
  });

  it('gives a template that is filled from the columns, and cannot be filled without them', () => {
    const template = parseTemplate(JSON.stringify(composed()));
    const columns = componentColumns(PATHWAY);
    expect(
      template.columns.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    ).to.include.members(columns);
    const cells = Object.fromEntries(
      columns.map((name) => [name, name.endsWith('title') ? name : 'urn:x:1']),
    );
    const { document } = draftOf(template, { name: 'Amina Okonkwo', ...cells });
    expect((document.evidence as JsonObject[])[0]).to.include({
      id: 'urn:x:1',
      name: 'pathway component 1 title',
    });
  });

  for (const pointer of ['/evidence', '/evidence/0', '/evidence/0/name']) {
    it(`refuses a template in which ${pointer} can be hidden`, () => {
      const evidence = [{ id: 'https://lakeside.example/rules', type: ['Evidence'], name: 'Rules' }];
      expectFault(() => composed({ evidence, redactable: [pointer] }), {
        kind: 'input',
        code: 'TemplateRedactable',
        message: `The template’s “${pointer}” could be hidden, and with it what the credential is built on.`,
      });
    });
  }
});

describe('componentCells', () => {
  it('never names a component that is not there', () => {
    const report = checkPathway(PATHWAY, [], { now: 0 });
    expect(() => componentCells(report)).to.throw('a requirement is met by no component');
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '#core/json';
import { checkPathway } from '#core/pathwayCheck';
import { type Component, isOfAchievement } from '#core/pathwayComponent';
import type { Requirement } from '#core/pathwayFile';
import { outcomeOf, withComponentWorld } from '../support/pathwayComponents.ts';
import { componentsOf, pathwayOf, requirement } from '../support/pathways.ts';
import { contextOf, NOW } from '../support/world.ts';

describe('checkPathway', () => {
  const { world, host, file, check } = withComponentWorld();

  describe('of one component for two requirements', () => {
    const byName = requirement('any', { title: 'By name', achievement: { name: 'DAF' } });

    it('counts it once', async () => {
      const report = await check([requirement('daf'), byName], ['daf']);
      expect(outcomeOf(report)).to.eql(['unmet', 'met ComponentMet', 'unmet ComponentTaken', 'same']);
    });

    it('counts an achievement once that was issued twice, or handed in twice', async () => {
      expect((await check([requirement('daf'), byName], ['daf', 'again'])).status).to.equal('unmet');
      expect((await check([requirement('daf'), byName], ['daf', 'daf'])).status).to.equal('unmet');
    });

    it('meets as many requirements as any way of handing the components out would', async () => {
      const [verified] = await componentsOf([file('daf')], contextOf(world(), host()));
      if (verified === undefined) throw new Error('no component');
      const component = (id: number, name: number): Component => {
        const credential = structuredClone(verified.credential);
        const subject = credential.document.credentialSubject as { achievement: JsonObject };
        Object.assign(subject.achievement, { id: `id ${id}`, name: `name ${name}` });
        return { ...verified, credential, achievementKey: `id ${id}` };
      };
      const wish = fc.oneof(
        fc.record({ id: fc.nat(4).map((id) => `id ${id}`) }),
        fc.record({ name: fc.nat(2).map((name) => `name ${name}`) }),
      );
      fc.assert(
        fc.property(
          fc.uniqueArray(fc.record({ id: fc.nat(4), name: fc.nat(2) }), {
            maxLength: 5,
            selector: ({ id }) => id,
          }),
          fc.uniqueArray(wish, {
            minLength: 1,
            maxLength: 6,
            selector: (achievement) => JSON.stringify(achievement),
          }),
          (files, wishes) => {
            const pathway = pathwayOf(...wishes.map((achievement) => requirement('any', { achievement })));
            const components = files.map(({ id, name }) => component(id, name));
            const { steps } = checkPathway(pathway, components, { now: NOW });
            const met = steps.filter(({ status }) => status === 'met').length;
            expect(met).to.equal(mostMet(pathway.requirements as Requirement[], components));
          },
        ),
        { numRuns: 200 },
      );
    });

    it('gives it to whichever leaves the other one met', async () => {
      const anything = requirement('any', {
        achievement: { name: 'SQL' },
        issuer: { id: 'did:web:lakeside.example' },
      });
      const report = await check(
        [{ title: 'One of two', count: 1, anyOf: [anything, byName] }, requirement('sql')],
        ['sql', 'daf'],
      );
      expect(outcomeOf(report).slice(0, 3)).to.eql(['met', 'met AlternativesMet', 'met ComponentMet']);
    });
  });

  describe('of alternatives', () => {
    const two = (...names: string[]) => ({
      title: 'Two of these',
      count: 2,
      anyOf: names.map((name) => requirement(name)),
    });

    it('is met by as many as are wanted', async () => {
      const report = await check([two('daf', 'sql', 'web')], ['daf', 'sql']);
      expect(report.status).to.equal('met');
      expect(report.steps[0]?.message).to.equal('2 of these are met, 2 are wanted.');
    });

    it('is not met by fewer, and cannot tell where too many cannot be told', async () => {
      expect((await check([two('daf', 'sql', 'web')], ['daf', 'expired'])).status).to.equal('unmet');
      const steps = [
        {
          title: 'Two',
          count: 2,
          anyOf: [requirement('daf'), requirement('old', { notOlderThan: 'P5Y' }), requirement('web')],
        },
      ];
      const report = await check(steps, ['daf', 'old'], { hide: { old: ['/awardedDate'] } });
      expect(outcomeOf(report).slice(0, 2)).to.eql(['unknown', 'unknown AlternativesUnmet']);
    });
  });
});

/** How many requirements can be met at most, found by trying everything. */
function mostMet([first, ...rest]: readonly Requirement[], components: readonly Component[]): number {
  if (first === undefined) return 0;
  const counts = components
    .filter((component) => isOfAchievement(component, first))
    .map(
      (component) =>
        1 +
        mostMet(
          rest,
          components.filter((other) => other !== component),
        ),
    );
  return Math.max(mostMet(rest, components), ...counts);
}

import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '#core/json';
import { compareResult } from '#core/pathwayResult';
import { componentDraft, FINAL_MARK, fileOfDraft } from '../support/pathways.ts';

const RESULT = '/credentialSubject/result';
const result = (value: string, changes: JsonObject = {}): JsonObject => ({
  type: ['Result'],
  resultDescription: FINAL_MARK,
  value,
  ...changes,
});

function compare(
  results: JsonObject[],
  { hide = [], redactable = hide, of }: { hide?: string[]; redactable?: string[]; of?: string } = {},
) {
  const file = fileOfDraft(componentDraft({ results, redactable }), hide);
  return compareResult(file, of === undefined ? { value: 60 } : { value: 60, of });
}

describe('compareResult', () => {
  it('takes what is as high as wanted, by whatever the description is named', () => {
    for (const of of [undefined, FINAL_MARK, 'Final mark'])
      expect(compare([result('60')], of === undefined ? {} : { of })).to.eql({ kind: 'enough' });
    expect(compare([result('59.9')])).to.eql({ kind: 'low', value: '59.9' });
  });

  for (const value of ['A', '87%', '1e9', '0x99', ' ', '87,5', '٨٧']) {
    it(`does not take “${value}” for a number`, () => {
      expect(compare([result(value)])).to.eql({ kind: 'notANumber', value });
    });
  }

  it('does not take a result that is not completed', () => {
    expect(compare([result('90', { status: 'Failed' })])).to.eql({ kind: 'notCompleted', value: 'Failed' });
    expect(compare([result('90', { status: 'Completed' })])).to.eql({ kind: 'enough' });
  });

  it('takes the best of several for the same description', () => {
    expect(compare([result('40'), result('80')], { of: 'Final mark' })).to.eql({ kind: 'enough' });
  });

  it('says that there is none', () => {
    expect(compare([])).to.eql({ kind: 'missing' });
    expect(compare([result('90')], { of: 'Oral examination' })).to.eql({ kind: 'missing' });
    expect(compare([{ type: ['Result'], achievedLevel: 'urn:level:1' }])).to.eql({ kind: 'missing' });
  });

  describe('never takes what hiding leaves for what was there', () => {
    it('when the first result is hidden and another moves up', () => {
      expect(compare([result('40'), result('90')], { hide: [`${RESULT}/0`] })).to.eql({ kind: 'hidden' });
    });

    it('when all results are hidden, one by one or together', () => {
      expect(compare([result('90')], { hide: [`${RESULT}/0`] })).to.eql({ kind: 'hidden' });
      expect(compare([result('90')], { hide: [RESULT] })).to.eql({ kind: 'hidden' });
      expect(compare([result('90')], { hide: [RESULT], of: 'Final mark' })).to.eql({ kind: 'hidden' });
      expect(compare([result('90')], { hide: [`${RESULT}/0`], of: 'Final mark' })).to.eql({ kind: 'hidden' });
    });

    it('when the value, the status or the description of a result is hidden', () => {
      expect(compare([result('90')], { hide: [`${RESULT}/0/value`] })).to.eql({ kind: 'hidden' });
      expect(compare([result('90', { status: 'Failed' })], { hide: [`${RESULT}/0/status`] })).to.eql({
        kind: 'hidden',
      });
      expect(compare([result('90')], { hide: [`${RESULT}/0/resultDescription`], of: 'Final mark' })).to.eql({
        kind: 'hidden',
      });
    });

    it('when the status of a result behind a hidden one is hidden', () => {
      const hide = [`${RESULT}/0`, `${RESULT}/1/status`];
      const results = [result('10'), result('90', { status: 'Failed' })];
      expect(compare(results, { hide, of: 'Final mark' })).to.eql({ kind: 'hidden' });
    });

    it('when the list that names the descriptions is hidden', () => {
      const hide = ['/credentialSubject/achievement/resultDescription'];
      expect(compare([result('90')], { hide, of: 'Final mark' })).to.eql({ kind: 'hidden' });
      expect(compare([result('90')], { hide, of: FINAL_MARK })).to.eql({ kind: 'enough' });
    });
  });

  it('is not kept from judging by what is hidden elsewhere', () => {
    const hide = ['/credentialSubject/identifier/0', '/awardedDate', `${RESULT}/1`];
    expect(compare([result('90'), result('10')], { hide })).to.eql({ kind: 'enough' });
  });

  it('never takes a redacted file for enough whose full file is not', function () {
    this.timeout(20_000);
    const anyResult = fc.record({
      value: fc.constantFrom('10', '59.9', '60', '90', 'A'),
      status: fc.constantFrom('Completed', 'Failed', null),
      isDescribed: fc.boolean(),
    });
    const anyOf = fc.constantFrom(undefined, 'Final mark', FINAL_MARK);
    fc.assert(
      fc.property(
        fc.array(anyResult, { minLength: 1, maxLength: 4 }),
        anyOf,
        fc.infiniteStream(fc.nat()),
        (kinds, of, choices) => {
          const results = kinds.map(({ value, status, isDescribed }) => ({
            type: ['Result'],
            value,
            ...(status === null ? {} : { status }),
            ...(isDescribed ? { resultDescription: FINAL_MARK } : {}),
          }));
          const hide = results.flatMap((one, index) => hideable(one, index, choices.next().value));
          const whole = compare(results, { redactable: hide, ...(of === undefined ? {} : { of }) });
          fc.pre(whole.kind !== 'enough');
          const file = fileOfDraft(componentDraft({ results, redactable: hide }), hide);
          const minimum = of === undefined ? { value: 60 } : { value: 60, of };
          expect(compareResult(file, minimum).kind).not.to.equal('enough');
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** What is hidden of a result: nothing, all of it, or one of its members. */
function hideable(result: JsonObject, index: number, choice: number): string[] {
  const place = `${RESULT}/${index}`;
  const members = Object.keys(result).filter((member) => member !== 'type');
  const options = [[], [place], ...members.map((member) => [`${place}/${member}`])];
  return options[choice % options.length] ?? [];
}

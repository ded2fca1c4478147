import { expect } from 'chai';
import { FormatError, type FormatProblem, RootmarkError } from '#core/errors';

/** Runs what must be refused, and asserts the problem, the place and the message of the refusal. */
export function expectRefusal(
  run: () => unknown,
  expected: { problem: FormatProblem; pointer?: string; message?: string | RegExp },
): void {
  const error = errorOf(run);
  expect(error).to.be.instanceOf(FormatError);
  const { problem, pointer, message } = error as FormatError;
  expect({ problem, pointer }, message).to.eql({
    problem: expected.problem,
    pointer: expected.pointer ?? '',
  });
  if (typeof expected.message === 'string') expect(message).to.equal(expected.message);
  if (expected.message instanceof RegExp) expect(message).to.match(expected.message);
}

/** Runs what must fail, and asserts kind, code and message of the fault. */
export function expectFault(
  run: () => unknown,
  expected: Pick<RootmarkError, 'kind' | 'code' | 'message'>,
): void {
  const error = errorOf(run);
  expect(error).to.be.instanceOf(RootmarkError);
  const { kind, code, message } = error as RootmarkError;
  expect({ kind, code, message }).to.eql(expected);
}

/** Like {@link expectFault}, for what fails later. */
export async function expectRejection(
  promise: Promise<unknown>,
  expected: Pick<RootmarkError, 'kind' | 'code' | 'message'>,
): Promise<void> {
  const error = await promise.then(
    () => expect.fail('nothing was thrown'),
    (reason: unknown) => reason,
  );
  expectFault(() => {
    throw error;
  }, expected);
}

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.fail('nothing was thrown');
}

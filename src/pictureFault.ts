import { FormatError, type FormatProblem } from '#core/errors';

/** A fault of a badge picture; unless something else helps, the original does. */
export function pictureFault(
  problem: FormatProblem,
  headline: string,
  advice = 'Ask for the original.',
): FormatError {
  return new FormatError(problem, headline, '', advice);
}

/** The fault of a picture that is not as PNG or SVG has it. */
export function pictureDamaged(what: string): FormatError {
  return pictureFault('PictureDamaged', `This image is cut or damaged: ${what}.`);
}

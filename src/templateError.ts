import { RootmarkError } from '#core/errors';

/** A fault of the template at a place in it. */
export function templateError(code: string, pointer: string, what: string, advice: string): RootmarkError {
  const place = pointer === '' ? 'The template' : `The template’s “${pointer}”`;
  return new RootmarkError('input', code, `${place} ${what}.`, advice);
}

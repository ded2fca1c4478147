import { BaseError } from 'viem';
import { plainText } from '#core/describe';
import { FormatError, messageOf, RootmarkError } from '#core/errors';

/** What the operating system refuses, in words, and what to do. `EEXIST` comes from making folders only. */
const SYSTEM_FAULTS: Record<string, (path: string) => [headline: string, advice: string]> = {
  EACCES: (path) => [
    `You have no permission for ${path}.`,
    'Choose another place, or change its permissions.',
  ],
  EPERM: (path) => [
    `You have no permission for ${path}.`,
    'Choose another place, or change its permissions.',
  ],
  EROFS: (path) => [`${path} is on a file system that cannot be written to.`, 'Choose another place.'],
  ENOSPC: (path) => [`The disk is full: ${path} could not be written.`, 'Make room, then try again.'],
  EDQUOT: (path) => [
    `Your part of the disk is full: ${path} could not be written.`,
    'Make room, then try again.',
  ],
  ENOTDIR: (path) => [`A folder is needed, and a file is in its place: ${path}.`, 'Choose another place.'],
  EEXIST: (path) => [`A folder is needed, and a file is in its place: ${path}.`, 'Choose another place.'],
  EISDIR: (path) => [`${path} is a folder, not a file.`, 'Name a file.'],
  ENOENT: (path) => [`There is no ${path}.`, 'Check the path.'],
  ENAMETOOLONG: (path) => [`The name ${path} is too long.`, 'Choose a shorter one.'],
  ELOOP: (path) => [`${path} is a link that leads to itself.`, 'Choose another place.'],
};

interface SystemError extends Error {
  code: string;
  syscall: string;
  path?: string;
  dest?: string;
}

/** Turns what the operating system or a chain refused into a fault with a sentence; null for anything else, which is a bug. */
export function faultOf(error: unknown): RootmarkError | null {
  if (error instanceof FormatError) return inOneLine(error);
  if (error instanceof RootmarkError) return error;
  if (isSystemError(error)) return systemFault(error);
  if (error instanceof BaseError) {
    return new RootmarkError(
      'network',
      'ChainUnreachable',
      `No proper answer from the chain: ${messageOf(error)}`,
      'Try again in a minute.',
      { cause: error },
    );
  }
  return null;
}

/** What is wrong with a file is told with words of the file itself, which may hold line breaks and worse. */
export function inOneLine(error: RootmarkError): RootmarkError {
  const { kind, code, message, advice } = error;
  return new RootmarkError(kind, code, plainText(message, 300), advice, { cause: error });
}

/** Whether the operating system refused something. */
export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

function systemFault(error: SystemError): RootmarkError {
  const path = error.dest ?? error.path;
  const told = path === undefined ? undefined : SYSTEM_FAULTS[error.code]?.(path);
  const [headline, advice] = told ?? [
    `The operating system refused: ${error.message}`,
    'Mend that, then try again.',
  ];
  return new RootmarkError('input', 'FileFault', headline, advice, { cause: error });
}

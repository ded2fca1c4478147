import { createServer, type Server } from 'node:http';
import { RootmarkError } from '#core/errors';

/** Where everything listens: this machine only. */
export const HOST = '127.0.0.1';

/**
 * Makes a server listen on a port of this machine; port 0 means any free one.
 *
 * @returns the port.
 * @throws RootmarkError `PortInUse` saying how to choose another.
 */
export async function listen(
  server: Server,
  port: number,
  what: string,
  howToChange: string,
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portFault(error, port, what, howToChange)));
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** Finds out whether a port is free, or takes any free one for 0. @throws RootmarkError `PortInUse`. */
export async function reservePort(port: number, what: string, howToChange: string): Promise<number> {
  const probe = createServer();
  const found = await listen(probe, port, what, howToChange);
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

function portFault(error: NodeJS.ErrnoException, port: number, what: string, howToChange: string): unknown {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  return new RootmarkError(
    'usage',
    'PortInUse',
    `Port ${port}, wanted for ${what}, is ${error.code === 'EACCES' ? 'not allowed here' : 'in use by another program'}.`,
    `Stop that program (perhaps another “npm start”), or choose another port: ${howToChange}`,
    { cause: error },
  );
}

import { shortened } from './text.ts';

/** Longer pieces of a path may be somebody's key. */
const LONGEST_PIECE = 11;

/** The host of an endpoint, as people may see it: some endpoints carry their owner's key in the rest of the URL. */
export function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : shortened(endpoint, 60);
}

/** An endpoint told apart from others of its host, with what may be a key left out: `rpc.example/v3/…`. */
export function endpointLabel(endpoint: string): string {
  if (!URL.canParse(endpoint)) return shortened(endpoint, 60);
  const { host, pathname, search } = new URL(endpoint);
  const path = pathname
    .replace(/\/$/, '')
    .split('/')
    .map((piece) => (piece.length > LONGEST_PIECE ? '…' : piece))
    .join('/');
  return shortened(host + path + (search === '' ? '' : '?…'), 80);
}

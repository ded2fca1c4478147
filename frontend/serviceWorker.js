/* The build puts the version and the files of the site in front of this: see offlineSite.ts. */
const cacheName = `${CACHE_PREFIX}${VERSION}`;

self.addEventListener('install', (event) => {
  // Past the browser's own cache, which could still hold a file of the version before.
  const requests = FILES.map((file) => new Request(file, { cache: 'reload' }));
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(requests)));
});

self.addEventListener('activate', (event) => {
  // The page that was opened first, too, may need parts of itself when the network is gone.
  event.waitUntil(removeOldVersions().then(() => self.clients.claim()));
});

// Only when somebody asks for it: a page of the version before may still need files of that version.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  // RPC endpoints and issuers' domains are always asked themselves: an old answer must never pass for a new one.
  if (event.request.method !== 'GET' || !url.href.startsWith(self.registration.scope)) return;
  event.respondWith(fromCache(event.request));
});

async function removeOldVersions() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function fromCache(request) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request, { ignoreSearch: request.mode === 'navigate' });
  return kept ?? fetch(request);
}

import { isLoopbackHost } from '#core/didWeb';
import { announceNewVersion } from './newVersion.ts';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): string;
  };
}

const WORKER = './service-worker.js';

/**
 * Lets the browser keep the built site, and says when it has a newer version of it. A browser that cannot, or will not,
 * loads from the network as ever.
 */
export async function keepOffline(): Promise<void> {
  // On one's own computer many sites come and go at the same address; a kept one would stand in for the others.
  if (!('serviceWorker' in navigator) || isLoopbackHost(location.hostname)) return;
  const registration = await register().catch(() => null);
  if (registration === null) return;
  const look = () => {
    // Without a controller this is the first version that the browser keeps.
    if (registration.waiting !== null && navigator.serviceWorker.controller !== null)
      announceNewVersion(() => takeOver(registration));
  };
  look();
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', look),
  );
}

function register(): Promise<ServiceWorkerRegistration> {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('rootmark-offline', { createScriptURL: () => WORKER });
  return navigator.serviceWorker.register(policy?.createScriptURL(WORKER) ?? WORKER);
}

function takeOver({ waiting }: ServiceWorkerRegistration): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('take-over');
}

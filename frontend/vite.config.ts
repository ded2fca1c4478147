import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { deploymentsDirectory } from '../scripts/support/settings.ts';
import { chunkNames } from './chunks.ts';
import { deploymentRecords } from './deploymentRecords.ts';
import { offlineSite } from './offlineSite.ts';

/** The development server injects inline code and a web socket, which the policy of the shipped page forbids. */
function withoutPolicyInDevelopment(): Plugin {
  return {
    name: 'without-policy-in-development',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
  };
}

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  // Relative, so that the built site works from any host, folder or IPFS path.
  base: './',
  plugins: [react(), deploymentRecords(deploymentsDirectory()), withoutPolicyInDevelopment(), offlineSite()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The polyfill would be inline code; every browser of the target preloads modules itself.
    modulePreload: { polyfill: false },
    // Inlined images would be data: URIs in style sheets for a few bytes' gain.
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: chunkNames(), debugName: 'on the way', includeDependenciesRecursively: false }],
        },
      },
    },
  },
  server: { fs: { allow: ['..'] } },
});

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { App } from './app.tsx';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { startLanguage } from './messages/language.ts';
import './styles/global.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id “root”.');

// No top-level await: the words of a language may share parts with this module, and would wait for it in turn.
void startLanguage().then(() =>
  createRoot(root).render(
    <StrictMode>
      {/* After the “#”: a static copy works from any folder, and what a link carries is sent to no server. */}
      <Router hook={useHashLocation}>
        <ErrorBoundary>
          <App />
        </ErrorBoundary>
      </Router>
    </StrictMode>,
  ),
);

// After everything that the verdict needs; the development server has no such worker.
if (import.meta.env.PROD)
  addEventListener(
    'load',
    () => void import('./offline/keepOffline.ts').then(({ keepOffline }) => keepOffline()),
  );

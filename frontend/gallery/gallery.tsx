import { useEffect, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { Inbox } from '../src/checking/inbox.ts';
import { Submission } from '../src/checking/submission.ts';
import { Site } from '../src/components/Site.tsx';
import SubmissionReport from '../src/features/credential/SubmissionReport.tsx';
import { VerifyPage } from '../src/features/verify/VerifyPage.tsx';
import { startLanguage } from '../src/messages/language.ts';
import { announceNewVersion } from '../src/offline/newVersion.ts';
import { states } from './states.ts';
import '../src/styles/global.css';

/** For development only, never shipped: each state of the credential page at `#/<state>`, all of them in a list at `#/list`, and a newer version of the site at hand. */
function Gallery() {
  return (
    <Router hook={useHashLocation}>
      <Site>
        <Switch>
          <Route path="/list">
            <List />
          </Route>
          <Route path="/newer-version">
            <NewerVersion />
          </Route>
          <Route path="/:state">{({ state }) => <State key={state} name={state} />}</Route>
          <Route>
            <ul>
              {[...Object.keys(states), 'list', 'newer-version'].map((state) => (
                <li key={state}>
                  <a href={`#/${state}`}>{state}</a>
                </li>
              ))}
            </ul>
          </Route>
        </Switch>
      </Site>
    </Router>
  );
}

function State({ name }: { name: string }) {
  const submission = useMemo(() => submissionOf(name), [name]);
  useEffect(() => void submission.check(), [submission]);
  return <SubmissionReport submission={submission} />;
}

function List() {
  const inbox = useMemo(() => {
    const made = new Inbox(() => Promise.reject(new Error('Nothing is handed in here.')));
    const names = Object.keys(states).filter((name) => name !== 'checking');
    made.receive(names.map((name) => submissionOf(name, `${name}.json`)));
    return made;
  }, []);
  const nothing = () => undefined;
  return (
    <VerifyPage
      submissions={inbox.submissions}
      note={null}
      onFiles={nothing}
      onText={() => false}
      onForget={nothing}
    />
  );
}

function NewerVersion() {
  useEffect(() => announceNewVersion(() => location.reload()), []);
  return <State name="verified" />;
}

function submissionOf(name: string, fileName: string | null = null): Submission {
  const verify = states[name] ?? (() => Promise.reject(new Error('No such state.')));
  return new Submission(fileName, async () => name, verify);
}

const root = document.getElementById('root');
document.documentElement.lang = navigator.language;
void startLanguage().then(() => root !== null && createRoot(root).render(<Gallery />));

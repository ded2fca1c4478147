import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { filesIn, readHandedIn } from './checking/handedIn.ts';
import { Inbox } from './checking/inbox.ts';
import { submissionsOf } from './checking/intake.ts';
import { linkSubmission, load, prepareVerifier, verifier } from './checking/verifier.ts';
import { DropTarget } from './components/DropTarget.tsx';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { Loading } from './components/Loading.tsx';
import { Notice } from './components/Notice.tsx';
import { Site } from './components/Site.tsx';
import type { Note } from './features/verify/note.ts';
import { VerifyPage } from './features/verify/VerifyPage.tsx';
import { useMessages } from './messages/messages.ts';

/** The issuer's page brings wallets and their libraries: loaded by those who open it. */
const DeskPage = lazy(() => load(() => import('./features/desk/DeskPage.tsx')));
const IssuerPage = lazy(() => load(() => import('./features/issuer/IssuerPage.tsx')));
const IssuersPage = lazy(() => load(() => import('./features/issuers/IssuersPage.tsx')));
const WalletPage = lazy(() => load(() => import('./features/wallet/WalletPage.tsx')));
const KeptPage = lazy(() => load(() => import('./features/wallet/KeptPage.tsx')));
const SharePage = lazy(() => load(() => import('./features/wallet/SharePage.tsx')));
const PathwayPage = lazy(() => load(() => import('./features/wallet/PathwayPage.tsx')));
const AskPage = lazy(() => load(() => import('./features/holder/AskPage.tsx')));
const ProvePage = lazy(() => load(() => import('./features/holder/ProvePage.tsx')));
const AnswerPage = lazy(() => load(() => import('./features/holder/AnswerPage.tsx')));
const Report = lazy(() =>
  load(async () => ({ default: (await import('./features/credential/Report.tsx')).Report })),
);
const SettingsPage = lazy(() => load(() => import('./features/settings/SettingsPage.tsx')));
const ScanPage = lazy(() => load(() => import('./features/scan/ScanPage.tsx')));
const TeamPage = lazy(() => load(() => import('./features/team/TeamPage.tsx')));
const CredentialPage = lazy(() => load(() => import('./features/credential/CredentialPage.tsx')));
const SubmissionReport = lazy(() => load(() => import('./features/credential/SubmissionReport.tsx')));

const inbox = new Inbox(verifier);

/** The pages and the ways between them; whatever is dropped or pasted, on any of them, goes through here. */
export function App() {
  const [location, navigate] = useLocation();
  const submissions = useSyncExternalStore(inbox.subscribe, () => inbox.submissions);
  const [note, setNote] = useState<Note | null>(null);
  const { verify } = useMessages();
  useEffect(prepareVerifier, []);

  // The page of a team takes what is handed in on it; every other page leads to the list.
  const listAt = location === '/team' ? '/team' : '/';
  const [lastList, setLastList] = useState('/');
  useEffect(() => {
    if (location === '/' || location === '/team') setLastList(location);
  }, [location]);
  const receiveFiles = useCallback(
    async (files: readonly File[]) => {
      const { submissions: received, isCut } = await submissionsOf(files);
      setNote(received.length === 0 ? 'noFiles' : isCut ? 'tooMany' : null);
      inbox.receive(received);
      navigate(received.length === 1 && listAt === '/' ? '/file/1' : listAt);
    },
    [navigate, listAt],
  );
  const receiveText = useCallback(
    (text: string): boolean => {
      const handedIn = readHandedIn(text);
      if (handedIn.kind === 'other') return false;
      setNote(null);
      if (handedIn.kind === 'links') {
        inbox.receive(
          handedIn.packed.map((packed, index) => linkSubmission(packed, verify.linkName(index + 1))),
        );
        navigate(listAt);
      } else if (handedIn.kind === 'link') {
        navigate(`/c/${handedIn.packed}`);
      } else {
        inbox.receiveText(handedIn.text);
        navigate('/file/1');
      }
      return true;
    },
    [navigate, listAt, verify],
  );
  const receiveTransfer = useCallback(
    async (transfer: DataTransfer) => {
      const text = transfer.getData('text');
      if (transfer.files.length > 0) await receiveFiles(await filesIn(transfer));
      else if (text !== '' && !receiveText(text)) {
        setNote('pasteNothing');
        navigate('/');
      }
    },
    [navigate, receiveFiles, receiveText],
  );
  const forget = () => {
    inbox.clear();
    setNote(null);
  };

  return (
    <DropTarget onTransfer={receiveTransfer} isOff={/^\/(desk|wallet)$/.test(location)}>
      <Site>
        {/* A fault on one page must not follow the reader to the next. */}
        <ErrorBoundary key={location}>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/">
                <VerifyPage
                  submissions={submissions}
                  note={note}
                  onFiles={receiveFiles}
                  onText={receiveText}
                  onForget={forget}
                />
              </Route>
              <Route path="/c/*?">
                {({ '*': packed }) => <CredentialPage packed={packed ?? ''} verifier={verifier} />}
              </Route>
              <Route path="/file/:place">
                {({ place }) => {
                  const submission = submissions[Number(place) - 1];
                  if (submission === undefined) return <NoLongerOpen />;
                  return (
                    <SubmissionReport
                      key={place}
                      submission={submission}
                      backTo={submissions.length > 1 || lastList !== '/' ? lastList : null}
                    />
                  );
                }}
              </Route>
              <Route path="/wallet">
                <WalletPage />
              </Route>
              <Route path="/wallet/pathway">
                <PathwayPage />
              </Route>
              <Route path="/wallet/open/:key">
                {({ key }) => (
                  <KeptPage entryKey={key}>
                    {(submission) => <SubmissionReport submission={submission} backTo="/wallet" />}
                  </KeptPage>
                )}
              </Route>
              <Route path="/wallet/share/:key">
                {({ key }) => <SharePage entryKey={key}>{(result) => <Report result={result} />}</SharePage>}
              </Route>
              <Route path="/ask">
                <AskPage />
              </Route>
              <Route path="/prove/*?">{({ '*': packed }) => <ProvePage packed={packed ?? ''} />}</Route>
              <Route path="/answer/*?">
                {({ '*': packed }) => (
                  <AnswerPage packed={packed ?? ''}>
                    {(submission) => <SubmissionReport submission={submission} />}
                  </AnswerPage>
                )}
              </Route>
              <Route path="/scan">
                <ScanPage onText={receiveText} />
              </Route>
              <Route path="/team">
                <TeamPage submissions={submissions} note={note} onFiles={receiveFiles} onForget={forget} />
              </Route>
              <Route path="/desk">
                <DeskPage />
              </Route>
              <Route path="/issuer/:address?/:chainId?">
                {({ address, chainId }) => <IssuerPage address={address ?? ''} chainId={chainId ?? null} />}
              </Route>
              <Route path="/issuers/:chainId?">
                {({ chainId }) => <IssuersPage chainId={chainId ?? null} />}
              </Route>
              <Route path="/settings">
                <SettingsPage />
              </Route>
              <Route>
                <Missing />
              </Route>
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </Site>
    </DropTarget>
  );
}

function NoLongerOpen() {
  const { fault } = useMessages();
  return (
    <Notice title={fault.goneTitle} heading={fault.gone}>
      <p>{fault.goneMore}</p>
      <a href="#/">{fault.toStart}</a>
    </Notice>
  );
}

function Missing() {
  const { fault } = useMessages();
  return (
    <Notice title={fault.missingTitle} heading={fault.missing}>
      <p>{fault.missingMore}</p>
      <a href="#/">{fault.toStart}</a>
    </Notice>
  );
}

import { lazy, type ReactNode, Suspense, useRef, useSyncExternalStore } from 'react';
import { Link, useLocation } from 'wouter';
import { useMessages } from '../messages/messages.ts';
import { newVersion, subscribeToNewVersion } from '../offline/newVersion.ts';
import { Mark } from './Mark.tsx';
import styles from './Site.module.css';
import { ThemeToggle } from './ThemeToggle.tsx';

const UpdateNotice = lazy(() => import('../offline/UpdateNotice.tsx'));

/** What every page has around it: the name, the way to the other pages, the theme, the promise at the foot. */
export function Site({ children }: { children: ReactNode }) {
  const { site } = useMessages();
  const main = useRef<HTMLElement>(null);
  return (
    <div className={styles.site}>
      <header className={styles.header}>
        {/* Not a link: what stands after the “#” of the address is the page. */}
        <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
          {site.skip}
        </button>
        <Link href="/" className={styles.home} aria-label={site.home}>
          <Mark className={styles.mark} />
          <span className={styles.name}>{site.name}</span>
        </Link>
        <nav aria-label={site.navigation} className={styles.navigation}>
          <PageLink href="/">{site.verify}</PageLink>
          <PageLink href="/wallet">{site.wallet}</PageLink>
          <PageLink href="/desk">{site.desk}</PageLink>
        </nav>
        <SettingsLink />
        <ThemeToggle />
      </header>
      <Update />
      <main ref={main} tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <footer className={styles.footer}>
        <p>{site.footer}</p>
        <p>
          <Link href="/team">{site.team}</Link> <Link href="/issuers">{site.issuers}</Link>{' '}
          <Link href="/settings">{site.settings}</Link> <Link href="/ask">{site.ask}</Link>
        </p>
      </footer>
    </div>
  );
}

function Update() {
  const use = useSyncExternalStore(subscribeToNewVersion, newVersion);
  return <Suspense>{use !== null && <UpdateNotice onUse={use} />}</Suspense>;
}

function SettingsLink() {
  const { site } = useMessages();
  const [location] = useLocation();
  return (
    <Link
      href="/settings"
      className={`${styles.toggle} ${styles.settings}`}
      aria-label={site.settings}
      title={site.settings}
      {...(location === '/settings' && { 'aria-current': 'page' })}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" className={styles.toggleIcon}>
        <path d="M3.5 7H9M15 7h5.5M12 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM3.5 17h1.5M11 17h9.5M8 14a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z" />
      </svg>
    </Link>
  );
}

function PageLink({ href, children }: { href: string; children: ReactNode }) {
  const [location] = useLocation();
  return (
    <Link href={href} className={styles.pageLink} {...(location === href && { 'aria-current': 'page' })}>
      {children}
    </Link>
  );
}

import { type ReactNode, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { useMessages } from '../messages/messages.ts';
import { Mark } from './Mark.tsx';
import styles from './Site.module.css';
import { ThemeToggle } from './ThemeToggle.tsx';

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
          <PageLink href="/desk">{site.desk}</PageLink>
        </nav>
        <ThemeToggle />
      </header>
      <main ref={main} tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <footer className={styles.footer}>
        <p>{site.footer}</p>
      </footer>
    </div>
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

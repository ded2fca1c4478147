import type { Verdict } from '#core/verdict';

/** One shape per verdict, so that colour is never what tells them apart. Decorative: the words stand beside it. */
export function VerdictIcon({ verdict, className }: { verdict: Verdict; className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 48 48"
      aria-hidden="true"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {SHAPES[verdict]}
    </svg>
  );
}

const SHAPES: Record<Verdict, React.ReactNode> = {
  // A seal with a tick.
  verified: (
    <>
      <path
        fill="currentColor"
        stroke="none"
        d="M24 2.5l5.2 4 6.5-.8 2.6 6 6 2.6-.8 6.5 4 5.2-4 5.2.8 6.5-6 2.6-2.6 6-6.5-.8-5.2 4-5.2-4-6.5.8-2.6-6-6-2.6.8-6.5-4-5.2 4-5.2-.8-6.5 6-2.6 2.6-6 6.5.8z"
        transform="translate(0 -2) scale(1 1)"
      />
      <path d="M15.5 24.5l6 6 11.5-12.5" stroke="var(--surface)" strokeWidth="4" />
    </>
  ),
  // A clock.
  'not-current': (
    <>
      <circle cx="24" cy="24" r="19" />
      <path d="M24 13v11.5l7.5 4.5" />
    </>
  ),
  // A person behind a question mark.
  unrecognised: (
    <>
      <circle cx="19" cy="15" r="7.5" />
      <path d="M5 41c0-8.5 6-14 14-14 2.6 0 5 .6 7 1.6" />
      <path d="M32.5 29.5c.3-2.6 2.2-4 4.7-4 2.7 0 4.8 1.7 4.8 4.2 0 3.6-4.7 3.8-4.7 7.3" />
      <circle cx="37.3" cy="42.6" r="1.1" fill="currentColor" strokeWidth="1.6" />
    </>
  ),
  // An octagon with a cross.
  invalid: (
    <>
      <path d="M15.7 4h16.6L44 15.7v16.6L32.3 44H15.7L4 32.3V15.7z" fill="currentColor" stroke="none" />
      <path d="M16.5 16.5l15 15m0-15l-15 15" stroke="var(--surface)" strokeWidth="4" />
    </>
  ),
  // A broken line of contact.
  unchecked: (
    <>
      <path d="M24 5a19 19 0 1 1-16.5 28.5" strokeDasharray="5.5 6.4" />
      <path d="M24 5A19 19 0 0 0 7.5 33.5" strokeDasharray="5.5 6.4" />
      <path d="M24 14.5v12" />
      <circle cx="24" cy="33.4" r="1.2" fill="currentColor" strokeWidth="1.8" />
    </>
  ),
};

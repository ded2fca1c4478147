import type { CheckStatus } from '#core/verdict';

/** One shape per outcome of a check. Decorative: the words stand beside it. */
export function StatusIcon({ status, className }: { status: CheckStatus; className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {SHAPES[status]}
    </svg>
  );
}

const SHAPES: Record<CheckStatus, React.ReactNode> = {
  passed: <path d="M4 10.5l4 4 8-9" />,
  failed: <path d="M5 5l10 10M15 5L5 15" />,
  unknown: (
    <>
      <path d="M7 7.2C7.2 5 8.5 4 10.3 4 12.3 4 13.8 5.2 13.8 7c0 2.6-3.5 2.8-3.5 5.3" />
      <circle cx="10.3" cy="16" r="0.6" fill="currentColor" strokeWidth="1" />
    </>
  ),
  skipped: <path d="M5 10h10" />,
};

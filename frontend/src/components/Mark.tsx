/** The sign of Rootmark: leaves joined pair by pair down to one root. */
export function Mark({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <path
        d="M16 23v-4.6m0 0-6-4.2v-3m6 7.2 6-4.2v-3M10 14.2l-4-3m16 3 4-3"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <g fill="currentColor">
        <circle cx="16" cy="25.4" r="3" />
        <circle cx="10" cy="9" r="2.1" />
        <circle cx="22" cy="9" r="2.1" />
        <circle cx="4.6" cy="10" r="2.1" />
        <circle cx="27.4" cy="10" r="2.1" />
      </g>
    </svg>
  );
}

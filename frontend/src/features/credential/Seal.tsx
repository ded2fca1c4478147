import { useId } from 'react';
import type { Hex } from 'viem';
import { LANGUAGES } from '../../messages/language.ts';
import { useMessages } from '../../messages/messages.ts';
import { guillocheOf } from './guilloche.ts';
import styles from './Seal.module.css';

/** Radius of the line that the words stand on, and the half-angle (radians) at the bottom that they leave free. */
const WORDS = { radius: 115.5, gap: 0.16 };

/** The seal of a recorded batch: an engraving of its root, its record around it. Decorative: the words stand beside it. */
export function Seal({ root, ring }: { root: Hex; ring: string }) {
  const id = useId();
  const { language } = useMessages();
  const { radius, gap } = WORDS;
  const [x, y] = [radius * Math.sin(gap), radius * Math.cos(gap)];
  return (
    <svg viewBox="-142 -142 284 284" aria-hidden="true" className={styles.seal}>
      <circle r="140" className={styles.edge} />
      <circle r="136" className={styles.hair} />
      <circle r="105" className={styles.edge} />
      {guillocheOf(root).map(({ path, turns }, band) => (
        <g key={path} className={styles.engraving}>
          <path id={`${id}band${band}`} d={path} />
          {turns.slice(1).map((turn) => (
            <use key={turn} href={`#${id}band${band}`} transform={`rotate(${turn})`} />
          ))}
        </g>
      ))}
      <circle r="37" className={styles.heart} />
      <g transform="scale(1.85) translate(-16 -17.2)" className={styles.mark}>
        <path d="M16 23v-4.6m0 0-6-4.2v-3m6 7.2 6-4.2v-3M10 14.2l-4-3m16 3 4-3" />
        <circle cx="16" cy="25.4" r="2.6" />
        <circle cx="10" cy="9.6" r="1.9" />
        <circle cx="22" cy="9.6" r="1.9" />
        <circle cx="5" cy="10.4" r="1.9" />
        <circle cx="27" cy="10.4" r="1.9" />
      </g>
      <circle cy="120.5" r="3.5" className={styles.point} />
      <path id={`${id}words`} d={`M${-x} ${y}A${radius} ${radius} 0 1 1 ${x} ${y}`} fill="none" />
      {LANGUAGES[language].direction === 'rtl' ? (
        // Letters that are joined cannot be spaced, so these stand over the top. The line runs from the left whatever is on it.
        <text direction="ltr" textAnchor="middle" className={styles.ring}>
          <textPath href={`#${id}words`} startOffset="50%">{`\u2067${ring}\u2069`}</textPath>
        </text>
      ) : (
        <text className={styles.ring}>
          {/* Stretched to close the ring whatever the network is called. */}
          <textPath
            href={`#${id}words`}
            textLength={(2 * (Math.PI - gap) * radius - 4).toFixed(1)}
            lengthAdjust="spacing"
          >
            {ring}
          </textPath>
        </text>
      )}
    </svg>
  );
}

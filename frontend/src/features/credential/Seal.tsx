import { useId } from 'react';
import type { Hex } from 'viem';
import { guillocheOf } from './guilloche.ts';
import styles from './Seal.module.css';

/** The seal of a recorded batch: an engraving of its root, its record around it. Decorative: the words stand beside it. */
export function Seal({ root, ring }: { root: Hex; ring: string }) {
  const circle = useId();
  return (
    <svg viewBox="-1.42 -1.42 2.84 2.84" aria-hidden="true" className={styles.seal}>
      <circle r="1.4" className={styles.edge} />
      <circle r="1.07" className={styles.edge} />
      <g className={styles.engraving}>
        {guillocheOf(root).map((path) => (
          <path key={path} d={path} />
        ))}
      </g>
      <circle r="0.4" className={styles.heart} />
      <path
        d="M0 .2V.03M0 .03-.13-.09v-.07M0 .03.13-.09v-.07M-.13-.09l-.09-.06M.13-.09l.09-.06"
        className={styles.roots}
      />
      <circle cy=".23" r=".05" className={styles.point} />
      <path id={circle} d="M0 1.17A1.17 1.17 0 1 1 .001 1.17" fill="none" />
      <text className={styles.ring}>
        {/* Stretched to close the circle whatever the network is called. */}
        <textPath href={`#${circle}`} textLength="7.3" lengthAdjust="spacing">
          {ring}
        </textPath>
      </text>
    </svg>
  );
}

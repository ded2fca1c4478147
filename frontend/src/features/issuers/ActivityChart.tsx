import type { ActivityMoment } from '#core/activitySummary';
import { useMessages } from '../../messages/messages.ts';
import { type Period, type PeriodUnit, periodsOf } from '../../reading/periods.ts';
import styles from './ActivityChart.module.css';
import { useActivityWords } from './useActivityWords.ts';

/** The room of one period and the height of the highest bar, in units of the drawing. */
const [STEP, HEIGHT] = [12, 100];

/** How many credentials were issued and withdrawn over time, as bars and as a table. */
export function ActivityChart({ moments, until }: { moments: readonly ActivityMoment[]; until: number }) {
  const { number } = useMessages();
  const words = useActivityWords();
  const { unit, periods } = periodsOf(moments, until);
  const most = Math.max(1, ...periods.map(({ issued, withdrawn }) => Math.max(issued, withdrawn)));
  const [first, last] = [periods[0], periods.at(-1)];
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.legend}>
        <span className={styles.caption}>{words.chart(unit)}</span>
        <span className={styles.issuedKey}>{words.issued}</span>
        <span className={styles.withdrawnKey}>{words.withdrawn}</span>
      </figcaption>
      <div className={styles.chart} aria-hidden="true">
        <p className={styles.most}>{number(most)}</p>
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${periods.length * STEP} ${HEIGHT}`}
          preserveAspectRatio="none"
          className={styles.bars}
        >
          {periods.map((period, index) => (
            <Bars key={period.from} period={period} left={index * STEP} most={most} />
          ))}
        </svg>
        <p className={styles.ends}>
          <span>{first !== undefined && words.period(unit, first.from)}</span>
          <span>{last !== undefined && last !== first && words.period(unit, last.from)}</span>
        </p>
      </div>
      <details>
        <summary>{words.asTable}</summary>
        <PeriodTable unit={unit} periods={periods} />
      </details>
    </figure>
  );
}

function Bars({ period: { issued, withdrawn }, left, most }: { period: Period; left: number; most: number }) {
  return (
    <>
      <Bar className={styles.issued} left={left + 1} share={issued / most} />
      {/* What was reinstated may outweigh what was withdrawn in the same stretch of time. */}
      <Bar className={styles.withdrawn} left={left + 6.5} share={Math.max(0, withdrawn) / most} />
    </>
  );
}

function Bar({ className, left, share }: { className: string | undefined; left: number; share: number }) {
  if (share === 0) return null;
  // A single one beside thousands must still be seen.
  const height = Math.max(1.5, share * HEIGHT);
  return <rect className={className} x={left} y={HEIGHT - height} width={4.5} height={height} />;
}

function PeriodTable({ unit, periods }: { unit: PeriodUnit; periods: readonly Period[] }) {
  const { number } = useMessages();
  const words = useActivityWords();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{words.unit[unit]}</th>
          <th scope="col">{words.issued}</th>
          <th scope="col">{words.withdrawn}</th>
        </tr>
      </thead>
      <tbody>
        {periods.map(({ from, issued, withdrawn }) => (
          <tr key={from}>
            <th scope="row">{words.period(unit, from)}</th>
            <td>{number(issued)}</td>
            <td>{number(withdrawn)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

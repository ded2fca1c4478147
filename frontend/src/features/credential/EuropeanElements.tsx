import { OutsideAnchor } from '../../components/OutsideAnchor.tsx';
import { Prose } from '../../components/Prose.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import type { Certificate } from '../../reading/certificate.ts';
import {
  type EuropeanElementName,
  type EuropeanElementValue,
  MANDATORY_ELEMENTS,
  OPTIONAL_ELEMENTS,
  readEuropeanElements,
} from '../../reading/europeanElements.ts';
import { shortened } from '../../reading/text.ts';
import styles from './Extras.module.css';
import { useExtrasWords } from './useExtrasWords.ts';

/** The elements of a European micro-credential, in the order and by the names of the European standard. */
export function EuropeanElements({
  certificate,
  isRedacted,
}: {
  certificate: Certificate;
  isRedacted: boolean;
}) {
  const { european } = useExtrasWords();
  const elements = readEuropeanElements(certificate);
  const optional = OPTIONAL_ELEMENTS.filter((name) => elements[name] !== null);
  return (
    <>
      <p className={styles.lead}>{european.lead}</p>
      <h3 className={styles.heading}>{european.mandatory}</h3>
      <dl className={`${styles.elements} ${styles.numbered}`}>
        {MANDATORY_ELEMENTS.map((name) => (
          <Element key={name} name={name} value={elements[name]} isRedacted={isRedacted} />
        ))}
      </dl>
      {optional.length > 0 && (
        <>
          <h3 className={styles.heading}>{european.optional}</h3>
          <dl className={styles.elements}>
            {optional.map((name) => (
              <Element key={name} name={name} value={elements[name]} isRedacted={isRedacted} />
            ))}
          </dl>
        </>
      )}
    </>
  );
}

function Element({
  name,
  value,
  isRedacted,
}: {
  name: EuropeanElementName;
  value: EuropeanElementValue | null;
  isRedacted: boolean;
}) {
  const { european } = useExtrasWords();
  return (
    <div className={styles.element}>
      <dt>{european.element[name]}</dt>
      <dd>
        {value === null ? (
          <span className={styles.missing}>{isRedacted ? european.perhapsHidden : european.missing}</span>
        ) : (
          <Value value={value} />
        )}
      </dd>
    </div>
  );
}

function Value({ value }: { value: EuropeanElementValue }) {
  const { day } = useMessages();
  const { european } = useExtrasWords();
  switch (value.kind) {
    case 'day':
      return day(value.unixSeconds);
    case 'workload':
      return <Untrusted>{shortened(european.workload(value.credits, value.hours), 80)}</Untrusted>;
    case 'hashed':
      return european.hashed;
    case 'text':
      return <Prose text={value.text} />;
    case 'link':
      return (
        <OutsideAnchor link={value.link}>
          <Untrusted>{shortened(value.link.href, 120)}</Untrusted>
        </OutsideAnchor>
      );
    case 'line':
      return <Untrusted>{shortened(value.text, 300)}</Untrusted>;
  }
}

import type { ReactNode } from 'react';
import { OutsideAnchor } from '../../components/OutsideAnchor.tsx';
import { Prose } from '../../components/Prose.tsx';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import type { AlignmentLine, Certificate } from '../../reading/certificate.ts';
import { shortened } from '../../reading/text.ts';
import styles from './Achievements.module.css';
import { ResultValue } from './KeyFacts.tsx';

/** What was asked, what came out, and what it counts towards: told on one side, listed on the other. */
export function Achievements({ certificate }: { certificate: Certificate }) {
  return (
    <div className={styles.parts}>
      <Told certificate={certificate} />
      <Listed certificate={certificate} />
      <Terms certificate={certificate} />
    </div>
  );
}

function Told({ certificate }: { certificate: Certificate }) {
  const { certificate: words } = useMessages();
  const { criteria, criteriaLink, narrative, evidence } = certificate;
  return (
    <div className={styles.side}>
      {(criteria !== null || criteriaLink !== null) && (
        <Part heading={words.criteria}>
          {criteria !== null && <Prose text={criteria} />}
          {criteriaLink !== null && (
            <p className={styles.link}>
              <OutsideAnchor link={criteriaLink}>{words.criteriaLink}</OutsideAnchor>
            </p>
          )}
        </Part>
      )}
      {narrative !== null && (
        <Part heading={words.narrative}>
          <Prose text={narrative} />
        </Part>
      )}
      {evidence.length > 0 && (
        <Part heading={words.evidence} isExtra>
          <ul className={styles.evidence}>
            {evidence.map(({ name, description, link }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two pieces of evidence may say the same
              <li key={index}>
                {name !== null && (
                  <strong>
                    <Untrusted>{shortened(name, 120)}</Untrusted>
                  </strong>
                )}
                {description !== null && <Prose text={description} />}
                {link !== null && <OutsideAnchor link={link}>{words.evidenceLink}</OutsideAnchor>}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

function Listed({ certificate }: { certificate: Certificate }) {
  const { certificate: words } = useMessages();
  const { results, alignments, tags } = certificate;
  return (
    <div className={styles.side}>
      {results.length > 1 && (
        <Part heading={words.results}>
          <dl className={styles.pairs}>
            {results.map((result, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two results may say the same
              <Pair key={index} name={result.name ?? words.result}>
                <ResultValue result={result} />
              </Pair>
            ))}
          </dl>
        </Part>
      )}
      {alignments.length + tags.length > 0 && (
        <Part heading={words.alignments}>
          <ul className={styles.alignments}>
            {alignments.map((alignment, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two alignments may say the same
              <Alignment key={index} alignment={alignment} />
            ))}
            {tags.length > 0 && <Tags tags={tags} />}
          </ul>
        </Part>
      )}
    </div>
  );
}

/** The circumstances: short facts by name, those that the file gives. */
function Terms({ certificate }: { certificate: Certificate }) {
  const { certificate: words } = useMessages();
  const { terms, fieldOfStudy, identifiers, achievementIdentifiers, awardingBody } = certificate;
  const period = usePeriod(certificate);
  const facts: [name: string, value: string | null][] = [
    [words.period, period],
    [words.field, fieldOfStudy],
    ...terms.map(({ term, value }): [string, string] => [words.term[term], value]),
    [words.awardingBody, awardingBody],
    ...identifiers.map(({ kind, value }): [string, string] => [words.identifierKind[kind] ?? kind, value]),
    ...achievementIdentifiers.flatMap(({ kind, value }): [string, string][] => {
      const name = words.achievementIdentifierKind[kind];
      return name === undefined ? [] : [[name, value]];
    }),
  ];
  const given = facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
  if (given.length === 0) return null;
  return (
    <Part heading={words.terms} isExtra>
      <dl className={`${styles.pairs} ${styles.terms}`}>
        {given.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two identifiers may be of one kind
          <Pair key={index} name={name}>
            <Untrusted>{shortened(value, 200)}</Untrusted>
          </Pair>
        ))}
      </dl>
    </Part>
  );
}

function usePeriod({ period: { from, to } }: Certificate): string | null {
  const { certificate: words, shortDay } = useMessages();
  if (from !== null && to !== null) return words.fromTo(shortDay(from), shortDay(to));
  if (from !== null) return words.from(shortDay(from));
  return to === null ? null : words.until(shortDay(to));
}

/** A part under its heading; what is extra gives way on paper. */
function Part({
  heading,
  isExtra = false,
  children,
}: {
  heading: string;
  isExtra?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={`${styles.part} ${isExtra ? styles.extra : ''}`}>
      <h3 className={styles.heading}>{heading}</h3>
      {children}
    </section>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.pair}>
      <dt>
        <Untrusted>{shortened(name, 80)}</Untrusted>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  const { certificate: words, comma } = useMessages();
  return (
    <li className={styles.alignment}>
      <span className={styles.alignmentKind}>{words.tags}</span>
      <span>
        {tags.map((tag, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a tag may be given twice
          <span key={index}>
            {index > 0 && comma}
            <Untrusted>{shortened(tag, 60)}</Untrusted>
          </span>
        ))}
      </span>
    </li>
  );
}

function Alignment({ alignment: { kind, name, framework, code, link } }: { alignment: AlignmentLine }) {
  const { certificate: words } = useMessages();
  const source = [framework, code !== null && code.length <= 20 ? code : null].filter(
    (part) => part !== null,
  );
  return (
    <li className={styles.alignment}>
      <span className={styles.alignmentKind}>{words.alignmentKind[kind]}</span>
      <span className={styles.alignmentName}>
        <Untrusted>{shortened(name, 120)}</Untrusted>
      </span>
      {source.length > 0 && (
        <span className={styles.source}>
          <Untrusted>{shortened(source.join(' '), 80)}</Untrusted>
        </span>
      )}
      {link !== null && (
        <span className={styles.link}>
          <OutsideAnchor link={link}>{words.alignmentLink}</OutsideAnchor>
        </span>
      )}
    </li>
  );
}

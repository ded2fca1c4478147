import type { ButtonHTMLAttributes } from 'react';
import styles from './Button.module.css';

/** A button; `primary` for the one thing most people came to do. */
export function Button({
  kind = 'plain',
  ...attributes
}: { kind?: 'primary' | 'plain' | 'danger' } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" className={`${styles.button} ${styles[kind]}`} {...attributes} />;
}

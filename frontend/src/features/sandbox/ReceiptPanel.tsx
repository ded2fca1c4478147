import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { receiptOf } from '#core/receipt';
import type { VerificationResult } from '#core/verdict';
import { Button } from '../../components/Button.tsx';
import { downloadBytes } from '../../components/download.ts';
import { ReceiptSheet } from './ReceiptSheet.tsx';
import styles from './Sandbox.module.css';
import { useExploringWords } from './useExploringWords.ts';

/** What was found out, for the files of whoever checked: as a JSON file, or on paper. */
export default function ReceiptPanel({ result }: { result: VerificationResult }) {
  const exploring = useExploringWords();
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    if (!isPrinting) return;
    print();
    setPrinting(false);
  }, [isPrinting]);
  const save = () => {
    const receipt = receiptOf(result);
    const name = `receipt-${receipt.checkedAt.slice(0, 19).replace(/[^\d]/g, '')}.json`;
    downloadBytes(`${JSON.stringify(receipt, null, 2)}\n`, name);
  };
  return (
    <div className={styles.part}>
      <p className={styles.lead}>{exploring.receiptLead}</p>
      <div className={styles.actions}>
        <Button onClick={save}>{exploring.save}</Button>
        <Button onClick={() => setPrinting(true)}>{exploring.print}</Button>
      </div>
      {/* Beside the page and not in it, so that the page can stay off the paper. */}
      {isPrinting && createPortal(<ReceiptSheet result={result} />, document.body)}
    </div>
  );
}

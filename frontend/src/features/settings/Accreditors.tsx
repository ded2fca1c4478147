import { useState } from 'react';
import type { Address } from 'viem';
import { toChecksummed } from '#core/account';
import type { Deployment, TrustedAccreditor } from '#core/deployments';
import { shortAddress } from '#core/describe';
import { settingsStore } from '../../checking/deployments.ts';
import { accreditorName, isSame, LONGEST_NAME, MOST_ACCREDITORS } from '../../checking/settings.ts';
import { Untrusted } from '../../components/Untrusted.tsx';
import { useMessages } from '../../messages/messages.ts';
import { AddForm } from './AddForm.tsx';
import { type OwnEntry, OwnList } from './OwnList.tsx';
import styles from './SettingsPage.module.css';
import { useSettingsWords } from './useSettingsWords.ts';

/** Whose word about issuers counts on a network. */
export function Accreditors({ recorded, inForce }: { recorded: Deployment; inForce: Deployment }) {
  const { networkName, comma } = useMessages();
  const settings = useSettingsWords();
  const [said, setSaid] = useState('');
  const [fromRecord, trusted] = [recorded.trustedAccreditors, inForce.trustedAccreditors];
  const set = (list: readonly TrustedAccreditor[] | undefined, words: string) => {
    const isRecord = list === undefined || isSame(list, fromRecord);
    settingsStore.change(recorded.chainId, { trustedAccreditors: isRecord ? undefined : [...list] });
    setSaid(words);
  };
  const add = ([address = '', name = '']: readonly string[]) => {
    const accreditor = { address: readAddress(address), name: accreditorName(name) };
    if (accreditor.address === null) return { field: 0, problem: settings.addressRefused };
    if (isAmong(trusted, accreditor.address)) return { field: 0, problem: settings.accreditorThere };
    if (accreditor.name === null) return { field: 1, problem: settings.nameRefused(LONGEST_NAME) };
    if (trusted.length >= MOST_ACCREDITORS)
      return { field: 0, problem: settings.tooManyAccreditors(MOST_ACCREDITORS) };
    const { name: called } = accreditor;
    set([...trusted, { address: accreditor.address, name: called }], settings.said.added(called));
    return null;
  };
  const removed = fromRecord.filter(({ address }) => !isAmong(trusted, address));
  const entries: OwnEntry[] = [...trusted, ...removed].map(({ address, name }) => ({
    key: address,
    label: name,
    content: (
      <>
        <Untrusted>{name}</Untrusted>{' '}
        <a href={`#/issuer/${address}/${recorded.chainId}`} title={address} className={styles.address}>
          {shortAddress(address)}
        </a>
      </>
    ),
    isRecorded: isAmong(fromRecord, address),
    isInForce: isAmong(trusted, address),
  }));
  return (
    <OwnList
      heading={settings.accreditors}
      explanation={settings.accreditorsMore}
      entries={entries}
      empty={settings.noAccreditors}
      said={said}
      onRemove={({ key, label }) =>
        set(
          trusted.filter(({ address }) => address !== key),
          settings.said.removed(label),
        )
      }
      onPutBack={({ key, label }) =>
        set(
          [...trusted, ...fromRecord.filter(({ address }) => address === key)],
          settings.said.putBack(label),
        )
      }
      onReset={isSame(trusted, fromRecord) ? null : () => set(undefined, settings.said.reset)}
    >
      <AddForm
        name={`${settings.accreditors}${comma}${networkName(recorded.name)}`}
        fields={[
          { label: settings.addAccreditorAddress, placeholder: '0x…', isCode: true },
          { label: settings.addAccreditorName, placeholder: '', isCode: false },
        ]}
        hint={settings.addAccreditorHint}
        onAdd={add}
      />
    </OwnList>
  );
}

function isAmong(list: readonly TrustedAccreditor[], address: Address): boolean {
  return list.some((accreditor) => accreditor.address === address);
}

/** An address from its checksummed spelling or from lower case, or null. */
function readAddress(text: string): Address | null {
  try {
    return toChecksummed(text.trim() as Address);
  } catch {
    return null;
  }
}

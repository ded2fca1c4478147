import { useState } from 'react';
import type { Deployment } from '#core/deployments';
import { quorumOf } from '#core/endpoints';
import { settingsStore } from '../../checking/deployments.ts';
import { endpointUrl, isSame, MOST_ENDPOINTS } from '../../checking/settings.ts';
import { useMessages } from '../../messages/messages.ts';
import { endpointLabel } from '../../reading/endpointLabel.ts';
import { AddForm } from './AddForm.tsx';
import { type OwnEntry, OwnList } from './OwnList.tsx';
import styles from './SettingsPage.module.css';
import { useSettingsWords } from './useSettingsWords.ts';

/** Which RPC endpoints of a network are asked, and how many of them must agree. */
export function Endpoints({ recorded, inForce }: { recorded: Deployment; inForce: Deployment }) {
  const { networkName, comma } = useMessages();
  const settings = useSettingsWords();
  const [said, setSaid] = useState('');
  const [fromRecord, asked] = [spelled(recorded.rpcUrls), spelled(inForce.rpcUrls)];
  const set = (urls: readonly string[] | undefined, words: string) => {
    const isRecord = urls === undefined || isSame(urls, fromRecord);
    settingsStore.change(recorded.chainId, { rpcUrls: isRecord ? undefined : [...urls] });
    setSaid(words);
  };
  const add = ([text = '']: readonly string[]) => {
    const url = endpointUrl(text);
    const refused = (problem: string) => ({ field: 0, problem });
    if (url === null) return refused(settings.endpointRefused);
    if (asked.includes(url)) return refused(settings.endpointThere);
    if (asked.length >= MOST_ENDPOINTS) return refused(settings.tooManyEndpoints(MOST_ENDPOINTS));
    set([...asked, url], settings.said.added(endpointLabel(url)));
    return null;
  };
  const entries: OwnEntry[] = [...new Set([...fromRecord, ...asked])].map((url) => ({
    key: url,
    label: endpointLabel(url),
    content: <span className={styles.endpoint}>{endpointLabel(url)}</span>,
    isRecorded: fromRecord.includes(url),
    isInForce: asked.includes(url),
  }));
  return (
    <OwnList
      heading={settings.endpoints}
      explanation={settings.endpointsMore}
      entries={entries}
      lone={settings.lastEndpoint}
      said={said}
      onRemove={({ key, label }) =>
        set(
          asked.filter((url) => url !== key),
          settings.said.removed(label),
        )
      }
      onPutBack={({ key, label }) => set([...asked, key], settings.said.putBack(label))}
      onReset={isSame(asked, fromRecord) ? null : () => set(undefined, settings.said.reset)}
    >
      <p className={styles.agreeing}>{settings.agreeing(quorumOf(asked.length), asked.length)}</p>
      <AddForm
        name={`${settings.endpoints}${comma}${networkName(recorded.name)}`}
        fields={[{ label: settings.addEndpoint, placeholder: 'https://', isCode: true }]}
        hint={settings.addEndpointHint}
        onAdd={add}
      />
    </OwnList>
  );
}

/** Endpoints in their one spelling, each once. */
function spelled(urls: readonly string[]): string[] {
  return [...new Set(urls.map((url) => endpointUrl(url) ?? url))];
}

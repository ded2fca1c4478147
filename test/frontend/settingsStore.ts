import { expect } from 'chai';
import { DEFAULTS } from '../../frontend/src/checking/settings.ts';
import { type Keeper, SettingsStore } from '../../frontend/src/checking/settingsStore.ts';

const KEY = 'rootmark.settings';
const OWN = { rpcUrls: ['https://own.example/'] };
const SET = { version: 1, networks: { 1: OWN } };

/** A browser's storage with this in it. */
function keeping(text?: string): Keeper & { items: Map<string, string> } {
  const items = new Map(text === undefined ? [] : [[KEY, text]]);
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

function failing(): never {
  throw new DOMException('Storage is switched off.', 'SecurityError');
}

describe('SettingsStore', () => {
  it('begins with what was kept', () => {
    const store = new SettingsStore(() => keeping(JSON.stringify(SET)));

    expect(store.settings).to.eql(SET);
    expect(store.trouble).to.equal(null);
  });

  it('keeps what is set, tells who follows it, and keeps nothing once all is the record’s again', () => {
    const keeper = keeping();
    const store = new SettingsStore(() => keeper);
    let times = 0;
    store.subscribe(() => times++);
    store.change(1, OWN);

    expect(JSON.parse(keeper.items.get(KEY) ?? '')).to.eql(SET);
    store.change(1, { rpcUrls: undefined });
    expect([...keeper.items.keys()]).to.eql([]);
    expect(store.settings).to.eql(DEFAULTS);
    expect(times).to.equal(2);
  });

  it('says that what was kept cannot be read, and leaves it there until something is set', () => {
    const keeper = keeping('{"version":99}');
    const store = new SettingsStore(() => keeper);

    expect(store.settings).to.eql(DEFAULTS);
    expect(store.trouble).to.equal('unreadable');
    expect(keeper.items.get(KEY)).to.equal('{"version":99}');
    store.change(1, OWN);
    expect(store.trouble).to.equal(null);
    expect(JSON.parse(keeper.items.get(KEY) ?? '')).to.eql(SET);
  });

  it('says that nothing can be kept, and holds what is set all the same', () => {
    const store = new SettingsStore(failing);
    expect(store.trouble).to.equal('unkept');
    store.change(1, OWN);

    expect(store.settings).to.eql(SET);
    expect(store.trouble).to.equal('unkept');
  });

  it('takes up what another tab has set, and nothing else that is stored', () => {
    const keeper = keeping();
    const store = new SettingsStore(() => keeper);
    let times = 0;
    store.subscribe(() => times++);
    keeper.items.set(KEY, JSON.stringify(SET));
    store.onStorage({ key: 'rootmark.theme' });
    expect([store.settings, times]).to.eql([DEFAULTS, 0]);
    store.onStorage({ key: KEY });

    expect([store.settings, times]).to.eql([SET, 1]);
  });
});

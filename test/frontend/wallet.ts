import { expect } from 'chai';
import { buildBatch } from '#core/batch';
import { redact } from '#core/disclosure';
import { type Keeper, KeepingError, Wallet } from '../../frontend/src/keeping/wallet.ts';
import {
  covers,
  isWalletFile,
  parseWallet,
  readKept,
  type Stored,
  walletFile,
} from '../../frontend/src/keeping/walletFile.ts';
import { draftFor, REDACTABLE, reread } from '../support/credentials.ts';

const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const REGISTRY = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' } as const;
const [AMINA, BEN] = buildBatch({
  registry: REGISTRY,
  issuer: ISSUER,
  secret: new Uint8Array(32).fill(7),
  drafts: [draftFor('Amina Okonkwo'), draftFor('Ben Ito')],
}).credentials.map(({ document }) => reread(document)) as [
  ReturnType<typeof reread>,
  ReturnType<typeof reread>,
];
const [NAME, EMAIL, RESULT] = REDACTABLE as [string, string, string];

function kept(credential: typeof AMINA, savedAt = 1000) {
  return readKept({ text: JSON.stringify(credential.document), savedAt });
}

/** A storage in memory, which can be made to refuse. */
function storage() {
  const items = new Map<string, Stored>();
  const keeper: Keeper & { items: typeof items; refusal: KeepingError | null } = {
    items,
    refusal: null,
    entries: async () => {
      if (keeper.refusal !== null) throw keeper.refusal;
      return [...items];
    },
    change: async (put, remove) => {
      if (keeper.refusal !== null) throw keeper.refusal;
      for (const key of remove) items.delete(key);
      for (const [key, stored] of put) items.set(key, stored);
    },
  };
  return keeper;
}

/** The texts of all that a wallet holds. */
async function textsIn(wallet: Wallet): Promise<string[]> {
  await wallet.load();
  return wallet.state.state === 'ready' ? wallet.state.entries.map(({ text }) => text) : [];
}

describe('Wallet', () => {
  it('keeps what is added letter for letter, newest first, and tells who follows it', async () => {
    const keeper = storage();
    const wallet = new Wallet(keeper);
    let times = 0;
    wallet.subscribe(() => times++);
    const outcome = await wallet.add([kept(AMINA, 1000), kept(BEN, 2000)]);

    expect(outcome).to.include({ added: 2, there: 0 });
    expect(await textsIn(new Wallet(keeper))).to.eql([
      JSON.stringify(BEN.document),
      JSON.stringify(AMINA.document),
    ]);
    expect(times).to.equal(1);
  });

  it('calls nothing by a name that says whom it is about', async () => {
    const keeper = storage();
    await new Wallet(keeper).add([kept(AMINA)]);

    expect([...keeper.items.keys()]).to.eql([kept(AMINA).leaf.slice(2, 34)]);
  });

  it('does not add a file that shows no more than one that is there', async () => {
    const wallet = new Wallet(storage());
    const { key } = await wallet.add([kept(AMINA)]);

    expect(await wallet.add([kept(AMINA)])).to.eql({ added: 0, there: 1, key });
    expect(await wallet.add([kept(redact(AMINA, [NAME]))])).to.eql({ added: 0, there: 1, key });
    expect(await textsIn(wallet)).to.eql([JSON.stringify(AMINA.document)]);
  });

  it('replaces redacted files by one that shows all that they show', async () => {
    const wallet = new Wallet(storage());
    await wallet.add([kept(redact(AMINA, [NAME])), kept(redact(AMINA, [RESULT]))]);
    expect(await textsIn(wallet)).to.have.length(2);
    await wallet.add([kept(AMINA)]);

    expect(await textsIn(wallet)).to.eql([JSON.stringify(AMINA.document)]);
  });

  it('keeps redacted files that show different things, so that neither is lost', async () => {
    const [one, other] = [redact(AMINA, [NAME]), redact(AMINA, [EMAIL])];
    const wallet = new Wallet(storage());
    await wallet.add([kept(one, 2), kept(other, 1), kept(redact(one, [EMAIL]), 3)]);

    expect(await textsIn(wallet)).to.eql([one, other].map(({ document }) => JSON.stringify(document)));
  });

  it('loses nothing when two things are added at the same time', async () => {
    const wallet = new Wallet(storage());
    await Promise.all([
      wallet.add([kept(redact(AMINA, [NAME]), 2)]),
      wallet.add([kept(redact(AMINA, [EMAIL]), 1)]),
      wallet.add([kept(BEN, 3)]),
    ]);

    expect(await textsIn(wallet)).to.have.length(3);
  });

  it('removes one, which can be put back', async () => {
    const wallet = new Wallet(storage());
    const { key } = await wallet.add([kept(AMINA)]);
    await wallet.add([kept(BEN)]);
    await wallet.remove(key ?? '');
    expect(await textsIn(wallet)).to.eql([JSON.stringify(BEN.document)]);

    expect(await wallet.add([kept(AMINA)])).to.eql({ added: 1, there: 0, key });
  });

  it('leaves what it cannot read where it is, and counts it', async () => {
    const keeper = storage();
    keeper.items.set('later', { text: '{"format":"of a later version"}', savedAt: 1 });
    const wallet = new Wallet(keeper);
    await wallet.add([kept(AMINA)]);

    expect(wallet.state).to.include({ state: 'ready', unreadable: 1 });
    expect(keeper.items.has('later')).to.equal(true);
  });

  for (const trouble of ['blocked', 'full', 'broken'] as const) {
    it(`says that its storage is ${trouble}, and goes on once it no longer is`, async () => {
      const keeper = storage();
      const wallet = new Wallet(keeper);
      keeper.refusal = new KeepingError(trouble);
      await wallet.load();
      expect(wallet.state).to.eql({ state: 'trouble', trouble });
      const refusal = await wallet.add([kept(AMINA)]).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(KeepingError).and.to.have.property('trouble', trouble);
      keeper.refusal = null;

      expect(await wallet.add([kept(AMINA)])).to.include({ added: 1 });
    });
  }
});

describe('covers', () => {
  it('is so of the same, and of what shows more', () => {
    expect(covers(AMINA, AMINA)).to.equal(true);
    expect(covers(AMINA, redact(AMINA, [NAME]))).to.equal(true);
    expect(covers(redact(AMINA, [NAME]), AMINA)).to.equal(false);
    expect(covers(redact(AMINA, [NAME]), redact(AMINA, [EMAIL]))).to.equal(false);
    expect(covers(redact(AMINA, [NAME]), redact(AMINA, [NAME, EMAIL]))).to.equal(true);
  });

  it('is not so of a file without the signature that the other carries', () => {
    const proof = { type: 'DataIntegrityProof' };
    const signed = { ...AMINA, document: { ...AMINA.document, proof: [proof] } };

    expect(covers(AMINA, signed)).to.equal(false);
    expect(covers(signed, AMINA)).to.equal(true);
  });
});

describe('a wallet’s file', () => {
  const stored = [kept(AMINA, 1_790_000_000), kept(redact(BEN, [NAME]), 1_790_000_001)];

  it('comes back as it was, letter for letter', () => {
    const text = walletFile(stored, 1_790_000_002);

    expect(isWalletFile(text)).to.equal(true);
    expect(parseWallet(text)).to.eql(stored);
    expect(JSON.parse(text)).to.include({
      format: 'rootmark-wallet-v1',
      exportedAt: '2026-09-21T14:13:22.000Z',
    });
    expect(parseWallet(walletFile([], 0))).to.eql([]);
  });

  it('keeps the spelling of a file as it was', () => {
    const text = `\n${JSON.stringify(AMINA.document, null, 4)}\n`;

    expect(parseWallet(walletFile([{ text, savedAt: 5 }], 6))).to.eql([readKept({ text, savedAt: 5 })]);
  });

  const whole = () => JSON.parse(walletFile(stored, 6));
  const cases: [name: string, change: (wallet: ReturnType<typeof whole>) => unknown, says: string][] = [
    ['cut', (wallet) => JSON.stringify(wallet).slice(0, -9), 'it is cut or damaged'],
    ['of a later version', (wallet) => ({ ...wallet, format: 'rootmark-wallet-v2' }), '“format”'],
    ['without its credentials', ({ credentials: _, ...rest }) => rest, '“credentials”'],
    ['with a member more', (wallet) => ({ ...wallet, trusted: true }), '“trusted”'],
    [
      'with a time that is none',
      ({ credentials: [one], ...wallet }) => ({ ...wallet, credentials: [{ ...one, savedAt: 'soon' }] }),
      '“credentials.0.savedAt”',
    ],
    [
      'with something else than a credential in it',
      ({ credentials: [one], ...wallet }) => ({ ...wallet, credentials: [one, { ...one, file: '{}' }] }),
      'credential 2 cannot be kept',
    ],
    [
      'with an altered credential in it',
      ({ credentials: [one, two], ...wallet }) => ({
        ...wallet,
        credentials: [two, { ...one, file: one.file.replace('Amina', 'Anina') }],
      }),
      'credential 2 cannot be kept: It was altered after it was issued',
    ],
  ];
  for (const [name, change, says] of cases) {
    it(`is refused whole when it is ${name}`, () => {
      const changed = change(whole());
      const text = typeof changed === 'string' ? changed : JSON.stringify(changed);

      expect(() => parseWallet(text)).to.throw(says);
    });
  }

  it('with the same member twice is refused', () => {
    const text = walletFile(stored, 6).replace('"exportedAt"', '"exportedAt": "2026-01-01", "exportedAt"');

    expect(() => parseWallet(text)).to.throw('twice');
  });
});

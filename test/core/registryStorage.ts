import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import solc from 'solc';
import {
  BATCH,
  BATCH_ENTRY,
  DID_RECORD,
  ISSUER_ENTRY,
  ISSUERS_SLOT,
  OPERATOR,
  readText,
  STATUS_WORD,
} from '#core/registryStorage';
import { ProofError } from '#core/storageProof';

const SOURCE = 'project/contracts/CredentialRegistry.sol';

interface Member {
  label: string;
  offset: number;
  slot: string;
  type: string;
}

interface Layout {
  storage: Member[];
  types: Record<string, { label: string; numberOfBytes: string; members?: Member[] }>;
}

/** Where the compiler itself puts the contract's storage. */
function compiledLayout(): Layout {
  const { buildInfoId } = JSON.parse(
    readFileSync('artifacts/contracts/CredentialRegistry.sol/CredentialRegistry.json', 'utf8'),
  );
  const { input } = JSON.parse(readFileSync(`artifacts/build-info/${buildInfoId}.json`, 'utf8'));
  input.settings.outputSelection = { [SOURCE]: { CredentialRegistry: ['storageLayout'] } };
  const { contracts, errors } = JSON.parse(solc.compile(JSON.stringify(input)));
  return contracts?.[SOURCE].CredentialRegistry.storageLayout ?? expect.fail(JSON.stringify(errors));
}

describe('the storage of the registry', () => {
  let layout: Layout;

  before(function () {
    this.timeout(60_000);
    layout = compiledLayout();
  });

  const membersOf = (struct: string) => {
    const found = Object.values(layout.types).find(({ label }) => label === `struct ${struct}`);
    return found?.members ?? expect.fail(`the contract has no struct ${struct}`);
  };
  const slotsOf = (struct: string) =>
    Object.fromEntries(membersOf(struct).map(({ label, slot }) => [label, BigInt(slot)]));
  const packedOf = (struct: string) => {
    const members = membersOf(struct);
    expect(members.map(({ slot }) => slot)).to.deep.equal(members.map(() => '0'));
    return Object.fromEntries(
      members.map(({ label, offset, type }) => [
        label,
        { offset, bytes: Number(layout.types[type]?.numberOfBytes) },
      ]),
    );
  };

  it('begins with the issuers where the constants say', () => {
    const issuers = layout.storage.find(({ label }) => label === '_issuers');
    expect(BigInt(issuers?.slot ?? -1)).to.equal(ISSUERS_SLOT);
    expect(issuers?.offset).to.equal(0);
  });

  it('has the members of each struct where the constants say', () => {
    expect(slotsOf('CredentialRegistry.IssuerEntry')).to.deep.equal({
      admin: 0n,
      pendingAdmin: 1n,
      ...ISSUER_ENTRY,
    });
    expect(slotsOf('CredentialRegistry.BatchEntry')).to.deep.equal(BATCH_ENTRY);
    expect(slotsOf('CredentialRegistry.StatusWord')).to.deep.equal(STATUS_WORD);
    const { slots, ...didRecord } = DID_RECORD;
    expect(slotsOf('ICredentialRegistry.DidRecord')).to.deep.equal(didRecord);
    expect(
      Object.values(layout.types).find(({ label }) => label === 'struct ICredentialRegistry.DidRecord')
        ?.numberOfBytes,
    ).to.equal(String(32n * slots));
  });

  it('packs batches and operators as the constants say', () => {
    expect(packedOf('ICredentialRegistry.Batch')).to.deep.equal(BATCH);
    expect(packedOf('ICredentialRegistry.Operator')).to.deep.equal(OPERATOR);
  });
});

describe('readText', () => {
  it('refuses a text longer than any DID before it reads it', async () => {
    const read = async (slots: readonly bigint[]) => {
      expect(slots).to.deep.equal([5n]);
      return [2n ** 255n + 1n];
    };
    let thrown: unknown;
    await readText(5n, read).catch((error: unknown) => {
      thrown = error;
    });
    expect(thrown).to.be.instanceOf(ProofError);
  });
});

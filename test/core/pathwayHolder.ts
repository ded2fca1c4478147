import { expect } from 'chai';
import { hashIdentity } from '#core/identity';
import type { JsonObject } from '#core/json';
import { compareEmail, compareHolders } from '#core/pathwayHolder';
import { type ComponentOptions, componentDraft, fileOfDraft } from '../support/pathways.ts';
import { identity } from '../support/templates.ts';

const NAME = '/credentialSubject/identifier/0';
const EMAIL = '/credentialSubject/identifier/1';

const file = (options: ComponentOptions = {}, hide: string[] = []) =>
  fileOfDraft(componentDraft(options), hide);
const withIdentities = (...identifier: JsonObject[]) => file({ subject: { identifier }, redactable: [] });

describe('compareHolders', () => {
  it('calls files of the same name the same as far as they show, whatever case and spaces', () => {
    expect(compareHolders([file(), file({ achievement: 'sql', holder: 'AMINA  Okonkwo' })])).to.eql({
      status: 'same',
      names: ['Amina Okonkwo', 'AMINA Okonkwo'],
    });
  });

  it('calls files of different names different', () => {
    expect(compareHolders([file(), file({ holder: 'Ben Ito' })])).to.eql({
      status: 'different',
      names: ['Amina Okonkwo', 'Ben Ito'],
    });
  });

  it('cannot tell where a name is hidden, though the hashed addresses are the same', () => {
    expect(compareHolders([file(), file({ achievement: 'sql' }, [NAME])])).to.eql({
      status: 'unknown',
      names: ['Amina Okonkwo'],
    });
  });

  it('does not take two that are each like a third for like each other', () => {
    const bridge = withIdentities(identity('name', 'Amina Okonkwo'), identity('sisSourcedId', 'LP-1'));
    const byName = withIdentities(identity('name', 'Amina Okonkwo'));
    const byNumber = withIdentities(identity('sisSourcedId', 'LP-1'));
    expect(compareHolders([byName, bridge, byNumber]).status).to.equal('unknown');
  });

  it('calls namesakes with different numbers of one school different', () => {
    const amina = withIdentities(identity('name', 'Amina Okonkwo'), identity('sisSourcedId', 'LP-1'));
    const namesake = withIdentities(identity('name', 'Amina Okonkwo'), identity('sisSourcedId', 'LP-2'));
    expect(compareHolders([amina, namesake]).status).to.equal('different');
  });

  it('does not compare the numbers of two schools', () => {
    const here = withIdentities(identity('name', 'Amina Okonkwo'), identity('sisSourcedId', '17'));
    const elsewhere = {
      ...here,
      anchor: { ...here.anchor, issuer: '0x0000000000000000000000000000000000000001' as const },
    };
    const other = withIdentities(identity('sisSourcedId', '17'));
    expect(compareHolders([elsewhere, other]).status).to.equal('unknown');
    expect(compareHolders([here, other]).status).to.equal('same');
  });

  it('is proven by an address that all were issued for, whatever the names', () => {
    const files = [file({ holder: 'Amina Okonkwo' }), file({ achievement: 'sql', holder: 'Amina Mensah' })];
    expect(compareHolders(files, ' AMINA@example.org ').status).to.equal('proven');
    expect(compareHolders(files).status).to.equal('different');
  });

  it('finds a namesake out by the address', () => {
    const files = [file(), file({ achievement: 'sql', email: 'other.amina@example.org' })];
    expect(compareHolders(files).status).to.equal('same');
    expect(compareHolders(files, 'amina@example.org').status).to.equal('different');
  });
});

describe('compareEmail', () => {
  it('compares with what is hashed and with what is open', () => {
    const open = withIdentities(identity('emailAddress', 'Amina@Example.org'));
    for (const one of [file(), open]) {
      expect(compareEmail(one, 'amina@example.org')).to.equal('same');
      expect(compareEmail(one, 'ben@example.org')).to.equal('other');
    }
  });

  it('cannot tell where an identity is hidden or there is none', () => {
    expect(compareEmail(file({}, [EMAIL]), 'amina@example.org')).to.equal('unknown');
    expect(compareEmail(withIdentities(identity('name', 'Amina')), 'amina@example.org')).to.equal('unknown');
  });

  it('can tell though something is hidden whose name only begins like that of the identities', () => {
    const noted = file(
      {
        subject: { identifierNotes: { text: 'checked at the desk' } },
        redactable: ['/credentialSubject/identifierNotes/text'],
      },
      ['/credentialSubject/identifierNotes/text'],
    );
    expect(compareEmail(noted, 'ben@example.org')).to.equal('other');
  });

  it('compares with an address that another issuer hashed as it was typed', () => {
    const typed = 'Amina@Example.org';
    const identityHash = hashIdentity(typed, 'x').replace(/[a-f](?=[^$]*$)/g, (digit) => digit.toUpperCase());
    const hashed = withIdentities({ ...identity('emailAddress', identityHash, true), salt: 'x' });
    expect(compareEmail(hashed, typed)).to.equal('same');
    expect(compareEmail(hashed, 'ben@example.org')).to.equal('other');
  });

  it('cannot tell by a hash of another kind', () => {
    const hashed = withIdentities({ ...identity('emailAddress', 'md5$00', true), salt: 'x' });
    expect(compareEmail(hashed, 'amina@example.org')).to.equal('unknown');
  });

  it('does not take a hash for the address that it looks like', () => {
    const hash = 'sha256$00';
    const hashed = withIdentities({ ...identity('emailAddress', hash, true), salt: 'x' });
    expect(compareEmail(hashed, hash)).to.equal('other');
  });
});

import { expect } from 'chai';
import type { IssuerRecord, OperatorRecord } from '#core/registry';
import { bytesOf, choicesFor, rightsOf } from '../../frontend/src/features/desk/rights.ts';

const ADMIN = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const OTHER = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const issuer: IssuerRecord = { admin: ADMIN, pendingAdmin: null, dids: [] };
const operator: OperatorRecord = { roles: 3, authorizedAt: 1, retiredAt: null, distrustedSince: null };

describe('rightsOf', () => {
  it('gives an operator in the role of revoking its rights', () => {
    expect(rightsOf(OTHER, { issuer, operator })).to.eql({
      isOperator: true,
      mayAnchor: true,
      isAdmin: false,
    });
    expect(rightsOf(OTHER, { issuer, operator: { ...operator, roles: 2 } }).isOperator).to.equal(true);
  });

  it('knows an operator that may only anchor', () => {
    expect(rightsOf(OTHER, { issuer, operator: { ...operator, roles: 1 } }).mayAnchor).to.equal(true);
    expect(rightsOf(OTHER, { issuer, operator: { ...operator, roles: 2 } }).mayAnchor).to.equal(false);
  });

  it('gives none to one that may only anchor, is retired, is distrusted or never was', () => {
    for (const record of [
      { ...operator, roles: 1 },
      { ...operator, retiredAt: 5 },
      { ...operator, distrustedSince: 5 },
      null,
    ]) {
      expect(rightsOf(OTHER, { issuer, operator: record }).isOperator).to.equal(false);
    }
  });

  it('knows the admin, operator or not', () => {
    expect(rightsOf(ADMIN, { issuer, operator: null })).to.eql({
      isOperator: false,
      mayAnchor: false,
      isAdmin: true,
    });
    expect(rightsOf(ADMIN, { issuer: null, operator: null }).isAdmin).to.equal(false);
  });
});

describe('choicesFor', () => {
  const operatorOnly = { isOperator: true, isAdmin: false };
  const adminOnly = { isOperator: false, isAdmin: true };

  it('offers an operator what the contract would take', () => {
    expect(choicesFor('StatusCurrent', operatorOnly)).to.eql(['suspend', 'revoke']);
    expect(choicesFor('StatusSuspended', operatorOnly)).to.eql(['reinstate', 'revoke']);
    expect(choicesFor('StatusRevoked', operatorOnly)).to.eql([]);
  });

  it('offers the admin to undo, and to withdraw the whole batch', () => {
    expect(choicesFor('StatusCurrent', adminOnly)).to.eql(['withdraw']);
    expect(choicesFor('StatusSuspended', adminOnly)).to.eql(['reinstate', 'withdraw']);
    expect(choicesFor('StatusRevoked', adminOnly)).to.eql(['reinstate', 'withdraw']);
  });

  it('offers nothing to strangers, of a withdrawn batch, or of a status that it does not know', () => {
    const both = { isOperator: true, isAdmin: true };

    expect(choicesFor('StatusCurrent', { isOperator: false, isAdmin: false })).to.eql([]);
    expect(choicesFor('StatusBatchWithdrawn', both)).to.eql([]);
    expect(choicesFor('ChainUnread', both)).to.eql([]);
    expect(choicesFor('toString', both)).to.eql([]);
  });
});

describe('bytesOf', () => {
  it('counts UTF-8, as the contract does', () => {
    expect(bytesOf('é🎓')).to.equal(6);
  });
});

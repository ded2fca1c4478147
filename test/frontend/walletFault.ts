import { expect } from 'chai';
import {
  EstimateGasExecutionError,
  encodeErrorResult,
  HttpRequestError,
  InsufficientFundsError,
  ResourceUnavailableRpcError,
  RpcRequestError,
  SwitchChainError,
  TransactionExecutionError,
  UnauthorizedProviderError,
  UserRejectedRequestError,
  WaitForTransactionReceiptTimeoutError,
} from 'viem';
import { ProviderNotFoundError } from 'wagmi';
import { credentialRegistryAbi } from '#core/abi';
import { RootmarkError } from '#core/errors';
import { AbandonedError, walletFaultOf } from '../../frontend/src/features/desk/walletFault.ts';
import { arDesk } from '../../frontend/src/messages/arDesk.ts';
import { enDesk } from '../../frontend/src/messages/enDesk.ts';

const ACCOUNT = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const noCause = new Error('inner');

/** What an endpoint says when the registry reverts, as Hardhat's own chain wraps it. */
function reverted(data: `0x${string}`) {
  const error = { code: 3, message: 'execution reverted', data: { message: '', data } };
  const cause = new RpcRequestError({ body: {}, error: error as never, url: 'http://127.0.0.1' });
  return new EstimateGasExecutionError(cause as never, { account: undefined as never, docsPath: '' });
}

describe('walletFaultOf', () => {
  it('tells the faults apart by their class, however deep', () => {
    const rejected = new UserRejectedRequestError(noCause);

    expect(walletFaultOf(rejected)).to.equal('rejected');
    expect(walletFaultOf(new TransactionExecutionError(rejected, { account: null as never }))).to.equal(
      'rejected',
    );
    expect(walletFaultOf(new ResourceUnavailableRpcError(noCause))).to.equal('busy');
    expect(walletFaultOf(new ProviderNotFoundError())).to.equal('noProvider');
    expect(walletFaultOf(new SwitchChainError(noCause))).to.equal('wrongNetwork');
    expect(walletFaultOf(new InsufficientFundsError())).to.equal('noFunds');
    expect(walletFaultOf(new WaitForTransactionReceiptTimeoutError({ hash: '0x' }))).to.equal('slow');
    expect(walletFaultOf(new HttpRequestError({ url: 'https://rpc.example' }))).to.equal('unreachable');
    expect(walletFaultOf(new RootmarkError('network', 'ChainUnreachable', '', ''))).to.equal('unreachable');
  });

  it('tells a locked wallet, one that is not waited for any more, and a browser that keeps nothing', () => {
    expect(walletFaultOf(new UnauthorizedProviderError(noCause))).to.equal('locked');
    expect(walletFaultOf({ code: 4100, message: 'locked' })).to.equal('locked');
    expect(walletFaultOf(new AbandonedError())).to.equal('abandoned');
    expect(walletFaultOf(new DOMException('full', 'QuotaExceededError'))).to.equal('notKept');
  });

  it('knows the code for “no” of wallets that throw plain objects', () => {
    expect(walletFaultOf({ code: 4001, message: 'nope' })).to.equal('rejected');
  });

  it('reads what the registry refused', () => {
    const notOperator = encodeErrorResult({
      abi: credentialRegistryAbi,
      errorName: 'RegistryNotOperator',
      args: [ACCOUNT, ACCOUNT],
    });
    const unknownBatch = encodeErrorResult({
      abi: credentialRegistryAbi,
      errorName: 'RegistryUnknownBatch',
      args: [ACCOUNT, `0x${'00'.repeat(32)}`],
    });

    expect(walletFaultOf(reverted(notOperator))).to.equal('notOperator');
    expect(walletFaultOf(reverted(unknownBatch))).to.equal('refused');
    const exists = encodeErrorResult({
      abi: credentialRegistryAbi,
      errorName: 'RegistryBatchExists',
      args: [ACCOUNT, `0x${'00'.repeat(32)}`, 5],
    });
    expect(walletFaultOf(reverted(exists))).to.equal('exists');
    expect(walletFaultOf(reverted('0x12345678'))).to.equal('refused');
  });

  it('has a sentence for everything', () => {
    for (const thrown of [undefined, null, 'text', 7, {}, new Error('odd')]) {
      expect(enDesk.fault[walletFaultOf(thrown)]).to.match(/^[A-Z].*\.$/);
      expect(arDesk.fault[walletFaultOf(thrown)]).to.match(/\.$/);
    }
  });
});

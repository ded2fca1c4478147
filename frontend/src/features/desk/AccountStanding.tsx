import { useQuery } from '@tanstack/react-query';
import type { Address } from 'viem';
import type { Deployment } from '#core/deployments';
import { domainOf } from '#core/didWeb';
import { readIssuer, readOperator } from '#core/registry';
import { clientFor } from '../../checking/context.ts';
import { Untrusted } from '../../components/Untrusted.tsx';
import { legibleLine, shortened } from '../../reading/text.ts';
import { useDeskMessages } from './deskMessages.ts';
import { rightsOf } from './rights.ts';
import { Fault } from './WalletPanel.tsx';

/** The records of an issuer and of an account that may act for it. */
export function useRecords(deployment: Deployment | undefined, issuer: Address, account: Address) {
  return useQuery({
    queryKey: ['records', deployment?.chainId, issuer, account],
    enabled: deployment !== undefined,
    queryFn: async () => {
      if (deployment === undefined) return null;
      const client = clientFor(deployment);
      const [issuerRecord, operatorRecord] = await Promise.all([
        readIssuer(client, deployment, issuer),
        readOperator(client, deployment, issuer, account),
      ]);
      return { issuer: issuerRecord, operator: operatorRecord };
    },
  });
}

/** Whether the connected account is an issuer, by what name, and what it may do. */
export function AccountStanding({ account, deployment }: { account: Address; deployment: Deployment }) {
  const { desk } = useDeskMessages();
  const words = useDeskMessages();
  const { data, isPending, error } = useRecords(deployment, account, account);
  if (isPending) return <p role="status">{desk.reading(deployment.name)}</p>;
  if (error !== null) return <Fault>{words.fault.unreachable}</Fault>;
  if (data === null || data.issuer === null) {
    return (
      <p>
        <strong>{desk.notIssuer(deployment.name)}</strong> {desk.notIssuerMore}
      </p>
    );
  }
  const { isOperator, mayAnchor, isAdmin } = rightsOf(account, data);
  const did = data.issuer.dids.at(-1)?.did ?? '';
  return (
    <p>
      {desk.registeredAs}{' '}
      <strong title={legibleLine(did)}>
        <Untrusted>{shortened(domainOf(did) ?? did, 120)}</Untrusted>
      </strong>
      . {words.standing(mayAnchor, isOperator, isAdmin)}
    </p>
  );
}

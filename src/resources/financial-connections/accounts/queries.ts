import { builder } from '../../../graph/kit/builder.ts';
import { connection } from '../../../graph/kit/connection.ts';
import { checkedId, lookup } from '../../../graph/kit/lookup.ts';
import { AccountHolderFilter, restAccountHolder } from '../account-holder.ts';
import { FinancialConnectionsAccount, FinancialConnectionsAccountConnection } from '../accounts.ts';
import { FinancialConnectionsSession } from '../sessions.ts';

builder.queryFields((t) => ({
  financialConnectionsAccount: lookup(
    t,
    FinancialConnectionsAccount,
    'An outside account by its id, or null when there is none.',
  ),
  financialConnectionsAccounts: connection(t, FinancialConnectionsAccountConnection, {
    description: 'Outside accounts, newest first.',
    args: {
      accountHolder: t.arg({ type: AccountHolderFilter, description: 'Only those that this holder connected.' }),
      session: t.arg.id({
        description: 'Only those that were connected in this session, an id that begins with `fcsess_`.',
      }),
    },
    endpoint: '/v1/financial_connections/accounts',
    filters: ({ accountHolder, session }) => ({
      account_holder: restAccountHolder(accountHolder),
      session: session == null ? undefined : checkedId(FinancialConnectionsSession.resource, session, 'session'),
    }),
  }),
}));

import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { connection, connectionType } from '../../graph/kit/connection.ts';
import { enumerated, livemode, timestamp } from '../../graph/kit/fields.ts';
import { checkedId, lookup } from '../../graph/kit/lookup.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { defineResource } from '../../graph/resource.ts';
import { restPath } from '../../stripe/path.ts';
import { FinancialConnectionsAccountBalance } from './account-balance.ts';
import {
  FinancialConnectionsAccountCategory,
  FinancialConnectionsAccountPermission,
  FinancialConnectionsAccountStatus,
  FinancialConnectionsAccountSubcategory,
  FinancialConnectionsAccountSubscription,
  FinancialConnectionsAccountSupportedPaymentMethodType,
} from './account-enums.ts';
import { AccountHolderFilter, FinancialConnectionsAccountHolder, restAccountHolder } from './account-holder.ts';
import { FinancialConnectionsRefresh, FinancialConnectionsTransactionRefresh } from './account-refresh.ts';

/** GET /v1/financial_connections/accounts/{id} */
export const FinancialConnectionsAccount = nodeType<Stripe.FinancialConnections.Account>(
  'FinancialConnectionsAccount',
  {
    object: 'financial_connections.account',
    prefix: 'fca_',
    path: (id) => restPath('/v1/financial_connections/accounts/{id}', { id }),
    description:
      'An outside account: one at a bank that its holder has connected, so that its data can be read. REST: GET /v1/financial_connections/accounts/{id}.',
    idDescription: 'Stripe id, begins with `fca_`.',
    fields: (t) => ({
      accountHolder: t.expose('account_holder', {
        type: FinancialConnectionsAccountHolder,
        nullable: true,
        description: 'Who connected it; null when REST does not say.',
      }),
      balance: t.expose('balance', {
        type: FinancialConnectionsAccountBalance,
        nullable: true,
        description: 'Its balance as the bank told it last; null when it never did.',
      }),
      balanceRefresh: t.expose('balance_refresh', {
        type: FinancialConnectionsRefresh,
        nullable: true,
        description: 'The last attempt to fetch its balance; null when there was none.',
      }),
      category: enumerated(t, 'category', FinancialConnectionsAccountCategory, 'What it is for, in broad terms.'),
      created: timestamp(t, 'created', 'When it was connected.'),
      displayName: t.expose('display_name', {
        type: 'String',
        nullable: true,
        description: 'The name that its holder or bank gave it; null when it has none.',
      }),
      institutionName: t.expose('institution_name', { type: 'String', description: 'Name of the bank.' }),
      last4: t.expose('last4', {
        type: 'String',
        nullable: true,
        description: 'The last four digits of its number; null when they are not known.',
      }),
      livemode: livemode(t),
      ownership: t.field({
        type: 'ID',
        nullable: true,
        description:
          'Id of what is known about its owners, begins with `fcaowns_`; null when nothing is. `owners` has them. Costs no call.',
        resolve: ({ ownership }) => (typeof ownership === 'string' ? ownership : (ownership?.id ?? null)),
      }),
      ownershipRefresh: t.expose('ownership_refresh', {
        type: FinancialConnectionsRefresh,
        nullable: true,
        description: 'The last attempt to fetch its owners; null when there was none.',
      }),
      permissions: t.field({
        type: [FinancialConnectionsAccountPermission.ref],
        nullable: true,
        description: 'What its holder allowed; null when REST does not say.',
        resolve: ({ permissions }, _args, context) =>
          permissions?.map((each) => FinancialConnectionsAccountPermission.read(each, context)),
      }),
      status: enumerated(t, 'status', FinancialConnectionsAccountStatus, 'Whether the bank still gives data about it.'),
      subcategory: enumerated(
        t,
        'subcategory',
        FinancialConnectionsAccountSubcategory,
        'What it is for, within its category.',
      ),
      subscriptions: t.field({
        type: [FinancialConnectionsAccountSubscription.ref],
        nullable: true,
        description: 'What is fetched from its bank again and again, without asking; null when REST does not say.',
        resolve: ({ subscriptions }, _args, context) =>
          subscriptions?.map((each) => FinancialConnectionsAccountSubscription.read(each, context)),
      }),
      supportedPaymentMethodTypes: t.field({
        type: [FinancialConnectionsAccountSupportedPaymentMethodType.ref],
        description: 'The kinds of payment method that it can become; empty when it can become none.',
        resolve: ({ supported_payment_method_types }, _args, context) =>
          supported_payment_method_types.map((each) =>
            FinancialConnectionsAccountSupportedPaymentMethodType.read(each, context),
          ),
      }),
      transactionRefresh: t.expose('transaction_refresh', {
        type: FinancialConnectionsTransactionRefresh,
        nullable: true,
        description: 'The last attempt to fetch its transactions; null when there was none.',
      }),
    }),
  },
);

const FinancialConnectionsAccountConnection = connectionType(FinancialConnectionsAccount, 'fca_', 'outside accounts');

/** What a holder went through to connect accounts; here it only narrows a list. */
const Session = defineResource('FinancialConnectionsSession', {
  object: 'financial_connections.session',
  prefix: 'fcsess_',
});

builder.queryFields((t) => ({
  financialConnectionsAccount: lookup(
    t,
    FinancialConnectionsAccount,
    'An outside account by its id, or null when there is none. One REST call.',
  ),
  financialConnectionsAccounts: connection(t, FinancialConnectionsAccountConnection, {
    description: 'Outside accounts, newest first. One REST call for every 100: GET /v1/financial_connections/accounts.',
    args: {
      accountHolder: t.arg({ type: AccountHolderFilter, description: 'Only those that this holder connected.' }),
      session: t.arg.id({
        description: 'Only those that were connected in this session, an id that begins with `fcsess_`.',
      }),
    },
    path: () => restPath('/v1/financial_connections/accounts'),
    filters: ({ accountHolder, session }) => ({
      account_holder: restAccountHolder(accountHolder),
      session: session == null ? undefined : checkedId(Session, session, 'session'),
    }),
  }),
}));

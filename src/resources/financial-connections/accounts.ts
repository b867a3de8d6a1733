import type Stripe from 'stripe';
import { connectionType } from '../../graph/kit/connection.ts';
import { enumerated, enumeratedList } from '../../graph/kit/enum-fields.ts';
import { livemode, text, timestamp } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { FinancialConnectionsAccountBalance } from './account-balance.ts';
import {
  FinancialConnectionsAccountCategory,
  FinancialConnectionsAccountPermission,
  FinancialConnectionsAccountStatus,
  FinancialConnectionsAccountSubcategory,
  FinancialConnectionsAccountSubscription,
  FinancialConnectionsAccountSupportedPaymentMethodType,
} from './account-enums.ts';
import { FinancialConnectionsAccountHolder } from './account-holder.ts';
import { FinancialConnectionsRefresh, FinancialConnectionsTransactionRefresh } from './account-refresh.ts';

/** GET /v1/financial_connections/accounts/{id} */
export const FinancialConnectionsAccount = nodeType<Stripe.FinancialConnections.Account>(
  'FinancialConnectionsAccount',
  {
    object: 'financial_connections.account',
    prefix: 'fca_',
    endpoint: '/v1/financial_connections/accounts/{id}',
    description: 'An outside account: one at a bank that its holder has connected, so that its data can be read.',
    fields: (t) => ({
      accountHolder: nested(t, 'account_holder', 'Who connected it; null when REST does not say.', {
        type: FinancialConnectionsAccountHolder,
        nullable: true,
      }),
      balance: nested(t, 'balance', 'Its balance as the bank told it last; null when it never did.', {
        type: FinancialConnectionsAccountBalance,
        nullable: true,
      }),
      balanceRefresh: nested(t, 'balance_refresh', 'The last attempt to fetch its balance; null when there was none.', {
        type: FinancialConnectionsRefresh,
        nullable: true,
      }),
      category: enumerated(t, 'category', 'What it is for, in broad terms.', {
        type: FinancialConnectionsAccountCategory,
      }),
      created: timestamp(t, 'created', 'When it was connected.'),
      displayName: text(t, 'display_name', 'The name that its holder or bank gave it; null when it has none.', {
        nullable: true,
      }),
      institutionName: text(t, 'institution_name', 'Name of the bank.'),
      last4: text(t, 'last4', 'The last four digits of its number; null when they are not known.', { nullable: true }),
      livemode: livemode(t),
      ownershipRefresh: nested(
        t,
        'ownership_refresh',
        'The last attempt to fetch its owners; null when there was none.',
        { type: FinancialConnectionsRefresh, nullable: true },
      ),
      permissions: enumeratedList(t, 'permissions', 'What its holder allowed; null when REST does not say.', {
        type: FinancialConnectionsAccountPermission,
        nullable: true,
      }),
      status: enumerated(t, 'status', 'Whether the bank still gives data about it.', {
        type: FinancialConnectionsAccountStatus,
      }),
      subcategory: enumerated(t, 'subcategory', 'What it is for, within its category.', {
        type: FinancialConnectionsAccountSubcategory,
      }),
      subscriptions: enumeratedList(
        t,
        'subscriptions',
        'What is fetched from its bank again and again, without asking; null when REST does not say.',
        { type: FinancialConnectionsAccountSubscription, nullable: true },
      ),
      supportedPaymentMethodTypes: enumeratedList(
        t,
        'supported_payment_method_types',
        'The kinds of payment method that it can become; empty when it can become none.',
        { type: FinancialConnectionsAccountSupportedPaymentMethodType },
      ),
      transactionRefresh: nested(
        t,
        'transaction_refresh',
        'The last attempt to fetch its transactions; null when there was none.',
        { type: FinancialConnectionsTransactionRefresh, nullable: true },
      ),
    }),
  },
);

export const FinancialConnectionsAccountConnection = connectionType(FinancialConnectionsAccount, 'outside accounts');

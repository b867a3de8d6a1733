import type Stripe from 'stripe';
import { enumeration } from '../../graph/kit/enumeration.ts';

type Account = Stripe.FinancialConnections.Account;
type Item<List> = List extends readonly (infer Each)[] ? Each : never;

export const FinancialConnectionsAccountCategory = enumeration<Account['category']>(
  'FinancialConnectionsAccountCategory',
  'What an outside account is for, in broad terms; its subcategory says more.',
  {
    cash: 'It holds money to spend.',
    credit: 'It lends money.',
    investment: 'It holds investments.',
    other: 'Anything else.',
  },
);

export const FinancialConnectionsAccountSubcategory = enumeration<Account['subcategory']>(
  'FinancialConnectionsAccountSubcategory',
  'What an outside account is for, within its category.',
  {
    checking: 'For daily payments; a kind of `CASH`.',
    credit_card: 'A credit card; a kind of `CREDIT`.',
    line_of_credit: 'A line of credit; a kind of `CREDIT`.',
    mortgage: 'A loan on a house; a kind of `CREDIT`.',
    other: 'Anything else, of any category; investments have only this.',
    savings: 'For saving; a kind of `CASH`.',
  },
);

export const FinancialConnectionsAccountStatus = enumeration<Account['status']>(
  'FinancialConnectionsAccountStatus',
  'Whether the bank still gives data about an outside account.',
  {
    active: 'Data can be fetched.',
    disconnected: 'It was disconnected; nothing can be fetched any more.',
    inactive: 'Nothing can be fetched until its holder connects it again.',
  },
);

export const FinancialConnectionsAccountPermission = enumeration<Item<Account['permissions']>>(
  'FinancialConnectionsAccountPermission',
  'What the holder of an outside account allowed to read or do.',
  {
    balances: 'To read its balances.',
    ownership: 'To read who owns it.',
    payment_method: 'To pay with it.',
    transactions: 'To read its transactions.',
  },
);

export const FinancialConnectionsAccountSubscription = enumeration<Item<Account['subscriptions']>>(
  'FinancialConnectionsAccountSubscription',
  'What is fetched from the bank of an outside account again and again, without asking.',
  { transactions: 'Its transactions.' },
);

export const FinancialConnectionsAccountSupportedPaymentMethodType = enumeration<
  Item<Account['supported_payment_method_types']>
>(
  'FinancialConnectionsAccountSupportedPaymentMethodType',
  'A kind of payment method that an outside account can become.',
  {
    link: 'A payment through Link.',
    us_bank_account: 'A debit of a bank account in the United States.',
  },
);

import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { timestamp } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { currencyAmounts } from '../currency-amount.ts';

type Balance = Stripe.FinancialConnections.Account.Balance;

const BalanceType = enumeration<Balance['type']>(
  'FinancialConnectionsAccountBalanceType',
  'What kind of money a balance is about.',
  { cash: 'Money in the account; see `cash`.', credit: 'Money borrowed; see `credit`.' },
);

const CashBalance = builder.objectRef<Stripe.FinancialConnections.Account.Balance.Cash>(
  'FinancialConnectionsAccountCashBalance',
);
CashBalance.implement({
  description: 'What a balance says more when it is about money in the account.',
  fields: (t) => ({
    available: currencyAmounts(
      t,
      'available',
      'What the holder can use, usually `current` with pending movements counted in; one amount for each currency, negative when the holder owes it. Null when the bank does not tell.',
      { nullable: true },
    ),
  }),
});

const CreditBalance = builder.objectRef<Stripe.FinancialConnections.Account.Balance.Credit>(
  'FinancialConnectionsAccountCreditBalance',
);
CreditBalance.implement({
  description: 'What a balance says more when it is about money borrowed.',
  fields: (t) => ({
    used: currencyAmounts(
      t,
      'used',
      'What of the credit the holder has used; one amount for each currency. Null when the bank does not tell.',
      { nullable: true },
    ),
  }),
});

export const FinancialConnectionsAccountBalance = builder.objectRef<Balance>('FinancialConnectionsAccountBalance');
FinancialConnectionsAccountBalance.implement({
  description: "An outside account's balance, as its bank told it last.",
  fields: (t) => ({
    asOf: timestamp(t, 'as_of', 'When the bank worked it out.'),
    cash: nested(t, 'cash', 'More about it when `type` is `CASH`; else null.', { type: CashBalance, nullable: true }),
    credit: nested(t, 'credit', 'More about it when `type` is `CREDIT`; else null.', {
      type: CreditBalance,
      nullable: true,
    }),
    current: currencyAmounts(
      t,
      'current',
      'The balance without pending movements; one amount for each currency, negative when the holder owes it.',
    ),
    type: enumerated(t, 'type', 'What kind of money it is about.', { type: BalanceType }),
  }),
});

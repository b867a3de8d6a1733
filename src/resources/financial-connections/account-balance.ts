import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { enumerated, timestamp } from '../../graph/kit/fields.ts';
import { CurrencyAmount, currencyAmounts } from '../currency-amount.ts';

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
    available: t.field({
      type: [CurrencyAmount],
      nullable: true,
      description:
        'What the holder can use, usually `current` with pending movements counted in; one amount for each currency, negative when the holder owes it. Null when the bank does not tell.',
      resolve: ({ available }) => available && currencyAmounts(available),
    }),
  }),
});

const CreditBalance = builder.objectRef<Stripe.FinancialConnections.Account.Balance.Credit>(
  'FinancialConnectionsAccountCreditBalance',
);
CreditBalance.implement({
  description: 'What a balance says more when it is about money borrowed.',
  fields: (t) => ({
    used: t.field({
      type: [CurrencyAmount],
      nullable: true,
      description:
        'What of the credit the holder has used; one amount for each currency. Null when the bank does not tell.',
      resolve: ({ used }) => used && currencyAmounts(used),
    }),
  }),
});

export const FinancialConnectionsAccountBalance = builder.objectRef<Balance>('FinancialConnectionsAccountBalance');
FinancialConnectionsAccountBalance.implement({
  description: "An outside account's balance, as its bank told it last.",
  fields: (t) => ({
    asOf: timestamp(t, 'as_of', 'When the bank worked it out.'),
    cash: t.expose('cash', {
      type: CashBalance,
      nullable: true,
      description: 'More about it when `type` is `CASH`; else null.',
    }),
    credit: t.expose('credit', {
      type: CreditBalance,
      nullable: true,
      description: 'More about it when `type` is `CREDIT`; else null.',
    }),
    current: t.field({
      type: [CurrencyAmount],
      description:
        'The balance without pending movements; one amount for each currency, negative when the holder owes it.',
      resolve: ({ current }) => currencyAmounts(current),
    }),
    type: enumerated(t, 'type', BalanceType, 'What kind of money it is about.'),
  }),
});

import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated, enumeratedList } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { nested } from '../../../graph/kit/nested-fields.ts';
import { currencyAmounts } from '../../currency-amount.ts';

type Account = Stripe.Treasury.FinancialAccount;
type Closed = NonNullable<Account['status_details']['closed']>;

export const FinancialAccountBalance = builder.objectRef<Account['balance']>('FinancialAccountBalance');
FinancialAccountBalance.implement({
  description: 'The money in a financial account, an amount for each currency.',
  fields: (t) => ({
    cash: currencyAmounts(t, 'cash', 'What can be spent now, in the order of the currencies.'),
    inboundPending: currencyAmounts(
      t,
      'inbound_pending',
      'What is on its way in and cannot be spent yet, in the order of the currencies.',
    ),
    outboundPending: currencyAmounts(
      t,
      'outbound_pending',
      'What is on its way out and cannot be spent any more, in the order of the currencies.',
    ),
  }),
});

const PlatformRestriction = enumeration<Stripe.Treasury.FinancialAccount.PlatformRestrictions.InboundFlows>(
  'FinancialAccountPlatformRestriction',
  'Whether a platform keeps money from moving.',
  { restricted: 'It does.', unrestricted: 'It does not.' },
);

export const FinancialAccountPlatformRestrictions =
  builder.objectRef<Stripe.Treasury.FinancialAccount.PlatformRestrictions>('FinancialAccountPlatformRestrictions');
FinancialAccountPlatformRestrictions.implement({
  description: 'What the platform keeps a financial account from doing.',
  fields: (t) => ({
    inboundFlows: enumerated(t, 'inbound_flows', 'About money coming in; null when not set.', {
      type: PlatformRestriction,
      nullable: true,
    }),
    outboundFlows: enumerated(t, 'outbound_flows', 'About money going out; null when not set.', {
      type: PlatformRestriction,
      nullable: true,
    }),
  }),
});

export const FinancialAccountStatus = enumeration<Account['status']>(
  'FinancialAccountStatus',
  'Whether a financial account is open.',
  { closed: 'Closed for good.', open: 'Open.' },
);

const FinancialAccountClosedReason = enumeration<Closed['reasons'][number]>(
  'FinancialAccountClosedReason',
  'Why a financial account was closed.',
  {
    account_rejected: 'The account that it belongs to was rejected.',
    closed_by_platform: 'The platform closed it.',
    other: 'Another reason.',
  },
);

const FinancialAccountClosed = builder.objectRef<Closed>('FinancialAccountClosed');
FinancialAccountClosed.implement({
  description: 'How a financial account was closed.',
  fields: (t) => ({
    reasons: enumeratedList(t, 'reasons', 'Why it was closed.', { type: FinancialAccountClosedReason }),
  }),
});

export const FinancialAccountStatusDetails = builder.objectRef<Account['status_details']>(
  'FinancialAccountStatusDetails',
);
FinancialAccountStatusDetails.implement({
  description: 'More about the status of a financial account.',
  fields: (t) => ({
    closed: nested(t, 'closed', 'How it was closed; null while it is open.', {
      type: FinancialAccountClosed,
      nullable: true,
    }),
  }),
});

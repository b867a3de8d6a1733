import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { enumerated } from '../../../graph/kit/enum-fields.ts';
import { enumeration } from '../../../graph/kit/enumeration.ts';
import { flag } from '../../../graph/kit/fields.ts';
import { nested, nestedList } from '../../../graph/kit/nested-fields.ts';

type Features = Stripe.Treasury.FinancialAccountFeatures;
/** Every feature has the same. */
type Setting = Features['card_issuing'] & object;
type StatusDetail = Setting['status_details'][number];

const FeatureStatus = enumeration<Setting['status']>(
  'FinancialAccountFeatureStatus',
  'Whether a feature can be used.',
  { active: 'It can.', pending: 'Not yet.', restricted: 'It cannot.' },
);

const FeatureStatusCode = enumeration<StatusDetail['code']>(
  'FinancialAccountFeatureStatusCode',
  'Why a feature cannot be used.',
  {
    activating: 'It is being switched on.',
    capability_not_requested: 'The account did not ask for the capability that it needs.',
    financial_account_closed: 'The financial account is closed.',
    rejected_other: 'It was refused for another reason.',
    rejected_unsupported_business: 'It was refused because the kind of business is not supported.',
    requirements_past_due: 'Information is overdue.',
    requirements_pending_verification: 'Information is being checked.',
    restricted_by_platform: 'The platform has switched it off.',
    restricted_other: 'It is switched off for another reason.',
  },
);

const FeatureResolution = enumeration<NonNullable<StatusDetail['resolution']>>(
  'FinancialAccountFeatureResolution',
  'What makes a feature usable again.',
  {
    contact_stripe: 'Talk to Stripe.',
    provide_information: 'Give the information that is missing.',
    remove_restriction: "Lift the platform's restriction.",
  },
);

const FeatureRestriction = enumeration<NonNullable<StatusDetail['restriction']>>(
  'FinancialAccountFeatureRestriction',
  'Which of the restrictions of a platform keeps a feature from being used.',
  { inbound_flows: 'That on money coming in.', outbound_flows: 'That on money going out.' },
);

const FeatureStatusDetail = builder.objectRef<StatusDetail>('FinancialAccountFeatureStatusDetail');
FeatureStatusDetail.implement({
  description: 'One reason why a feature cannot be used.',
  fields: (t) => ({
    code: enumerated(t, 'code', 'The reason.', { type: FeatureStatusCode }),
    resolution: enumerated(t, 'resolution', 'What helps; null when nothing can be done.', {
      type: FeatureResolution,
      nullable: true,
    }),
    restriction: enumerated(
      t,
      'restriction',
      "The platform's restriction that is the reason; null when it is another.",
      { type: FeatureRestriction, nullable: true },
    ),
  }),
});

const FeatureSetting = builder.objectRef<Setting>('FinancialAccountFeatureSetting');
FeatureSetting.implement({
  description: 'Whether a feature was asked for, and whether it can be used.',
  fields: (t) => ({
    requested: flag(t, 'requested', 'True when it was asked for.'),
    status: enumerated(t, 'status', 'Whether it can be used.', { type: FeatureStatus }),
    statusDetails: nestedList(t, 'status_details', 'Why it cannot be used; empty when it can.', {
      type: FeatureStatusDetail,
    }),
  }),
});

const AddressFeatures = builder.objectRef<NonNullable<Features['financial_addresses']>>(
  'FinancialAccountAddressFeatures',
);
AddressFeatures.implement({
  description: 'The kinds of address that a financial account can have.',
  fields: (t) => ({
    aba: nested(t, 'aba', 'An account number and routing number in the United States; may be null.', {
      type: FeatureSetting,
      nullable: true,
    }),
  }),
});

const InboundFeatures = builder.objectRef<NonNullable<Features['inbound_transfers']>>(
  'FinancialAccountInboundFeatures',
);
InboundFeatures.implement({
  description: "The ways to pull money in from the holder's own bank accounts.",
  fields: (t) => ({
    ach: nested(t, 'ach', 'Over ACH; may be null.', { type: FeatureSetting, nullable: true }),
  }),
});

const OutboundFeatures = builder.objectRef<NonNullable<Features['outbound_payments']>>(
  'FinancialAccountOutboundFeatures',
);
OutboundFeatures.implement({
  description: 'The ways to send money out.',
  fields: (t) => ({
    ach: nested(t, 'ach', 'Over ACH; may be null.', { type: FeatureSetting, nullable: true }),
    usDomesticWire: nested(t, 'us_domestic_wire', 'By wire within the United States; may be null.', {
      type: FeatureSetting,
      nullable: true,
    }),
  }),
});

/** REST has one for each financial account, under no id of its own. */
export const FinancialAccountFeatures = Object.assign(builder.objectRef<Features>('FinancialAccountFeatures'), {
  resource: { object: 'treasury.financial_account_features', domain: 'treasury' },
});
FinancialAccountFeatures.implement({
  description: 'What a financial account can do. A feature that was never asked for may be null.',
  fields: (t) => ({
    cardIssuing: nested(t, 'card_issuing', 'Issued cards that spend from it; may be null.', {
      type: FeatureSetting,
      nullable: true,
    }),
    depositInsurance: nested(t, 'deposit_insurance', 'Insurance of its deposits; may be null.', {
      type: FeatureSetting,
      nullable: true,
    }),
    financialAddresses: nested(t, 'financial_addresses', 'Addresses that others can pay to; may be null.', {
      type: AddressFeatures,
      nullable: true,
    }),
    inboundTransfers: nested(
      t,
      'inbound_transfers',
      "Pulling money in from the holder's own bank accounts; may be null.",
      { type: InboundFeatures, nullable: true },
    ),
    intraStripeFlows: nested(t, 'intra_stripe_flows', 'Payments between two financial accounts; may be null.', {
      type: FeatureSetting,
      nullable: true,
    }),
    outboundPayments: nested(t, 'outbound_payments', 'Sending money to others; may be null.', {
      type: OutboundFeatures,
      nullable: true,
    }),
    outboundTransfers: nested(
      t,
      'outbound_transfers',
      "Sending money to the holder's own bank accounts; may be null.",
      { type: OutboundFeatures, nullable: true },
    ),
  }),
});

import { checkedInputId, InputError } from '../../../graph/kit/input-error.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import type { RestParams } from '../../../stripe/form.ts';
import { FinancialAccount } from '../financial-accounts.ts';
import { FinancialAccountFeaturesInput, restFeatures } from '../shared/features-input.ts';
import { FinancialAccountFeatures } from '../shared/financial-account-features.ts';

const isNamed = (value: RestParams[string]): boolean =>
  typeof value === 'object' && value !== null ? Object.values(value).some(isNamed) : value !== undefined;

/** REST takes a request without features, and changes nothing: nobody means that. */
const checkedFeatures = (features: RestParams): RestParams => {
  if (isNamed(features)) return features;
  throw new InputError(['features'], 'This would change nothing: `features` must name at least one feature.');
};

/** POST /v1/treasury/financial_accounts/{financial_account}/features */
mutation({
  name: 'updateFinancialAccountFeatures',
  description:
    'Asks for features of a financial account, or does without them, and answers with all of its features. What is not named stays as it is; what was asked for may be pending for a while.',
  endpoint: '/v1/treasury/financial_accounts/{financial_account}/features',
  object: {
    field: 'financialAccountFeatures',
    type: FinancialAccountFeatures,
    description: 'All features of the account as they are now.',
  },
  input: (t) => ({
    financialAccount: t.id({ required: true, description: 'Id of the account, begins with `fa_`.' }),
    features: t.field({
      type: FinancialAccountFeaturesInput,
      required: true,
      description: 'Features to ask for, or to do without; at least one.',
    }),
  }),
  expand: [],
  // What is one input here stands in REST's request without a name around it.
  renamed: {
    card_issuing: ['features', 'cardIssuing'],
    deposit_insurance: ['features', 'depositInsurance'],
    financial_addresses: ['features', 'financialAddresses'],
    inbound_transfers: ['features', 'inboundTransfers'],
    intra_stripe_flows: ['features', 'intraStripeFlows'],
    outbound_payments: ['features', 'outboundPayments'],
    outbound_transfers: ['features', 'outboundTransfers'],
  },
  values: ({ financialAccount }) => ({
    financial_account: checkedInputId(FinancialAccount.resource, financialAccount, ['financialAccount']),
  }),
  params: ({ features }) => checkedFeatures(restFeatures(features)),
});

import { builder } from '../../../graph/kit/builder.ts';
import type { RestParams } from '../../../stripe/form.ts';

const FeatureInput = builder.inputType('FinancialAccountFeatureInput', {
  description: 'Whether a feature is asked for.',
  fields: (t) => ({
    requested: t.boolean({ required: true, description: 'True to ask for it, false to do without it.' }),
  }),
});

const AddressFeaturesInput = builder.inputType('FinancialAccountAddressFeaturesInput', {
  description: 'The kinds of address to ask for.',
  fields: (t) => ({
    aba: t.field({
      type: FeatureInput,
      description: 'An account number and routing number in the United States.',
    }),
  }),
});

const InboundFeaturesInput = builder.inputType('FinancialAccountInboundFeaturesInput', {
  description: "The ways to ask for of pulling money in from the holder's own bank accounts.",
  fields: (t) => ({ ach: t.field({ type: FeatureInput, description: 'Over ACH.' }) }),
});

const OutboundFeaturesInput = builder.inputType('FinancialAccountOutboundFeaturesInput', {
  description: 'The ways to ask for of sending money out.',
  fields: (t) => ({
    ach: t.field({ type: FeatureInput, description: 'Over ACH.' }),
    usDomesticWire: t.field({ type: FeatureInput, description: 'By wire within the United States.' }),
  }),
});

export const FinancialAccountFeaturesInput = builder.inputType('FinancialAccountFeaturesInput', {
  description: 'What a financial account is to do. What is not named stays as it is.',
  fields: (t) => ({
    cardIssuing: t.field({ type: FeatureInput, description: 'Issued cards that spend from it.' }),
    depositInsurance: t.field({ type: FeatureInput, description: 'Insurance of its deposits.' }),
    financialAddresses: t.field({ type: AddressFeaturesInput, description: 'Addresses that others can pay to.' }),
    inboundTransfers: t.field({
      type: InboundFeaturesInput,
      description: "Pulling money in from the holder's own bank accounts.",
    }),
    intraStripeFlows: t.field({ type: FeatureInput, description: 'Payments between two financial accounts.' }),
    outboundPayments: t.field({ type: OutboundFeaturesInput, description: 'Sending money to others.' }),
    outboundTransfers: t.field({
      type: OutboundFeaturesInput,
      description: "Sending money to the holder's own bank accounts.",
    }),
  }),
});

const request = (feature: typeof FeatureInput.$inferInput | null | undefined): RestParams | undefined =>
  feature ? { requested: feature.requested } : undefined;

const outbound = (features: typeof OutboundFeaturesInput.$inferInput | null | undefined): RestParams | undefined =>
  features ? { ach: request(features.ach), us_domestic_wire: request(features.usDomesticWire) } : undefined;

/** The same as REST takes it. */
export const restFeatures = (features: typeof FinancialAccountFeaturesInput.$inferInput): RestParams => ({
  card_issuing: request(features.cardIssuing),
  deposit_insurance: request(features.depositInsurance),
  financial_addresses: features.financialAddresses ? { aba: request(features.financialAddresses.aba) } : undefined,
  inbound_transfers: features.inboundTransfers ? { ach: request(features.inboundTransfers.ach) } : undefined,
  intra_stripe_flows: request(features.intraStripeFlows),
  outbound_payments: outbound(features.outboundPayments),
  outbound_transfers: outbound(features.outboundTransfers),
});

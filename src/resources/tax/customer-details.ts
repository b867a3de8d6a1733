import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { enumerated, maybeEnumerated } from '../../graph/kit/fields.ts';
import { TaxAddress } from './address.ts';
import { TaxIdType } from './tax-id-type.ts';

type CustomerDetails = Stripe.Tax.Transaction.CustomerDetails;

const TaxAddressSource = enumeration<Stripe.Tax.Transaction.CustomerDetails.AddressSource>(
  'TaxAddressSource',
  "Which of a customer's addresses tax was computed with.",
  { billing: 'The one that the bill goes to.', shipping: 'The one that the goods go to.' },
);

const TaxabilityOverride = enumeration<Stripe.Tax.Transaction.CustomerDetails.TaxabilityOverride>(
  'TaxabilityOverride',
  'Whether a customer was taxed otherwise than the rules of their place say.',
  {
    customer_exempt: 'The customer was treated as exempt.',
    none: 'No: the rules were followed.',
    reverse_charge: 'The customer was treated as the one who owes the tax, not the seller.',
  },
);

const TaxCustomerTaxId = builder.objectRef<Stripe.Tax.Transaction.CustomerDetails.TaxId>('TaxCustomerTaxId');
TaxCustomerTaxId.implement({
  description: "One of a customer's tax ids.",
  fields: (t) => ({
    type: enumerated(t, 'type', TaxIdType, 'What kind of tax id it is.'),
    value: t.expose('value', { type: 'String', description: 'The tax id itself, as it was given.' }),
  }),
});

export const TaxCustomerDetails = builder.objectRef<CustomerDetails>('TaxCustomerDetails');
TaxCustomerDetails.implement({
  description: 'What was known of the customer when tax was computed.',
  fields: (t) => ({
    address: t.field({
      type: TaxAddress,
      nullable: true,
      description: "The customer's address; null when none was given.",
      resolve: ({ address }) => address,
    }),
    addressSource: maybeEnumerated(
      t,
      'address_source',
      TaxAddressSource,
      'Which of their addresses that is; null when it was not said.',
    ),
    ipAddress: t.expose('ip_address', {
      type: 'String',
      nullable: true,
      description: "The customer's IP address (v4 or v6); null when none was given.",
    }),
    taxIds: t.field({
      type: [TaxCustomerTaxId],
      description: 'Their tax ids; empty when none was given.',
      resolve: ({ tax_ids }) => tax_ids,
    }),
    taxabilityOverride: enumerated(
      t,
      'taxability_override',
      TaxabilityOverride,
      'Whether they were taxed otherwise than the rules of their place say.',
    ),
  }),
});

import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { text } from '../../graph/kit/fields.ts';
import { nested, nestedList } from '../../graph/kit/nested-fields.ts';
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
    type: enumerated(t, 'type', 'What kind of tax id it is.', { type: TaxIdType }),
    value: text(t, 'value', 'The tax id itself, as it was given.'),
  }),
});

export const TaxCustomerDetails = builder.objectRef<CustomerDetails>('TaxCustomerDetails');
TaxCustomerDetails.implement({
  description: 'What was known of the customer when tax was computed.',
  fields: (t) => ({
    address: nested(t, 'address', "The customer's address; null when none was given.", {
      type: TaxAddress,
      nullable: true,
    }),
    addressSource: enumerated(t, 'address_source', 'Which of their addresses that is; null when it was not said.', {
      type: TaxAddressSource,
      nullable: true,
    }),
    ipAddress: text(t, 'ip_address', "The customer's IP address (v4 or v6); null when none was given.", {
      nullable: true,
    }),
    taxIds: nestedList(t, 'tax_ids', 'Their tax ids; empty when none was given.', { type: TaxCustomerTaxId }),
    taxabilityOverride: enumerated(
      t,
      'taxability_override',
      'Whether they were taxed otherwise than the rules of their place say.',
      { type: TaxabilityOverride },
    ),
  }),
});

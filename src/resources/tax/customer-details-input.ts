import { isIP } from 'node:net';
import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { inputEnumeration } from '../../graph/kit/enumeration.ts';
import { InputError } from '../../graph/kit/input-error.ts';
import { refusalOfOther } from '../../graph/kit/other-value.ts';
import type { RestParams } from '../../stripe/form.ts';
import { restAddress, TaxAddressInput } from './address-input.ts';
import { checkedText, inside } from './input-checks.ts';
import { TaxIdTypeInput } from './tax-id-type.ts';

type CustomerDetails = Stripe.Tax.CalculationCreateParams.CustomerDetails;

const TaxAddressSourceInput = inputEnumeration<CustomerDetails['address_source'] & string>(
  'TaxAddressSourceInput',
  "Which of a customer's addresses is given.",
  { billing: 'The one that the bill goes to.', shipping: 'The one that the goods go to.' },
);

const TaxabilityOverrideInput = inputEnumeration<CustomerDetails['taxability_override'] & string>(
  'TaxabilityOverrideInput',
  'Whether to tax a customer otherwise than the rules of their place say.',
  {
    customer_exempt: 'Treat the customer as exempt: no tax.',
    none: 'No: follow the rules.',
    reverse_charge: 'Treat the customer as the one who owes the tax, not the seller: no tax.',
  },
);

const TaxCustomerTaxIdInput = builder.inputType('TaxCustomerTaxIdInput', {
  description: "One of a customer's tax ids. REST does not look up whether it is a true one.",
  fields: (t) => ({
    type: t.field({
      type: TaxIdTypeInput,
      description: 'What kind of tax id it is. Needed, unless `typeOther` says it.',
    }),
    typeOther: t.string({
      description:
        'A kind that `type` does not have yet, as the REST API writes it, such as `al_tin`. Give exactly one of the two.',
    }),
    value: t.string({ required: true, description: 'The tax id itself, not empty.' }),
  }),
});

export const TaxCustomerDetailsInput = builder.inputType('TaxCustomerDetailsInput', {
  description: 'What is known of a customer, and decides how they are taxed.',
  fields: (t) => ({
    address: t.field({ type: TaxAddressInput, description: "The customer's address." }),
    addressSource: t.field({ type: TaxAddressSourceInput, description: 'Which of their addresses that is.' }),
    ipAddress: t.string({ description: "The customer's IP address (v4 or v6)." }),
    taxIds: t.field({
      type: [TaxCustomerTaxIdInput],
      description: 'Their tax ids: with one, a sale may be taxed as one between businesses.',
    }),
    taxabilityOverride: t.field({
      type: TaxabilityOverrideInput,
      description:
        'Whether to tax them otherwise than the rules say. The rules are followed when it is not given; better give `taxIds` where those decide it.',
    }),
  }),
});

/** The code of a country or union, then what it calls the id. */
const OPEN_TAX_ID_TYPE = {
  name: 'type',
  pattern: /^[a-z]{2}(?:_[a-z0-9]{1,20}){1,3}$/,
  example: 'al_tin',
  required: true,
};

const restTaxId = ({ type, typeOther, value }: typeof TaxCustomerTaxIdInput.$inferInput): RestParams => {
  const refusal = refusalOfOther(OPEN_TAX_ID_TYPE, type, typeOther);
  if (refusal !== undefined) throw new InputError([typeOther == null ? 'type' : 'typeOther'], refusal);
  return { type: type ?? typeOther ?? undefined, value: checkedText(value, 'value') };
};

const checkedIp = (ip: string): string => {
  if (isIP(ip) !== 0) return ip;
  throw new InputError(['ipAddress'], '`ipAddress` must be an IP address, such as "203.0.113.7" or "2001:db8::1".');
};

/** The customer as REST takes them. Throws InputError on what it would refuse. */
export const restCustomerDetails = (customer: typeof TaxCustomerDetailsInput.$inferInput): RestParams => {
  const { address, addressSource, ipAddress, taxIds, taxabilityOverride } = customer;
  return {
    address: address ? inside(['address'], () => restAddress(address)) : undefined,
    address_source: addressSource ?? undefined,
    ip_address: ipAddress == null ? undefined : checkedIp(ipAddress),
    tax_ids: taxIds?.map((taxId, index) => inside(['taxIds', String(index)], () => restTaxId(taxId))),
    taxability_override: taxabilityOverride ?? undefined,
  };
};

import { invalid, missing } from '../errors.ts';
import { metadata } from '../metadata.ts';
import { clearable, hash, oneOf, required, string, type Values } from '../parameters.ts';
import type { World } from '../world.ts';
import { bankDetails, bankOf, type Network } from './bank-details.ts';
import { openAccount } from './permitted.ts';

/** Where an outbound payment goes: to a stored bank account, to one that is told, or to another financial account. */

const address = hash({
  city: string(),
  country: string(),
  line1: string(),
  line2: string(),
  postal_code: string(),
  state: string(),
});

export const destinationParameters = {
  customer: string(),
  destination_payment_method: string(),
  destination_payment_method_data: hash({
    billing_details: hash({
      address: (value, param) => (value === '' ? undefined : address(value, param)),
      email: clearable(),
      name: clearable(),
      phone: clearable(),
    }),
    financial_account: string(),
    metadata,
    type: required(oneOf('financial_account', 'us_bank_account')),
    us_bank_account: hash({
      account_holder_type: oneOf('company', 'individual'),
      account_number: string(),
      account_type: oneOf('checking', 'savings'),
      financial_connections_account: string(),
      routing_number: string(),
    }),
  }),
};
type Given = Values<typeof destinationParameters>;
type Data = NonNullable<Given['destination_payment_method_data']>;

export interface Destination {
  readonly recipient: string;
  readonly details: object;
  /** The other financial account, where the money stays within REST's own books. */
  readonly account?: string;
}

export const checkDestination = ({ destination_payment_method: method, ...given }: Given): void => {
  const data = given.destination_payment_method_data;
  if (method !== undefined && data !== undefined) {
    const message = 'Pass either destination_payment_method or destination_payment_method_data, not both.';
    throw invalid('destination_payment_method', message, 'parameters_exclusive');
  }
  if (method === undefined && data === undefined) throw missing('destination_payment_method');
  if (data === undefined || data[data.type] !== undefined) return;
  throw missing(`destination_payment_method_data[${data.type}]`);
};

const stored = (world: World, id: string, customer: string | undefined, network: Network): Destination => {
  const method = bankOf(world, id, 'destination_payment_method');
  if ((method.customer ?? undefined) !== customer) {
    const owner = method.customer === null ? 'no customer' : `the customer ${method.customer}`;
    throw invalid('customer', `The payment method ${id} belongs to ${owner}; pass customer accordingly.`);
  }
  const recipient = `${method.billing_details.name} (${method.us_bank_account.last4})`;
  return { recipient, details: bankDetails(method, network) };
};

const emptyAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

const told = (world: World, data: Data, network: Network): Destination => {
  const { address: place, email = null, name = null } = data.billing_details ?? {};
  const known = Object.entries(place ?? {}).filter(([, value]) => value !== undefined);
  const billing_details = { address: { ...emptyAddress, ...Object.fromEntries(known) }, email, name };
  if (data.type === 'financial_account') {
    const { id } = openAccount(world, data.financial_account ?? '');
    const details = { billing_details, financial_account: { id, network: 'stripe' }, type: 'financial_account' };
    return { recipient: id, details, account: id };
  }
  const { account_holder_type, account_number, account_type, routing_number } = data.us_bank_account ?? {};
  const bank = {
    account_holder_type: account_holder_type ?? 'individual',
    account_type: account_type ?? 'checking',
    bank_name: 'STRIPE TEST BANK',
    fingerprint: null,
    last4: account_number?.slice(-4) ?? null,
    routing_number: routing_number ?? null,
  };
  return {
    recipient: `${name} (${bank.last4})`,
    details: { billing_details, type: 'us_bank_account', us_bank_account: { ...bank, network } },
  };
};

export const destinationOf = (world: World, given: Given, network: Network): Destination => {
  const { customer, destination_payment_method: method, destination_payment_method_data: data } = given;
  if (customer !== undefined) world.named('customer', customer, 'customer');
  if (data !== undefined) return told(world, data, network);
  return stored(world, method ?? '', customer, network);
};

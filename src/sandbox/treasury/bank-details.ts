import { invalid } from '../errors.ts';
import { hash, oneOf, type Values } from '../parameters.ts';
import type { RestObject } from '../rest-object.ts';
import type { World } from '../world.ts';

export interface BankAccount {
  account_holder_type: string | null;
  account_type: string | null;
  bank_name: string | null;
  fingerprint: string | null;
  last4: string | null;
  routing_number: string | null;
}

export interface PaymentMethod extends RestObject {
  billing_details: { address: unknown; email: string | null; name: string | null };
  customer: string | null;
  us_bank_account?: BankAccount;
}

export type Network = 'ach' | 'us_domestic_wire';

const readBank = hash({ network: oneOf('ach', 'us_domestic_wire') });

/** The network that money leaves by; `us_bank_account: ""` is REST's way to say that none is chosen. */
export const destinationOptions = hash({
  us_bank_account: (value, param) => (value === '' ? undefined : readBank(value, param)),
});

export const networkOf = (options: Values<{ us_bank_account: typeof readBank }> | undefined): Network =>
  options?.us_bank_account?.network ?? 'ach';

export const bankOf = (world: World, id: string, param: string): PaymentMethod & { us_bank_account: BankAccount } => {
  const method = world.named<PaymentMethod>('payment_method', id, param);
  const { us_bank_account: account } = method;
  if (account === undefined) throw invalid(param, `The payment method ${id} is not a US bank account.`);
  return { ...method, us_bank_account: account };
};

/**
 * How a flow shows the bank account at its other end; `mandate` is the id of the one that lets the flow take money from
 * it.
 */
export const bankDetails = (
  method: PaymentMethod & { us_bank_account: BankAccount },
  network: Network,
  mandate?: string,
) => {
  const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } = method.us_bank_account;
  const { address, email, name } = method.billing_details;
  return {
    billing_details: { address, email, name },
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type,
      account_type,
      bank_name,
      fingerprint,
      last4,
      ...(mandate !== undefined && { mandate }),
      network,
      routing_number,
    },
  };
};

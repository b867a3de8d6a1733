import { clearable, currency, hash, integer, oneOf, required, string, type Values } from '../parameters.ts';

/** What the test helpers take to play somebody at a bank, who sends money or takes it. */
export const bankParameters = {
  amount: required(integer({ min: 1 })),
  currency: required(currency),
  description: clearable(),
  financial_account: required(string()),
  initiating_payment_method_details: hash({
    type: required(oneOf('us_bank_account')),
    us_bank_account: hash({ account_holder_name: string(), account_number: string(), routing_number: string() }),
  }),
};

type Initiator = Values<typeof bankParameters>['initiating_payment_method_details'];

export const bankBehind = (initiator: Initiator) => {
  const { account_number = '000123456789', routing_number = '110000000' } = initiator?.us_bank_account ?? {};
  return {
    type: 'us_bank_account',
    us_bank_account: { bank_name: 'STRIPE TEST BANK', last4: account_number.slice(-4), routing_number },
  };
};

import type { Seed } from './rest-object.ts';
import { accounts } from './seed/accounts.ts';
import { connect } from './seed/connect.ts';
import { customers } from './seed/customers.ts';
import { financialConnections } from './seed/financial-connections.ts';
import { mandates } from './seed/mandates.ts';
import { paymentMethods } from './seed/payment-methods.ts';
import { payouts } from './seed/payouts.ts';
import { sales } from './seed/sales.ts';
import { tax } from './seed/tax.ts';
import { taxRates } from './seed/tax-rates.ts';
import { topups } from './seed/topups.ts';
import { transfers } from './seed/transfers.ts';
import { treasury } from './seed/treasury.ts';

/** The data the sandbox starts with: the same at every call, and shared with no other call. */
export const defaultSeed = (): Seed => {
  const family = transfers();
  const money = [...topups(), ...family, ...connect(family), ...sales()];
  const booked = money
    .filter((object) => object.object === 'balance_transaction')
    // What is booked on a connected account's side is not the platform's to pay out.
    .filter(({ source }) => !/^pyr?_/.test(String(source)));
  const rest = [
    ...tax(),
    ...taxRates(),
    ...treasury(),
    ...financialConnections(),
    ...customers(),
    ...paymentMethods(),
    ...mandates(),
    ...accounts(),
  ];
  return [...money, ...payouts(booked), ...rest].map((object) => ({ ...object }));
};

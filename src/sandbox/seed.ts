import type { Seed } from './rest-object.ts';
import { customers } from './seed/customers.ts';
import { financialConnections } from './seed/financial-connections.ts';
import { paymentMethods } from './seed/payment-methods.ts';
import { tax } from './seed/tax.ts';
import { transfers } from './seed/transfers.ts';
import { treasury } from './seed/treasury.ts';

/** The data the sandbox starts with: the same at every call, and shared with no other call. */
export const defaultSeed = (): Seed =>
  [...transfers(), ...tax(), ...treasury(), ...financialConnections(), ...customers(), ...paymentMethods()].map(
    (object) => ({ ...object }),
  );

import type Stripe from 'stripe';
import { enumeration } from '../../../graph/kit/enumeration.ts';

/** Every network that any treasury object names; most can use only some of them. */
export const TreasuryNetwork = enumeration<Stripe.Treasury.ReceivedCredit.Network>(
  'TreasuryNetwork',
  'The network that carries money to or from a financial account.',
  {
    ach: 'Bank transfers in the United States, settled in batches.',
    card: 'A card network.',
    stripe: 'Stripe itself, between two accounts that it keeps.',
    us_domestic_wire: 'Wires between banks in the United States.',
  },
);

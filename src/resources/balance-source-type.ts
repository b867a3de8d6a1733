import { inputEnumeration } from '../graph/kit/enumeration.ts';

/** REST takes transfers and payouts from the same parts. */
export const BalanceSourceType = inputEnumeration(
  'BalanceSourceType',
  'The part of the balance that money is taken from.',
  { bank_account: 'What came from bank accounts.', card: 'What came from cards.', fpx: 'What came over FPX.' },
);

const day = 24 * 60 * 60;

interface Payout {
  readonly automatic: boolean;
  readonly created: number;
  readonly currency: string;
}
interface Booking {
  readonly available_on: number;
  readonly currency: string;
  readonly type: string;
}

/**
 * An automatic payout pays out what became available within the day before it; REST shows no other tie between them.
 */
export const isCovered = (payout: Payout, { available_on, currency, type }: Booking): boolean =>
  payout.automatic &&
  currency === payout.currency &&
  !type.startsWith('payout') &&
  available_on > payout.created - day &&
  available_on <= payout.created;

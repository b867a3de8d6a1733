import type { StripeErrorBody } from '../stripe/errors.ts';

/** REST's codes that speak of the state of the world and not of what was asked, and whether waiting can change it. */
const WAITING_HELPS: Readonly<Record<string, boolean>> = {
  // Money that is not there, or no longer.
  balance_insufficient: true,
  insufficient_funds: true,
  payouts_limit_exceeded: true,
  // Done already, or in a state that does not allow it.
  charge_already_captured: false,
  charge_already_refunded: false,
  charge_disputed: false,
  refund_disputed_payment: false,
  resource_already_exists: false,
  status_transition_invalid: false,
  // What an account may or can do.
  account_closed: false,
  application_fees_not_allowed: false,
  insufficient_capabilities_for_transfer: false,
  no_account: false,
  not_allowed_on_standard_account: false,
  payouts_not_allowed: false,
  platform_account_required: false,
  stripe_tax_inactive: false,
  testmode_charges_only: false,
  transfers_not_allowed: false,
  // What others have not answered, or not yet.
  financial_connections_account_inactive: false,
  financial_connections_no_successful_transaction_refresh: true,
  shipping_calculation_failed: true,
  taxes_calculation_failed: true,
};

/** To these refusals REST gives no code. */
const ALREADY_DONE =
  /\b(?:already|has been) (?:been )?(?:fully )?reversed\b|\btransaction was already made\b|\bpartial reversals, which is the limit\b/i;

/** Whether the state of the world refused, and not the input; if so, whether the same can go better later. */
export const preconditionOf = ({ code, message = '' }: StripeErrorBody): { retryable: boolean } | undefined => {
  if (code !== undefined && Object.hasOwn(WAITING_HELPS, code)) return { retryable: WAITING_HELPS[code] === true };
  return code === undefined && ALREADY_DONE.test(message) ? { retryable: false } : undefined;
};

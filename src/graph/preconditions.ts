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

/**
 * What REST says in English alone, without a code: the one place where a message is read. A sentence that REST words
 * anew is told as BAD_USER_INPUT again, which is why what has a code never comes here.
 */
const SAID_WITHOUT_CODE: readonly RegExp[] = [
  // A transfer or a tax transaction of which nothing is left.
  /\b(?:already|has been) (?:been )?(?:fully )?reversed\b/i,
  // A tax calculation has become a transaction.
  /\btransaction was already made\b/i,
  // No more partial reversals of a tax transaction.
  /\bpartial reversals, which is the limit\b/i,
];

/** Whether the state of the world refused, and not the input; if so, whether the same can go better later. */
export const preconditionOf = ({ code, message = '' }: StripeErrorBody): { retryable: boolean } | undefined => {
  if (code !== undefined)
    return Object.hasOwn(WAITING_HELPS, code) ? { retryable: WAITING_HELPS[code] === true } : undefined;
  return SAID_WITHOUT_CODE.some((sentence) => sentence.test(message)) ? { retryable: false } : undefined;
};

import { accountEndpoints } from './accounts.ts';
import { applicationFeeEndpoints } from './application-fees.ts';
import { balanceEndpoints } from './balance.ts';
import { balanceTransactionEndpoints } from './balance-transactions.ts';
import { chargeEndpoints } from './charges.ts';
import { customerEndpoints } from './customers.ts';
import { disputeEndpoints } from './disputes.ts';
import type { Endpoint } from './endpoint.ts';
import { eventEndpoints } from './events.ts';
import { bankAccountActions } from './financial-connections/account-actions.ts';
import { bankAccountEndpoints } from './financial-connections/accounts.ts';
import { bankSessionEndpoints } from './financial-connections/sessions.ts';
import { bankTransactionEndpoints } from './financial-connections/transactions.ts';
import { authorizationEndpoints } from './issuing/authorizations.ts';
import { mandateEndpoints } from './mandates.ts';
import { paymentIntentEndpoints } from './payment-intents.ts';
import { paymentMethodEndpoints } from './payment-methods.ts';
import { payoutEndpoints } from './payouts.ts';
import { refundEndpoints } from './refunds.ts';
import { calculationEndpoints } from './tax/calculations.ts';
import { taxTransactionEndpoints } from './tax/transactions.ts';
import { taxRateEndpoints } from './tax-rates.ts';
import { topupEndpoints } from './topups.ts';
import { transferReversalEndpoints } from './transfer-reversals.ts';
import { transferEndpoints } from './transfers.ts';
import { creditReversalEndpoints } from './treasury/credit-reversals.ts';
import { debitReversalEndpoints } from './treasury/debit-reversals.ts';
import { financialAccountEndpoints } from './treasury/financial-accounts.ts';
import { inboundTransferEndpoints } from './treasury/inbound-transfers.ts';
import { outboundPaymentEndpoints } from './treasury/outbound-payments.ts';
import { outboundTransferEndpoints } from './treasury/outbound-transfers.ts';
import { receivedCreditEndpoints } from './treasury/received-credits.ts';
import { receivedDebitEndpoints } from './treasury/received-debits.ts';
import { transactionEntryEndpoints } from './treasury/transaction-entries.ts';
import { transactionEndpoints } from './treasury/transactions.ts';

export const endpoints: readonly Endpoint[] = [
  ...transferEndpoints,
  ...transferReversalEndpoints,
  ...balanceTransactionEndpoints,
  ...accountEndpoints,
  ...applicationFeeEndpoints,
  ...balanceEndpoints,
  ...chargeEndpoints,
  ...customerEndpoints,
  ...disputeEndpoints,
  ...eventEndpoints,
  ...authorizationEndpoints,
  ...mandateEndpoints,
  ...paymentIntentEndpoints,
  ...paymentMethodEndpoints,
  ...payoutEndpoints,
  ...refundEndpoints,
  ...taxRateEndpoints,
  ...topupEndpoints,
  ...calculationEndpoints,
  ...taxTransactionEndpoints,
  ...creditReversalEndpoints,
  ...debitReversalEndpoints,
  ...financialAccountEndpoints,
  ...inboundTransferEndpoints,
  ...outboundPaymentEndpoints,
  ...outboundTransferEndpoints,
  ...receivedCreditEndpoints,
  ...receivedDebitEndpoints,
  ...transactionEntryEndpoints,
  ...transactionEndpoints,
  ...bankAccountEndpoints,
  ...bankAccountActions,
  ...bankSessionEndpoints,
  ...bankTransactionEndpoints,
];

export interface Match {
  readonly endpoint: Endpoint;
  readonly ids: Readonly<Record<string, string>>;
}

const decodeSegment = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
};

const idsIn = (path: string, template: string): Record<string, string> | undefined => {
  const parts = template.split('/');
  const segments = path.split('/');
  if (segments.length !== parts.length) return undefined;
  const ids: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (!part.startsWith('{')) {
      if (segment !== part) return undefined;
      continue;
    }
    const id = decodeSegment(segment);
    if (id === undefined || id === '') return undefined;
    ids[part.slice(1, -1)] = id;
  }
  return ids;
};

/** Segments are compared as they stand: `..` is an id that does not exist, never a step up. */
export const findEndpoint = (method: string, path: string): Match | undefined => {
  for (const endpoint of endpoints) {
    const ids = endpoint.method === method ? idsIn(path, endpoint.path) : undefined;
    if (ids !== undefined) return { endpoint, ids };
  }
  return undefined;
};

import type Stripe from 'stripe';
import { inputEnumeration } from '../../graph/kit/enumeration.ts';

/** The events of REST that are shown: of these parts of it. */
export type RestEventType = Extract<
  Stripe.Event.Type,
  `${'transfer' | 'treasury' | 'financial_connections'}.${string}`
>;

const ARRIVAL = 'The day on which it is expected to arrive has changed.';
const TRACKING = 'The numbers by which banks find it became known, or have changed.';

/** By REST's names; a new one in REST's types does not compile until it is described. */
const MEANINGS: Readonly<Record<RestEventType, string>> = {
  'financial_connections.account.created': 'A holder has connected an outside account.',
  'financial_connections.account.deactivated': 'The connection to an outside account no longer works.',
  'financial_connections.account.disconnected': 'An outside account was disconnected for good.',
  'financial_connections.account.reactivated': 'The connection to an outside account works again.',
  'financial_connections.account.refreshed_balance': 'A refresh of its balance has ended, with or without success.',
  'financial_connections.account.refreshed_ownership': 'A refresh of its owners has ended, with or without success.',
  'financial_connections.account.refreshed_transactions':
    'A refresh of its transactions has ended, with or without success.',
  'transfer.created': 'A transfer was made.',
  'transfer.reversed': 'A transfer was reversed, in full or in part.',
  'transfer.updated': 'The description or the metadata of a transfer has changed.',
  'treasury.credit_reversal.created': 'The return of a received credit was asked for.',
  'treasury.credit_reversal.posted': 'A received credit was returned.',
  'treasury.debit_reversal.completed': 'The return of a received debit has come to its end.',
  'treasury.debit_reversal.created': 'The return of a received debit was asked for.',
  'treasury.debit_reversal.initial_credit_granted': 'The money of a disputed debit was given back for the time being.',
  'treasury.financial_account.closed': 'A financial account was closed.',
  'treasury.financial_account.created': 'A financial account was opened.',
  'treasury.financial_account.features_status_updated': 'A feature of a financial account is in another state.',
  'treasury.inbound_transfer.canceled': 'It was called back in time.',
  'treasury.inbound_transfer.created': 'Money was asked for from an outside account.',
  'treasury.inbound_transfer.failed': 'The money did not come.',
  'treasury.inbound_transfer.succeeded': 'The money has arrived.',
  'treasury.outbound_payment.canceled': 'It was called back in time.',
  'treasury.outbound_payment.created': 'A payment to somebody else was asked for.',
  'treasury.outbound_payment.expected_arrival_date_updated': ARRIVAL,
  'treasury.outbound_payment.failed': 'It was not sent, and the money is back.',
  'treasury.outbound_payment.posted': 'The money has left.',
  'treasury.outbound_payment.returned': 'It was sent, and came back.',
  'treasury.outbound_payment.tracking_details_updated': TRACKING,
  'treasury.outbound_transfer.canceled': 'It was called back in time.',
  'treasury.outbound_transfer.created': 'A transfer to an own outside account was asked for.',
  'treasury.outbound_transfer.expected_arrival_date_updated': ARRIVAL,
  'treasury.outbound_transfer.failed': 'It was not sent, and the money is back.',
  'treasury.outbound_transfer.posted': 'The money has left.',
  'treasury.outbound_transfer.returned': 'It was sent, and came back.',
  'treasury.outbound_transfer.tracking_details_updated': TRACKING,
  'treasury.received_credit.created': 'Somebody has sent money.',
  'treasury.received_credit.failed': 'Money that somebody sent was refused.',
  'treasury.received_credit.succeeded': 'Money that somebody sent is there.',
  'treasury.received_debit.created': 'Somebody has taken money, or tried to.',
};

export const EventType = inputEnumeration(
  'EventType',
  'What has happened, and to which type of object: a transfer, an object of treasury or an outside account. Events of other objects are not shown, also where the graph has these objects.',
  MEANINGS,
);

export const EVENT_TYPES = Object.keys(MEANINGS) as readonly RestEventType[];

import { createHash } from 'node:crypto';
import type { RestObject } from './rest-object.ts';

/** What REST tells of its objects' lives. */

/** The verbs that tell what a change was; none where REST tells nothing of it. */
type Tell = (before: RestObject, after: RestObject) => readonly string[];

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The field has another value now, and perhaps a certain one. */
const changed =
  (field: string, verb: string, ...to: readonly unknown[]): Tell =>
  (before, after) =>
    !isSame(before[field], after[field]) && (to.length === 0 || to.includes(after[field])) ? [verb] : [];

/** A status that has a verb of its own name. */
const became = (...statuses: readonly string[]): Tell => {
  const tells = statuses.map((status) => changed('status', status, status));
  return (before, after) => tells.flatMap((tell) => tell(before, after));
};

const statusOf = (refresh: unknown): unknown => (refresh as { status?: unknown } | null | undefined)?.status;

const refreshed =
  (field: string, verb: string): Tell =>
  (before, after) =>
    statusOf(before[field]) === 'pending' && statusOf(after[field]) !== 'pending' ? [verb] : [];

const outbound: readonly Tell[] = [
  became('canceled', 'failed', 'posted', 'returned'),
  changed('expected_arrival_date', 'expected_arrival_date_updated'),
  changed('tracking_details', 'tracking_details_updated'),
];

const transferTells: Tell = (before, after) => {
  if (isSame(before, after)) return [];
  return before.amount_reversed === after.amount_reversed ? ['updated'] : ['reversed'];
};

/** The kinds of objects that have events, with what is told of a change; that one is made is told of all of them. */
const TELLS: Readonly<Record<string, readonly Tell[]>> = {
  transfer: [transferTells],
  'financial_connections.account': [
    changed('status', 'disconnected', 'disconnected'),
    changed('status', 'deactivated', 'inactive'),
    changed('status', 'reactivated', 'active'),
    refreshed('balance_refresh', 'refreshed_balance'),
    refreshed('ownership_refresh', 'refreshed_ownership'),
    refreshed('transaction_refresh', 'refreshed_transactions'),
  ],
  'treasury.credit_reversal': [became('posted')],
  'treasury.debit_reversal': [changed('status', 'completed', 'failed', 'succeeded')],
  'treasury.financial_account': [
    changed('status', 'closed', 'closed'),
    changed('active_features', 'features_status_updated'),
  ],
  'treasury.inbound_transfer': [became('canceled', 'failed', 'succeeded')],
  'treasury.outbound_payment': outbound,
  'treasury.outbound_transfer': outbound,
  'treasury.received_credit': [],
  'treasury.received_debit': [],
};

/** The types of the events that a change of an object is. */
export const eventTypesOf = (before: RestObject | undefined, after: RestObject): string[] => {
  const tells = TELLS[after.object];
  if (tells === undefined) return [];
  const verbs = before === undefined ? ['created'] : tells.flatMap((tell) => tell(before, after));
  // A credit is there, or refused, as soon as it is known.
  if (before === undefined && after.object === 'treasury.received_credit') verbs.push(String(after.status));
  return verbs.map((verb) => `${after.object}.${verb}`);
};

/** The same sequence in every run, and apart from that of all other ids. */
export const eventId = (world: string, count: number): string =>
  `evt_1${createHash('sha256').update(`${world}/event/${count}`).digest('hex').slice(0, 23)}`;

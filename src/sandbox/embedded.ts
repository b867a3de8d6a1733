import { newestFirst } from './paging.ts';
import { isRecord, itemsOf, type RestObject } from './rest-object.ts';
import type { World } from './world.ts';

/** The kind of object an id names, where the field alone does not tell. */
const typesByPrefix: Readonly<Record<string, string>> = {
  ch: 'charge',
  dp: 'dispute',
  fee: 'application_fee',
  fr: 'fee_refund',
  po: 'payout',
  py: 'charge',
  pyr: 'refund',
  re: 'refund',
  tr: 'transfer',
  trr: 'transfer_reversal',
  tu: 'topup',
};

/** The object behind an id; of one that is not held here, as much as the id tells. */
export const resolve = (world: World, types: readonly string[], id: string): RestObject => {
  for (const type of types) {
    const found = world.find(type, id);
    if (found !== undefined) return found;
  }
  const byPrefix = typesByPrefix[id.slice(0, id.indexOf('_'))];
  const type = byPrefix !== undefined && types.includes(byPrefix) ? byPrefix : types[0];
  return { id, object: type ?? 'unknown' };
};

export const reversalsOf = (transfer: RestObject, world: World): { items: RestObject[]; url: string } => {
  const all = world.all<RestObject & { created: number }>('transfer_reversal');
  const items = newestFirst(
    all.filter((reversal) => reversal.transfer === transfer.id),
    (reversal) => reversal.created,
  );
  return { items, url: `/v1/transfers/${transfer.id}/reversals` };
};

const newest = (items: (RestObject & { created: number })[]): RestObject[] =>
  newestFirst(items, (item) => item.created);

export const feeRefundsOf = (fee: RestObject, world: World): { items: RestObject[]; url: string } => ({
  items: newest(world.all<RestObject & { created: number }>('fee_refund').filter((refund) => refund.fee === fee.id)),
  url: `/v1/application_fees/${fee.id}/refunds`,
});

export const refundsOf = (charge: RestObject, world: World): { items: RestObject[]; url: string } => ({
  items: newest(world.all<RestObject & { created: number }>('refund').filter((refund) => refund.charge === charge.id)),
  url: `/v1/charges/${charge.id}/refunds`,
});

export const entriesOf = (transaction: RestObject, world: World): { items: RestObject[]; url: string } => {
  const all = world.all<RestObject & { created: number }>('treasury.transaction_entry');
  const items = newestFirst(
    all.filter((entry) => entry.transaction === transaction.id),
    (entry) => entry.created,
  );
  const query = `financial_account=${transaction.financial_account}&transaction=${transaction.id}`;
  return { items, url: `/v1/treasury/transaction_entries?${query}` };
};

export const ownersOf = (ownership: RestObject, world: World): { items: RestObject[]; url: string } => {
  const account = world.all('financial_connections.account').find(({ ownership: id }) => id === ownership.id);
  const seeded = isRecord(ownership.owners) && typeof ownership.owners.url === 'string' ? ownership.owners.url : '';
  const url = account && `/v1/financial_connections/accounts/${account.id}/owners?ownership=${ownership.id}`;
  return { items: itemsOf(ownership, 'owners'), url: url ?? seeded };
};

/** The accounts that a session has collected, as they are today. */
export const accountsOf = (session: RestObject, world: World): { items: RestObject[]; url: string } => ({
  items: itemsOf(session, 'accounts').map((account) => world.find(account.object, account.id) ?? account),
  url: `/v1/financial_connections/accounts?session=${session.id}`,
});

/** A treasury transaction or entry with the flow behind it: `{ type, <type>: flow }`. */
export const flowDetails = ({ flow, flow_type: type }: RestObject, world: World): unknown => {
  if (typeof type !== 'string' || typeof flow !== 'string' || type === 'other') return { type };
  const objectType = type === 'issuing_authorization' ? 'issuing.authorization' : `treasury.${type}`;
  return { type, [type]: resolve(world, [objectType], flow) };
};

export const sourceFlowDetails = ({ source_flow: flow, source_flow_type: type }: RestObject, world: World): unknown => {
  if (typeof type !== 'string' || typeof flow !== 'string') return null;
  if (type === 'other') return { type };
  return { type, [type]: resolve(world, [type === 'payout' ? type : `treasury.${type}`], flow) };
};

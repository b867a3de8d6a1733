import type { RestParams } from './form.ts';
import type { ResponseHeaders } from './headers.ts';
import type { RestPath } from './path.ts';

type Scalar = string | number | boolean;

/** A value of an object, or values within it. */
type Said = Scalar | { readonly [name: string]: Said };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What is known of an answer before it is there. Whoever makes the call says it; what is left out is not compared. */
export interface Expectation {
  /** REST's `object`. */
  readonly object: string;
  readonly id?: string | undefined;
  /** Of a list: the path that was asked. */
  readonly url?: string;
  /** Of a list: what its items call themselves. */
  readonly itemObject?: string | undefined;
  /** What the object, or each item of the list, says of itself where it says it at all. */
  readonly fields: Readonly<Record<string, Said>>;
}

/** What one request is compared with its answer by. */
export interface Expected {
  readonly answer: Expectation | undefined;
  /** REST echoes it; a GET has none. */
  readonly idempotencyKey: string | undefined;
  /** REST echoes it where one was named. */
  readonly account: string | undefined;
}

/** Fields by which REST's objects name what they belong to. */
const PARENTS = ['transfer', 'financial_account', 'account'];
/** The features of a financial account have no id: what was asked of each is all that they say of the request. */
const FEATURES = [
  'card_issuing',
  'deposit_insurance',
  'financial_addresses',
  'inbound_transfers',
  'intra_stripe_flows',
  'outbound_payments',
  'outbound_transfers',
];
/** Fields that repeat what a POST asked for. */
const REPEATED = [
  'amount',
  'charge',
  'currency',
  'destination',
  'destination_payment_method',
  'origin_payment_method',
  'payment_intent',
  'received_credit',
  'received_debit',
  'reference',
  ...FEATURES,
  ...PARENTS,
];

/** The ids in a path by the names of their fields: `/v1/transfers/{id}/reversals` holds a `transfer`. */
const idsOf = ({ text, endpoint }: RestPath): [name: string, id: string, isLast: boolean][] => {
  const ids = text.split('/');
  const names = endpoint.split('/');
  return names.flatMap((name, index) => {
    if (!name.startsWith('{')) return [];
    const collection = (names[index - 1] ?? '').replace(/s$/, '');
    const field = name === '{id}' ? collection : name.slice(1, -1);
    return [[field, ids[index] ?? '', index === names.length - 1]];
  });
};

const saidOf = (value: unknown): Said | undefined => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (!isObject(value) || Array.isArray(value)) return undefined;
  return pick(value, Object.keys(value));
};

const pick = (params: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, Said> => {
  const picked: Record<string, Said> = {};
  for (const name of names) {
    const said = saidOf(params[name]);
    if (said !== undefined) picked[name] = said;
  }
  return picked;
};

/** One object of that kind: the one that the path names, last or before a verb such as `cancel`, or one that is made as the parameters say. */
export const expectObject = (object: string, path: RestPath, params: RestParams = {}): Expectation => {
  const kind = object.slice(object.lastIndexOf('.') + 1);
  const ids = idsOf(path).map(([name, id, isLast]) => ({ name, id, isOwn: isLast || name === kind }));
  const parents = ids.filter(({ isOwn }) => !isOwn).map(({ name, id }) => [name, id] as const);
  const id = ids.find(({ isOwn }) => isOwn)?.id;
  return { object, id, fields: { ...pick(params, REPEATED), ...Object.fromEntries(parents) } };
};

/** A list at that path, whose items belong to what the path and the filters name, and are of that kind where it is known. */
export const expectList = (path: RestPath, params: RestParams, itemObject?: string): Expectation => {
  const parents = idsOf(path).map(([name, id]) => [name, id] as const);
  const fields = { ...pick(params, PARENTS), ...Object.fromEntries(parents) };
  return { object: 'list', url: path.text, itemObject, fields };
};

/** A reference is an id, or the object that it was expanded to. What is absent or null says nothing. */
const contradicts = (value: unknown, expected: Said): boolean => {
  if (isObject(expected)) return anyContradicts(value, expected);
  const said = isObject(value) ? value.id : value;
  return said !== undefined && said !== null && said !== expected;
};

const anyContradicts = (object: unknown, fields: Expectation['fields']): boolean => {
  for (const name in fields) {
    if (isObject(object) && contradicts(object[name], fields[name] as Said)) return true;
  }
  return false;
};

/** Whether an object of REST's is another than the one that was asked for. Pure. */
export const isAnother = (body: object, { object, id, url, itemObject, fields }: Expectation): boolean => {
  const { object: kind, id: itsId, url: itsUrl, data } = body as Record<string, unknown>;
  if (kind !== object || (id !== undefined && itsId !== id)) return true;
  if (url === undefined) return anyContradicts(body, fields);
  if (typeof itsUrl === 'string' && itsUrl.split('?', 1)[0] !== url) return true;
  const said = itemObject === undefined ? fields : { ...fields, object: itemObject };
  return Array.isArray(data) && data.some((item) => anyContradicts(item, said));
};

/** Whether the head of an answer echoes another request than this one. Pure. */
export const echoesAnother = (headers: ResponseHeaders, { idempotencyKey, account }: Expected): boolean => {
  const key = headers['idempotency-key'];
  if (key !== undefined && key !== idempotencyKey) return true;
  const its = headers['stripe-account'];
  return its !== undefined && account !== undefined && its !== account;
};

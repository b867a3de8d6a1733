export interface Identified {
  id: string;
  object: string;
}

/** An object as the REST API shows it: references are ids, amounts are integers, times are Unix seconds. */
export interface RestObject extends Identified {
  [field: string]: unknown;
}

export interface RestList<T extends RestObject = RestObject> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

/** A flat list of REST objects of any type; line items and owners stand in full inside their parent. */
export type Seed = readonly Record<string, unknown>[];

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isRestObject = (value: unknown): value is RestObject =>
  isRecord(value) && typeof value.id === 'string' && typeof value.object === 'string';

/** What stands in an embedded list, such as `line_items`; a parent without the list has none. */
export const itemsOf = <T extends RestObject>(parent: RestObject, field: string): T[] => {
  const list = parent[field];
  return isRecord(list) && Array.isArray(list.data) ? (list.data as T[]) : [];
};

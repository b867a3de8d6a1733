import { resolve } from './embedded.ts';
import { RestError } from './errors.ts';
import { expandablesOf } from './expandable.ts';
import type { Expandable, Expandables } from './expandable-kinds.ts';
import { page } from './paging.ts';
import { isRecord, isRestObject, type RestObject } from './rest-object.ts';
import type { World } from './world.ts';

/** The wanted paths as a tree: `['a.b', 'a.c']` is `{ a: { b: {}, c: {} } }`. */
export interface Wanted {
  readonly [key: string]: Wanted;
}

const behind = (expandable: Expandable): Expandables[] => {
  if (expandable.kind === 'reference') return expandable.types.map(expandablesOf);
  if (expandable.kind === 'list' || expandable.kind === 'object') return [expandablesOf(expandable.type)];
  return [expandable.fields];
};

const isLegal = (options: readonly Expandables[], path: readonly string[], inList: boolean): boolean => {
  const [key = '', ...rest] = path;
  return options.some((fields) => {
    const expandable = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (expandable === undefined) return false;
    if (expandable.kind === 'list' && inList && !expandable.inLists) return false;
    if (rest.length === 0) return expandable.kind !== 'part' && expandable.kind !== 'object';
    if (expandable.kind !== 'list') return isLegal(behind(expandable), rest, inList);
    return rest[0] === 'data' && rest.length > 1 && isLegal(behind(expandable), rest.slice(1), inList);
  });
};

/** Legality follows from the types alone: an illegal path is refused over an empty list, too. */
export const readExpand = (paths: readonly string[], type: string, inList: boolean): Wanted => {
  const tree: Record<string, Wanted> = {};
  for (const path of paths) {
    const segments = path.split('.');
    if (segments.length > 4) throw new RestError(400, 'You cannot expand more than 4 levels of a property.');
    const own = inList && segments[0] === 'data' ? segments.slice(1) : segments;
    const prefixed = !inList || segments[0] === 'data';
    if (own.length === 0 || !prefixed || !isLegal([expandablesOf(type)], own, inList)) {
      const advice = prefixed ? '' : ` You may want to try expanding 'data.${path}' instead.`;
      throw new RestError(400, `This property cannot be expanded (${path}).${advice}`);
    }
    let node = tree;
    for (const segment of own) {
      node[segment] ??= {};
      node = node[segment] as Record<string, Wanted>;
    }
  }
  return tree;
};

const renderPart = (value: unknown, fields: Expandables, wanted: Wanted, world: World): unknown => {
  if (Array.isArray(value)) return value.map((item) => renderPart(item, fields, wanted, world));
  if (!isRecord(value)) return value;
  const shown: Record<string, unknown> = { ...value };
  for (const [key, expandable] of Object.entries(fields)) {
    const rendered = renderField(value as RestObject, key, expandable, wanted[key], world);
    if (rendered === undefined) delete shown[key];
    else shown[key] = rendered;
  }
  return shown;
};

const renderField = (
  owner: RestObject,
  key: string,
  is: Expandable,
  wanted: Wanted | undefined,
  world: World,
): unknown => {
  const value = owner[key];
  switch (is.kind) {
    case 'reference':
      return wanted !== undefined && typeof value === 'string'
        ? render(resolve(world, is.types, value), wanted, world)
        : value;
    case 'list': {
      if (is.hidden && wanted === undefined) return undefined;
      const { items, url } = is.items(owner, world);
      const list = page({ items, type: is.type, url }, { limit: is.size ?? world.pageSizeInExpansion });
      return { ...list, data: list.data.map((item) => render(item, wanted?.data ?? {}, world)) };
    }
    case 'included':
      if (wanted === undefined) return undefined;
      return renderPart(is.find === undefined ? value : is.find(owner, world), is.fields, wanted, world);
    case 'part':
      return renderPart(value, is.fields, wanted ?? {}, world);
    case 'object':
      return isRestObject(value) ? render(value, wanted ?? {}, world) : value;
  }
};

/** The object as an answer shows it: what was not asked for is an id, or absent. */
export const render = (object: { readonly object: string }, wanted: Wanted, world: World): unknown =>
  renderPart(object, expandablesOf(object.object), wanted, world);

import type { InputFieldMap, InputShapeFromFields, ObjectFieldBuilder, ObjectRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { RestParams } from '../../stripe/form.ts';
import type { RestPath } from '../../stripe/path.ts';
import { type EmbeddedList, type ListAnnotation, resourceOf } from '../annotations.ts';
import type { Context } from '../operation/context.ts';
import { checkedPage, type PageArguments } from '../page.ts';
import { readPage, wholePageIn } from '../read/page-reader.ts';
import type { Resource, RestObject } from '../resource.ts';
import { builder, type Types } from './builder.ts';
import { type Connection, embeddedList, toConnection } from './connection-page.ts';
import { LIST_SIZE, REST_CALL_COST } from './demand-control.ts';
import { pathsOf, type Template, type TemplateValues } from './endpoint.ts';
import { graphId } from './graph-id.ts';
import { proveParent } from './unproven-object.ts';

/** The part of Pothos' builders that fields of objects and of the query have in common. */
type FieldBuilder<Parent> = Pick<ObjectFieldBuilder<Types, Parent>, 'field' | 'arg'>;

/** A connection type with what its cursors begin with. */
export interface ConnectionType<Item> {
  readonly ref: ObjectRef<Types, Connection<Item>>;
  readonly prefixes: readonly string[];
  /** REST's `object` of its items; undefined where they are no resource of their own. */
  readonly itemObject: string | undefined;
  /** The part of the REST API that its items belong to; undefined where that is their parent's. */
  readonly domain: string | undefined;
}

const FOR_EACH_100 = 'one REST call for every 100';

/** What a connection costs, in a sentence for its description. */
const costOf = (endpoint: Template, embedded: EmbeddedList | undefined): string => {
  const name = `GET ${endpoint}`;
  if (embedded === undefined) return `One REST call for every 100: ${name}.`;
  const first = embedded.size > 0 ? `The first ${embedded.size}` : 'The first ones';
  if (embedded.retrieveOnly) {
    return `${first} come with a parent that is asked for by its id and cost nothing; in a list of parents, and after a cursor, they cost ${FOR_EACH_100}: ${name}.`;
  }
  return `${first} come with their parent and cost nothing; more, and those after a cursor, cost ${FOR_EACH_100}: ${name}.`;
};

/**
 * The `…Connection` and `…Edge` types over a type.
 * @param prefix what its cursors begin with, where it is no resource, whose ids begin so
 * @throws TypeError, when the schema is built, where neither is known
 */
export const connectionType = <Item extends RestObject>(
  item: ObjectRef<Types, Item> & { readonly resource?: Resource },
  plural: string,
  prefix?: string,
): ConnectionType<Item> => {
  const { resource } = item;
  const prefixes = prefix === undefined ? resource?.prefixes : [prefix];
  if (prefixes === undefined) throw new TypeError(`${item.name} is no resource: say what its cursors begin with.`);
  const ref = builder.connectionObject(
    { type: item, name: `${item.name}Connection`, description: `A page of ${plural}.` },
    { name: `${item.name}Edge`, description: `One item of a page of ${plural}, with its cursor.` },
  );
  const { object: itemObject, domain } = resource ?? {};
  return { ref: ref as unknown as ObjectRef<Types, Connection<Item>>, prefixes, itemObject, domain };
};

/** Where the items of a connection come from. */
export interface ConnectionSource<Parent, Args extends InputFieldMap, Of extends Template = Template> {
  /** What it is a list of, and in which order; what it costs is added. */
  readonly description: string;
  readonly args?: Args;
  /** The list endpoint. */
  readonly endpoint: Of;
  /**
   * What the endpoint is given; null when this parent has no such list. Throws BAD_USER_INPUT on an id that cannot be
   * one.
   */
  readonly values?: (parent: Parent, args: InputShapeFromFields<Args>) => TemplateValues<Of> | null;
  /** The REST parameters that narrow or order the list. Throws BAD_USER_INPUT on what REST would refuse. */
  readonly filters?: (args: InputShapeFromFields<Args>, parent: Parent, context: Context) => RestParams;
  /** Which items of a page are shown, where that cannot be asked of REST; the others are left out of it. */
  readonly shows?: (args: InputShapeFromFields<Args>, context: Context) => (item: RestObject) => boolean;
  /** Its items are history, such as events: what stands in them may be outdated, and answers no other look-up. */
  readonly isHistory?: boolean;
  /** Where the list may already stand in the parent. */
  readonly embedded?: EmbeddedList;
  /** The endpoint needs nothing of the parent but its id. */
  readonly needsOnlyId?: boolean;
}

const proofOf = ({
  needsOnlyId = false,
  endpoint,
}: Pick<ConnectionSource<never, never>, 'needsOnlyId' | 'endpoint'>): ListAnnotation['provesParent'] => {
  if (!needsOnlyId) return 'never';
  return endpoint.includes('{') ? 'always' : 'withItems';
};

/** What narrows a list to its parent must be there: without it, REST would answer with the items of all. */
const checkParent = (parent: object, { parentType }: GraphQLResolveInfo): void => {
  const resource = resourceOf(parentType);
  if (resource !== undefined && !resource.isSingleton) graphId(resource, parent as RestObject);
};

const resolveConnection = <Parent extends object, Item extends RestObject, Args extends InputFieldMap>(
  type: ConnectionType<Item>,
  source: Pick<ConnectionSource<Parent, Args>, 'filters' | 'shows' | 'isHistory' | 'embedded'>,
  pathOf: (parent: Parent, args: InputShapeFromFields<Args>) => RestPath | null,
  parent: Parent,
  args: InputShapeFromFields<Args> & PageArguments,
  context: Context,
  info: GraphQLResolveInfo,
): Connection<Item> | null | Promise<Connection<Item>> => {
  const request = checkedPage(args, type.prefixes, context.maxPageSize);
  const path = pathOf(parent, args);
  if (path === null) return null;
  checkParent(parent, info);
  const filters = source.filters?.(args, parent, context) ?? {};
  if (request.size === 0) return toConnection({ items: [], more: false }, args);
  const expand = context.planner.expansionsOfItems(info);
  const embedded =
    source.embedded && request.cursor === undefined ? embeddedList(parent, source.embedded.keys, expand) : undefined;
  const shows = source.shows?.(args, context);
  const brought = wholePageIn(embedded, request.size);
  // Nothing has to be waited for, and for each promise the whole answer would wait.
  if (brought && brought.items.length > 0) return toConnection(brought, args, shows);
  const { itemObject } = type;
  const { isHistory } = source;
  const from = { path, filters, itemObject, expand, isHistory, place: info.path };
  return readPage(from, request, embedded, context).then((page) => {
    const show = () => toConnection<Item>(page, args, shows);
    return page.items.length === 0 ? proveParent(parent, context, info).then(show) : show();
  });
};

/**
 * A connection field: Relay's arguments mapped on REST's cursors, forwards and backwards. Null when one
 * of its calls fails, so that the failure does not take the parent with it.
 */
export const connection = <
  Parent extends object,
  Item extends RestObject,
  Of extends Template,
  Args extends InputFieldMap = Record<never, never>,
>(
  t: FieldBuilder<Parent>,
  type: ConnectionType<Item>,
  source: ConnectionSource<Parent, Args, Of>,
) => {
  const pathOf = pathsOf(source.endpoint, source.values);
  return t.field({
    type: type.ref,
    nullable: true,
    description: `${source.description} ${costOf(source.endpoint, source.embedded)}`,
    args: { ...(source.args ?? ({} as Args)), ...t.arg.connectionArgs() },
    directives: { ...(source.embedded ? {} : REST_CALL_COST), ...LIST_SIZE },
    extensions: {
      rest: {
        kind: 'list',
        endpoint: source.endpoint,
        prefixes: type.prefixes,
        domain: type.domain,
        needsOnlyId: source.needsOnlyId ?? false,
        provesParent: proofOf(source),
        ...(source.embedded ? { embedded: source.embedded } : {}),
      },
    },
    resolve: (parent, args, context, info) =>
      resolveConnection(
        type,
        source,
        pathOf,
        parent,
        args as unknown as InputShapeFromFields<Args> & PageArguments,
        context,
        info,
      ),
  });
};

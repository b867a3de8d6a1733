import SchemaBuilder, {
  BasePlugin,
  type PothosOutputFieldConfig,
  type PothosOutputFieldType,
  type SchemaTypes,
} from '@pothos/core';
import type { GraphQLError, GraphQLFieldResolver } from 'graphql';
import { domainOfRead, type RestAnnotation } from '../annotations.ts';
import { may, missingScope } from '../caller.ts';
import type { Context } from '../operation/context.ts';
import type { Resource, RestObject } from '../resource.ts';

/** Pothos types a plugin for the contexts of any builder; the one builder here has ours. */
type Resolve = GraphQLFieldResolver<unknown, object, object>;

/**
 * Why the caller may not read that part of REST; undefined when they may, or where this graph shows nothing of it but
 * ids.
 */
export const readRefusal = (
  domain: string | undefined,
  { caller, resources }: Pick<Context, 'caller' | 'resources'>,
): GraphQLError | undefined =>
  domain === undefined || may(caller, 'read', domain) || !resources.domains.includes(domain)
    ? undefined
    : missingScope('read', domain);

/**
 * The value, or the error that takes its place: GraphQL fails the field, or the one item of a list, whose value is an
 * Error.
 */
type Check = (value: unknown, context: Context) => unknown;

/** Objects of one part of REST. */
const checkOf =
  (domain: string): Check =>
  (value, context) =>
    value === null || value === undefined ? value : (readRefusal(domain, context) ?? value);

/** Objects of several types: each says by itself which it is. */
const checkAny: Check = (value, context) => {
  const object: unknown = (value as Partial<RestObject> | null | undefined)?.object;
  const resource = typeof object === 'string' ? context.resources.ofObject(object) : undefined;
  return readRefusal(resource?.domain, context) ?? value;
};

const onceArrived = (value: unknown, context: Context, check: Check): unknown =>
  value instanceof Promise ? value.then((arrived) => check(arrived, context)) : check(value, context);

const checkEach =
  (check: Check): Check =>
  (values, context) =>
    Array.isArray(values) ? values.map((each) => onceArrived(each, context, check)) : values;

/**
 * Holds each object of a resource against the caller's scopes where it enters the answer: by a look-up, a reference, a
 * payload, as an item of a list, or as one of the types of a union or an interface. Which fields these are is known
 * from their types when the schema is built, so that nothing runs, and nothing is kept, for the fields of the object
 * itself.
 */
class ScopesPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(resolve: Resolve, { type, extensions = {} }: PothosOutputFieldConfig<Types>): Resolve {
    const { rest, isOfCheckedList } = extensions as { rest?: RestAnnotation; isOfCheckedList?: boolean };
    if (isOfCheckedList) return resolve;
    const domain = domainOfRead(rest, this.#domainOf(type));
    if (domain !== undefined) {
      return (parent, args, context, info) =>
        readRefusal(domain, context as Context) ?? resolve(parent, args, context, info);
    }
    const check = this.#checkFor(type);
    if (check === undefined) return resolve;
    return (parent, args, context, info) => {
      const value: unknown = resolve(parent, args, context, info);
      return (context as Context).caller.scopes === 'all' ? value : onceArrived(value, context as Context, check);
    };
  }

  #domainOf(type: PothosOutputFieldType<Types>): string | undefined {
    if (type.kind !== 'Object') return undefined;
    const { resource } = this.buildCache.getTypeConfig(type.ref).extensions ?? {};
    return (resource as Resource | undefined)?.domain;
  }

  #checkFor(type: PothosOutputFieldType<Types>): Check | undefined {
    if (type.kind === 'List') {
      const check = this.#checkFor(type.type);
      return check && checkEach(check);
    }
    if (type.kind === 'Union' || type.kind === 'Interface') return checkAny;
    const domain = this.#domainOf(type);
    return domain === undefined ? undefined : checkOf(domain);
  }
}

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      scopes: ScopesPlugin<Types>;
    }
  }
}

export const scopesPlugin = 'scopes';

SchemaBuilder.registerPlugin(scopesPlugin, ScopesPlugin);

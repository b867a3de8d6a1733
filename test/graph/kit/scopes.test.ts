import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { annotationOf, type RestAnnotation, resourceOf, type Variants } from '../../../src/graph/annotations.ts';
import type { Caller } from '../../../src/graph/caller.ts';
import { resources, schema } from '../../../src/schema.ts';

type Field = GraphQLField<unknown, unknown>;

interface Way {
  readonly coordinate: string;
  readonly field: Field;
  readonly type: GraphQLNamedType;
  readonly rest: RestAnnotation | undefined;
}

/** Every field of the graph that leads to an object. */
const ways: readonly Way[] = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith('_'))
  .flatMap((parent) =>
    Object.values(isObjectType(parent) ? parent.getFields() : {}).map((field) => ({
      coordinate: `${parent.name}.${field.name}`,
      field,
      type: getNamedType(field.type),
      rest: annotationOf(field),
    })),
  )
  .filter(({ type }) => isObjectType(type) || isAbstractType(type));

const objectOf = (typename: string) => {
  const resource = resources.nodes.find((each) => each.typename === typename);
  return { id: resource?.exampleId, object: resource?.object };
};

const ask = async ({ field }: Way, parent: unknown, scopes: Caller['scopes']): Promise<unknown> => {
  const context = { caller: { scopes }, resources, planner: { isKnownById: () => false } };
  const answer: unknown = await field.resolve?.(parent, {}, context, { schema } as GraphQLResolveInfo);
  const [first] = Array.isArray(answer) ? answer : [answer];
  return first instanceof Error ? first.message : first;
};

const NOBODY: Caller['scopes'] = new Set();

const refusal = (domain: string | undefined): string =>
  `This needs the scope \`${domain}:read\`, which the caller does not have.`;

/** A parent in which REST has sent that type of object, where the field looks for it. */
const parentWith = (rest: RestAnnotation | undefined, typename: string): object => {
  if (rest?.kind === 'payload') return { object: objectOf(typename) };
  if (rest?.kind === 'key') return { [rest.key]: [objectOf(typename)] };
  if (rest?.kind !== 'reference' && rest?.kind !== 'include') throw new Error(`How does ${typename} come here?`);
  const key = rest.variants?.[typename];
  if (key === undefined) return { [rest.key]: objectOf(typename) };
  const flow = rest.key.replace('_details', '');
  return { [flow]: 'id', [`${flow}_type`]: key, [rest.key]: { type: key, [key]: objectOf(typename) } };
};

const domainOf = (typename: string): string | undefined =>
  resources.nodes.find((each) => each.typename === typename)?.domain;

const objects = ways.flatMap((way) => {
  const variants: Variants | undefined =
    way.rest?.kind === 'reference' || way.rest?.kind === 'include' ? way.rest.variants : undefined;
  const typenames = variants ? Object.keys(variants) : [way.type.name];
  return way.rest?.kind === 'lookup' || way.rest?.kind === 'list'
    ? []
    : typenames
        .filter((typename) => domainOf(typename) !== undefined)
        // In an edge or among the nodes of a connection it has been let in with the list.
        .filter(() => !/Edge\.node$|Connection\.nodes$/.test(way.coordinate))
        .map((typename) => ({ ...way, typename }));
});

describe('an object that the caller may not read', () => {
  it('has many ways in', () => {
    expect(objects.length).toBeGreaterThan(40);
    expect(new Set(objects.map(({ rest }) => rest?.kind))).toEqual(new Set(['reference', 'include', 'key', 'payload']));
  });

  it.each(objects)('is refused at $coordinate, as $typename', async (way) => {
    const parent = parentWith(way.rest, way.typename);
    const domain = domainOf(way.typename);
    expect(await ask(way, parent, NOBODY)).toBe(refusal(domain));
    expect(await ask(way, parent, new Set([`${domain}:read`]))).toEqual(objectOf(way.typename));
    expect(await ask(way, parent, 'all')).toEqual(objectOf(way.typename));
  });

  const reads = ways.filter(({ rest, type }) => rest?.kind === 'list' || (rest?.kind === 'lookup' && resourceOf(type)));
  const needOf = ({ rest, type }: Way) => (rest?.kind === 'list' ? rest.domain : resourceOf(type)?.domain);

  // Their arguments are none at all: a resolver that looked at them would say so.
  it.each(reads.filter((way) => needOf(way)))(
    'is refused at $coordinate before an argument is looked at',
    async (way) => {
      expect(await ask(way, {}, NOBODY)).toBe(refusal(needOf(way)));
    },
  );

  it.each([
    ['node', { id: 'tr_1Abc' }],
    ['nodes', { ids: ['tr_1Abc'] }],
    ['_entities', { representations: [{ __typename: 'Transfer', id: 'tr_1Abc' }] }],
  ])('is refused at Query.%s, also where no REST call is needed to have it', async (name, args) => {
    const context = (scopes: Caller['scopes']) => ({
      caller: { scopes },
      resources,
      loaders: { object: async () => objectOf('Transfer') },
      planner: { expansionsOfObject: () => [], isKnownById: () => false, isKnownByItems: () => false },
    });
    const find = async (scopes: Caller['scopes']): Promise<unknown[]> => {
      const found: unknown = await schema
        .getQueryType()
        ?.getFields()
        [name]?.resolve?.({}, args, context(scopes), { schema } as GraphQLResolveInfo);
      const settled = await Promise.allSettled([found].flat());
      return settled.map((each) => (each.status === 'fulfilled' ? each.value : each.reason));
    };
    expect(await find(NOBODY)).toEqual([expect.objectContaining({ message: refusal('transfers') })]);
    expect(await find(new Set(['transfers:read']))).toEqual([objectOf('Transfer')]);
  });

  it('is let in with its parent where it is a part of it, and nowhere else', () => {
    const parts = reads.filter((way) => needOf(way) === undefined).map(({ coordinate }) => coordinate);
    expect(parts).toEqual([
      'FinancialConnectionsAccount.owners',
      'FinancialConnectionsAccountOwnership.owners',
      // What it needs depends on the types that are asked for.
      'Query.events',
      'TaxCalculation.lineItems',
      'TaxTransaction.lineItems',
    ]);
  });

  it('comes in no connection that was not checked as a list', () => {
    const connections = ways.filter(({ type }) => type.name.endsWith('Connection'));
    expect(connections.length).toBeGreaterThan(10);
    expect(connections.filter(({ rest }) => rest?.kind !== 'list')).toEqual([]);
  });
});

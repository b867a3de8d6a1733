import { composeServices as composeByApollo } from '@apollo/composition';
import { composeServices as composeByGuild } from '@theguild/federation-composition';
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse, valueFromASTUntyped, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { SubgraphOptions } from '../../../src/graph/subgraph/federation.ts';
import { printSdl } from '../../../src/graph/subgraph/print-sdl.ts';
import { buildSchema } from '../../../src/schema.ts';
import { ordersSdl } from '../orders.ts';

interface Subgraph {
  readonly name: string;
  readonly typeDefs: DocumentNode;
  readonly url: string;
}

interface Composed {
  readonly problems: readonly string[];
  readonly hints: readonly string[];
  readonly supergraph: string | undefined;
}

const subgraph = (name: string, sdl: string): Subgraph => ({ name, typeDefs: parse(sdl), url: `http://${name}.test/` });

const stripeWith = (options: Partial<SubgraphOptions>): Subgraph =>
  subgraph('stripe', printSdl(buildSchema({ nodeFields: true, securityDirectives: false, ...options })));

const stripe = stripeWith({});
const stripeWithoutNodes = stripeWith({ nodeFields: false });
/** As it is joined with `orders`, which own customers. */
const stubs = ['Customer', 'Account'];
const stripeWithScopes = stripeWith({ securityDirectives: true });
const stubbedWithScopes = stripeWith({ securityDirectives: true, stubs });
const orders = subgraph('orders', ordersSdl);
/** Another team's graph that has Relay's fields too. */
const library = subgraph(
  'library',
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
  type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! books(first: Int): BookConnection }
  interface Node { id: ID! }
  type Book implements Node @key(fields: "id") { id: ID! }
  type BookConnection { edges: [BookEdge!]! pageInfo: PageInfo! }
  type BookEdge { cursor: String! node: Book }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }`,
);

/** What the supergraph tells a router about the cost of that query field. */
const demandOf = (supergraph: string, name: string): string[] => {
  const query = parse(supergraph).definitions.find(
    (each): each is ObjectTypeDefinitionNode =>
      each.kind === Kind.OBJECT_TYPE_DEFINITION && each.name.value === 'Query',
  );
  const field = query?.fields?.find((each) => each.name.value === name);
  return (field?.directives ?? [])
    .map((directive) => directive.name.value)
    .filter((directive) => !directive.startsWith('join__'))
    .toSorted();
};

/** What `@requiresScopes` asks for anywhere, each once; composers order the lists in their own way. */
const scopesIn = (document: DocumentNode): string[] => {
  const asked = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: [scopes] = [] }) => {
      if (name.value !== 'requiresScopes' || scopes === undefined) return;
      const lists = valueFromASTUntyped(scopes.value) as string[][];
      asked.add(
        lists
          .map((list) => list.toSorted().join(' and '))
          .toSorted()
          .join(' or '),
      );
    },
  });
  return [...asked].toSorted();
};

const COMPOSERS: Record<string, (subgraphs: readonly Subgraph[]) => Composed> = {
  '@apollo/composition': (subgraphs) => {
    const { errors, hints, supergraphSdl } = composeByApollo([...subgraphs]);
    return {
      problems: (errors ?? []).map(({ message }) => message),
      hints: (hints ?? []).map(({ message }) => message),
      supergraph: supergraphSdl,
    };
  },
  '@theguild/federation-composition': (subgraphs) => {
    const { errors, supergraphSdl } = composeByGuild([...subgraphs]);
    return { problems: (errors ?? []).map(({ message }) => message), hints: [], supergraph: supergraphSdl };
  },
  '@wundergraph/composition': (subgraphs) => {
    const result = federateSubgraphs({
      subgraphs: subgraphs.map(({ typeDefs, ...rest }) => ({ ...rest, definitions: typeDefs })),
      version: ROUTER_COMPATIBILITY_VERSION_ONE,
    });
    return {
      problems: result.success ? [] : result.errors.map(({ message }) => message),
      hints: result.warnings.map(({ message }) => message),
      supergraph: undefined,
    };
  },
};

describe.each(Object.entries(COMPOSERS))('%s', (_name, compose) => {
  it.each([
    ['alone', [stripe]],
    ['with orders', [stripeWith({ stubs }), orders]],
    ['alone, with stubs', [stripeWith({ stubs })]],
    ['with a graph that has `node` and `nodes`', [stripeWithoutNodes, library]],
    ['with both', [stripeWith({ nodeFields: false, stubs }), orders, library]],
  ])('composes %s, without an error or a hint', (_with, subgraphs) => {
    const { problems, hints, supergraph } = compose(subgraphs);
    expect(problems).toEqual([]);
    expect(hints).toEqual([]);
    if (supergraph !== undefined) expect(demandOf(supergraph, 'transfers')).toEqual(['cost', 'listSize']);
  });

  it.each([
    ['alone', [stripeWithScopes], stripeWithScopes],
    ['with orders', [stubbedWithScopes, orders], stubbedWithScopes],
  ])(
    'composes %s with the scopes that fields need, and hands them to the router as they are',
    (_with, subgraphs, own) => {
      const { problems, hints, supergraph } = compose(subgraphs);
      expect(problems).toEqual([]);
      expect(hints).toEqual([]);
      if (supergraph === undefined) return;
      expect(demandOf(supergraph, 'transfers')).toContain('requiresScopes');
      // Of no two types the scopes are combined: these would be twice as many with each part of REST.
      expect(scopesIn(parse(supergraph))).toEqual(scopesIn(own.typeDefs));
      expect(supergraph).not.toMatch(/^interface [^{]*@(?:requiresScopes|authenticated)/m);
    },
  );

  it('needs `SUBGRAPH_STUBS` beside another graph that owns one of its types', () => {
    expect(compose([stripe, orders]).problems.join('\n')).toMatch(/Customer/);
  });

  it('needs the switch beside another graph with `node` and `nodes`', () => {
    expect(compose([stripe, library]).problems.join('\n')).toMatch(/node/);
  });
});

import SchemaBuilder from '@pothos/core';
import DirectivesPlugin from '@pothos/plugin-directives';
import RelayPlugin from '@pothos/plugin-relay';
import { CurrencyResolver, DateTimeResolver, JSONObjectResolver, SafeIntResolver } from 'graphql-scalars';
import type { Context } from '../operation/context.ts';
import { DEFAULT_PAGE_SIZE } from '../page.ts';
import type { RestObject } from '../resource.ts';
import type { LIST_SIZE } from './demand-control.ts';
import { scopesPlugin } from './scopes.ts';

/**
 * The one schema builder: its plugins, its scalars and the words that every connection shares. It knows no resource.
 */
export const builder = new SchemaBuilder<{
  Context: Context;
  /** Federation's, which the SDL tells composers and routers; see demand-control.ts for the last two. */
  Directives: {
    link: { locations: 'SCHEMA'; args: { url: string; import: readonly string[] } };
    key: { locations: 'OBJECT'; args: { fields: string; resolvable?: boolean } };
    shareable: { locations: 'OBJECT'; args: Record<string, never> };
    cost: { locations: 'FIELD_DEFINITION'; args: { weight: number } };
    listSize: { locations: 'FIELD_DEFINITION'; args: typeof LIST_SIZE.listSize };
  };
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    SafeInt: { Input: number; Output: number };
    DateTime: { Input: Date; Output: Date };
    Currency: { Input: string; Output: string };
    JSONObject: { Input: Record<string, unknown>; Output: Record<string, unknown> };
  };
}>({
  // Scopes first: Pothos lets the first plugin look last at a resolver, so nothing runs around the check.
  plugins: [scopesPlugin, DirectivesPlugin, RelayPlugin],
  defaultFieldNullability: false,
  relay: {
    idFieldOptions: { description: 'Finds it again with `node(id:)`. Its prefix tells its type.' },
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    nodesOnConnection: {
      description: 'The items of this page, as `edges { node }` has them.',
      extensions: { isOfCheckedList: true },
    },
    nodeTypeOptions: {
      resolveType: (value, context) => context.resources.ofObject((value as RestObject).object)?.typename,
      description:
        'An object that can be fetched again by its `id` alone. The id is the Stripe id itself, so it is the one you see in the dashboard.',
    },
    pageInfoTypeOptions: {
      directives: { shareable: {} },
      description: 'Where a page stands in its list, after the Relay connection specification.',
    },
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: "The items of this page with their cursors, in the list's own order, also when paging backwards.",
    },
    nodeFieldOptions: { nullable: false, description: 'The item.', extensions: { isOfCheckedList: true } },
    cursorFieldOptions: {
      description: "The item's place in the list: its bare Stripe id. Give it to `after` or `before`.",
    },
    pageInfoFieldOptions: { description: 'Where this page stands in the list.' },
    hasNextPageFieldOptions: {
      description: 'True when more items are known to follow this page. Asking costs no REST call.',
    },
    hasPreviousPageFieldOptions: {
      description:
        'True when items are known to precede this page: those before `after`, or more before a backward page.',
    },
    startCursorFieldOptions: { description: 'Cursor of the first item; null when the page is empty.' },
    endCursorFieldOptions: { description: 'Cursor of the last item; null when the page is empty.' },
    firstArgOptions: {
      description: `How many items to return from the start, or after \`after\`. ${DEFAULT_PAGE_SIZE} when neither \`first\` nor \`last\` is given; every 100 cost one REST call, 0 costs none.`,
    },
    afterArgOptions: { description: 'Return what follows this cursor: an `endCursor`, or the Stripe id of an item.' },
    lastArgOptions: { description: 'How many items to return directly before `before`, which it needs.' },
    beforeArgOptions: {
      description: 'Return what precedes this cursor: a `startCursor`, or the Stripe id of an item.',
    },
  },
});

builder.queryType({ description: 'Everything that can be read.' });
builder.mutationType({
  description:
    'Everything that can be done. Mutations run one after the other. Each answers with what it made or with a `Problem`, and each needs an `idempotencyKey` of yours: asking again with it cannot do it twice.',
});

builder.addScalarType('SafeInt', SafeIntResolver, {
  description:
    "A whole number up to 2^53 - 1, either sign. Amounts of money are whole numbers of the currency's smallest unit: 1099 is 10.99 USD, and 1099 JPY.",
});
builder.addScalarType('DateTime', DateTimeResolver, {
  description: 'A moment in UTC after RFC 3339, such as `2024-11-20T08:00:00.000Z`. REST keeps whole seconds.',
});
builder.addScalarType('Currency', CurrencyResolver, {
  // The list of the library is not the one of REST: a currency that it does not know must not fail the object.
  serialize: String,
  description: 'A currency as three upper-case letters (ISO 4217), such as `USD`.',
});
builder.addScalarType('JSONObject', JSONObjectResolver, {
  description: 'A JSON object. As metadata: up to 50 keys of at most 40 characters, each with a text of at most 500.',
});

/** The types that Pothos infers from this builder. */
export type Types = typeof builder.$inferSchemaTypes;

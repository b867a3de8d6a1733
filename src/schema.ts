import './resources/balance-transactions.ts';
import './resources/financial-connections/accounts.ts';
import './resources/financial-connections/accounts/owners.ts';
import './resources/financial-connections/transactions.ts';
import './resources/stubs.ts';
import './resources/tax/calculations.ts';
import './resources/tax/calculations/line-items.ts';
import './resources/tax/transactions.ts';
import './resources/tax/transactions/line-items.ts';
import './resources/transfers.ts';
import './resources/transfers/reversals.ts';
import { builder } from './graph/builder.ts';
import { addNodeQueries } from './graph/node-query.ts';
import { type Resources, resourcesOf } from './graph/resources.ts';

addNodeQueries(() => resources);

/** The whole graph, as a federation v2 subgraph. */
export const schema = builder.toSubGraphSchema({ linkUrl: 'https://specs.apollo.dev/federation/v2.6' });

/** Its resources, read off its types. */
export const resources: Resources = resourcesOf(schema);

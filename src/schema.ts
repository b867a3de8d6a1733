import './resources/accounts.ts';
import './resources/application-fees.ts';
import './resources/application-fees/refunds.ts';
import './resources/balance-transactions.ts';
import './resources/balance-transactions/queries.ts';
import './resources/balance-transactions/source.ts';
import './resources/balance.ts';
import './resources/charges.ts';
import './resources/charges/queries.ts';
import './resources/customers.ts';
import './resources/disputes.ts';
import './resources/events.ts';
import './resources/events/subscription.ts';
import './resources/financial-connections/accounts.ts';
import './resources/financial-connections/accounts/actions.ts';
import './resources/financial-connections/accounts/owners.ts';
import './resources/financial-connections/accounts/ownership.ts';
import './resources/financial-connections/accounts/queries.ts';
import './resources/financial-connections/sessions.ts';
import './resources/financial-connections/sessions/create.ts';
import './resources/financial-connections/transactions.ts';
import './resources/issuing/authorizations.ts';
import './resources/mandates.ts';
import './resources/payment-intents.ts';
import './resources/payouts.ts';
import './resources/payouts/cancel.ts';
import './resources/payouts/create.ts';
import './resources/refunds.ts';
import './resources/refunds/cancel.ts';
import './resources/refunds/create.ts';
import './resources/refunds/update.ts';
import './resources/stubs.ts';
import './resources/tax-rates.ts';
import './resources/tax-rates/create.ts';
import './resources/tax-rates/update.ts';
import './resources/tax/calculations.ts';
import './resources/tax/calculations/create.ts';
import './resources/tax/calculations/line-items.ts';
import './resources/tax/transactions.ts';
import './resources/tax/transactions/create-from-calculation.ts';
import './resources/tax/transactions/create-reversal.ts';
import './resources/tax/transactions/line-items.ts';
import './resources/test-helpers/treasury/inbound-transfers.ts';
import './resources/test-helpers/treasury/outbound-payments.ts';
import './resources/test-helpers/treasury/outbound-transfers.ts';
import './resources/test-helpers/treasury/received-credits.ts';
import './resources/test-helpers/treasury/received-debits.ts';
import './resources/topups.ts';
import './resources/topups/cancel.ts';
import './resources/topups/create.ts';
import './resources/transfers.ts';
import './resources/transfers/create.ts';
import './resources/transfers/reversals.ts';
import './resources/transfers/update.ts';
import './resources/treasury/credit-reversals.ts';
import './resources/treasury/credit-reversals/create.ts';
import './resources/treasury/credit-reversals/queries.ts';
import './resources/treasury/debit-reversals.ts';
import './resources/treasury/debit-reversals/create.ts';
import './resources/treasury/debit-reversals/queries.ts';
import './resources/treasury/financial-accounts.ts';
import './resources/treasury/financial-accounts/create.ts';
import './resources/treasury/financial-accounts/update-features.ts';
import './resources/treasury/financial-accounts/update.ts';
import './resources/treasury/flow-details.ts';
import './resources/treasury/inbound-transfers.ts';
import './resources/treasury/inbound-transfers/cancel.ts';
import './resources/treasury/inbound-transfers/create.ts';
import './resources/treasury/inbound-transfers/queries.ts';
import './resources/treasury/outbound-payments.ts';
import './resources/treasury/outbound-payments/cancel.ts';
import './resources/treasury/outbound-payments/create.ts';
import './resources/treasury/outbound-payments/queries.ts';
import './resources/treasury/outbound-transfers.ts';
import './resources/treasury/outbound-transfers/cancel.ts';
import './resources/treasury/outbound-transfers/create.ts';
import './resources/treasury/outbound-transfers/queries.ts';
import './resources/treasury/received-credits.ts';
import './resources/treasury/received-credits/queries.ts';
import './resources/treasury/received-debits.ts';
import './resources/treasury/received-debits/queries.ts';
import './resources/treasury/source-flow-details.ts';
import './resources/treasury/transaction-entries.ts';
import './resources/treasury/transactions.ts';
import type { GraphQLSchema } from 'graphql';
import { type Resources, resourcesOf } from './graph/resources.ts';
import { buildSubgraph, type SubgraphOptions } from './graph/subgraph/federation.ts';
import { addNodeQueries } from './graph/subgraph/node-query.ts';

addNodeQueries(() => resources);

/** The whole graph, as a federation v2 subgraph. */
export const schema = buildSubgraph(() => resources, { nodeFields: true, securityDirectives: false });

/** Its resources, read off its types. */
export const resources: Resources = resourcesOf(schema);

/** The graph as it is configured. */
export const buildSchema = (options: SubgraphOptions): GraphQLSchema =>
  options.nodeFields && !options.securityDirectives && !options.stubs?.length
    ? schema
    : buildSubgraph(() => resources, options);

/** What of it can be asked for: of types that another subgraph owns, nothing. */
export const resourcesIn = (graph: GraphQLSchema): Resources => (graph === schema ? resources : resourcesOf(graph));

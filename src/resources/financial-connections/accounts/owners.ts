import type Stripe from 'stripe';
import { builder } from '../../../graph/kit/builder.ts';
import { connection, connectionType } from '../../../graph/kit/connection.ts';
import { identifier, text, timestamp } from '../../../graph/kit/fields.ts';
import { ID_OR_OBJECT, restValue, TEXT } from '../../../graph/kit/rest-value.ts';
import { FinancialConnectionsAccount } from '../accounts.ts';
import { FinancialConnectionsAccountOwnership } from './ownership.ts';

/** GET /v1/financial_connections/accounts/{account}/owners. REST has no endpoint for a single one. */
const FinancialConnectionsAccountOwner = builder.objectRef<Stripe.FinancialConnections.AccountOwner>(
  'FinancialConnectionsAccountOwner',
);
FinancialConnectionsAccountOwner.implement({
  description:
    'Someone who owns an outside account, as its bank tells it. REST: GET /v1/financial_connections/accounts/{id}/owners.',
  fields: (t) => ({
    id: identifier(t, 'id', 'Stripe id, begins with `fcaown_`; also its cursor in a list. `node` does not find it.'),
    email: text(t, 'email', 'Email address; null when the bank does not tell.', { nullable: true }),
    name: text(t, 'name', 'Full name.'),
    ownership: identifier(t, 'ownership', 'Id of the list of owners that it stands in, begins with `fcaowns_`.'),
    phone: text(t, 'phone', 'Phone number as the bank writes it; null when the bank does not tell.', {
      nullable: true,
    }),
    rawAddress: text(
      t,
      'raw_address',
      'Postal address in one text, as the bank writes it; null when the bank does not tell.',
      { nullable: true },
    ),
    refreshedAt: timestamp(t, 'refreshed_at', 'When the bank told this last; null when REST does not say.', {
      nullable: true,
    }),
  }),
});

const FinancialConnectionsAccountOwnerConnection = connectionType(
  FinancialConnectionsAccountOwner,
  'owners of an outside account',
  'fcaown_',
);

builder.objectField(FinancialConnectionsAccount, 'owners', (t) =>
  connection(t, FinancialConnectionsAccountOwnerConnection, {
    description: 'Who owns it, in the order of the bank; null when its owners were never fetched.',
    endpoint: '/v1/financial_connections/accounts/{id}/owners',
    values: ({ id, ownership }) => (ownership === null ? null : { id }),
    filters: (_args, account) => {
      const ownership = restValue(account, 'ownership', ID_OR_OBJECT);
      return { ownership: typeof ownership === 'string' ? ownership : ownership.id };
    },
    embedded: { keys: ['ownership', 'owners'], expand: 1, size: 0 },
  }),
);

builder.objectField(FinancialConnectionsAccountOwnership, 'owners', (t) =>
  connection(t, FinancialConnectionsAccountOwnerConnection, {
    description: 'The owners, in the order of the bank.',
    endpoint: '/v1/financial_connections/accounts/{id}/owners',
    values: ({ account }) => ({ id: account }),
    filters: (_args, ownership) => ({ ownership: restValue(ownership, 'id', TEXT) }),
    needsOnlyId: true,
    embedded: { keys: ['owners'], expand: 0, size: 0 },
  }),
);

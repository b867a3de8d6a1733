import type Stripe from 'stripe';
import { may } from '../../graph/caller.ts';
import { builder } from '../../graph/kit/builder.ts';
import { connection } from '../../graph/kit/connection.ts';
import { enumeratedList } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { livemode, text, texts } from '../../graph/kit/fields.ts';
import { lookup } from '../../graph/kit/lookup.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { restValue, TEXT } from '../../graph/kit/rest-value.ts';
import { FinancialConnectionsAccountPermission } from './account-enums.ts';
import { FinancialConnectionsAccountHolder } from './account-holder.ts';
import { FinancialConnectionsAccountConnection } from './accounts.ts';

type Session = Stripe.FinancialConnections.Session;

export const FinancialConnectionsSessionPrefetch = enumeration<Stripe.FinancialConnections.Session.Prefetch>(
  'FinancialConnectionsSessionPrefetch',
  'What is fetched from the bank as soon as an account is connected.',
  { balances: 'Its balances.', ownership: 'Its owners.', transactions: 'Its transactions.' },
);

export const FinancialConnectionsSessionSubcategory =
  enumeration<Stripe.FinancialConnections.Session.Filters.AccountSubcategory>(
    'FinancialConnectionsSessionSubcategory',
    'A kind of account that a holder may be offered to connect.',
    {
      checking: 'For daily payments.',
      credit_card: 'A credit card.',
      line_of_credit: 'A line of credit.',
      mortgage: 'A loan on a house.',
      savings: 'For saving.',
    },
  );

const SessionFilters = builder.objectRef<Stripe.FinancialConnections.Session.Filters>(
  'FinancialConnectionsSessionFilters',
);
SessionFilters.implement({
  description: 'Which accounts a holder is offered to connect.',
  fields: (t) => ({
    accountSubcategories: enumeratedList(
      t,
      'account_subcategories',
      'Only accounts of these kinds; null for every kind.',
      { type: FinancialConnectionsSessionSubcategory, nullable: true },
    ),
    countries: texts(
      t,
      'countries',
      'Only banks of these countries, each two upper-case letters (ISO 3166); null for every country.',
      { nullable: true },
    ),
  }),
});

/** GET /v1/financial_connections/sessions/{session} */
export const FinancialConnectionsSession = nodeType<Session>('FinancialConnectionsSession', {
  object: 'financial_connections.session',
  prefix: 'fcsess_',
  endpoint: '/v1/financial_connections/sessions/{id}',
  description: 'What a holder goes through in a browser or an app to connect accounts.',
  fields: (t) => ({
    accountHolder: nested(t, 'account_holder', 'Who connects accounts; null when REST does not say.', {
      type: FinancialConnectionsAccountHolder,
      nullable: true,
    }),
    accounts: connection(t, FinancialConnectionsAccountConnection, {
      description: 'The accounts that were connected in it so far.',
      endpoint: '/v1/financial_connections/accounts',
      filters: (_args, { id }) => ({ session: id }),
      needsOnlyId: true,
      embedded: { keys: ['accounts'], expand: 0, size: 0 },
    }),
    clientSecret: t.string({
      nullable: true,
      description:
        'What the browser or the app of the holder needs to begin. Whoever has it can act in the session: give it to the holder alone. Null for a caller who may not write financial connections.',
      resolve: (session, _args, { caller }) =>
        caller.credentials.write !== undefined && may(caller, 'write', 'financial_connections')
          ? restValue(session, 'client_secret', TEXT)
          : null,
    }),
    filters: nested(t, 'filters', 'Which accounts are offered; null when all are.', {
      type: SessionFilters,
      nullable: true,
    }),
    livemode: livemode(t),
    permissions: enumeratedList(t, 'permissions', 'What the holder is asked to allow.', {
      type: FinancialConnectionsAccountPermission,
    }),
    prefetch: enumeratedList(t, 'prefetch', 'What is fetched as soon as an account is connected; may be null.', {
      type: FinancialConnectionsSessionPrefetch,
      nullable: true,
    }),
    returnUrl: text(t, 'return_url', 'Where an app is told to go afterwards; null when nothing was given.', {
      nullable: true,
    }),
  }),
});

builder.queryField('financialConnectionsSession', (t) =>
  lookup(t, FinancialConnectionsSession, 'A session by its id, or null when there is none.'),
);

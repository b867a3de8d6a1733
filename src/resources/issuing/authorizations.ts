import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { connection, connectionType } from '../../graph/kit/connection.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import {
  amount,
  currency,
  currencyCode,
  flag,
  identifierOf,
  livemode,
  metadata,
  text,
  timestamp,
} from '../../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../../graph/kit/filters.ts';
import { lookup } from '../../graph/kit/lookup.ts';
import { nested, nestedList } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { filterValue } from '../../graph/kit/recognized.ts';
import { wholes } from '../../graph/kit/reference.ts';
import { BalanceTransaction } from '../balance-transactions.ts';
import { IssuingTransaction } from '../stubs.ts';
import { IssuingAuthorizationAmountDetails } from './authorizations/amount-details.ts';
import { IssuingCard } from './authorizations/card.ts';
import { IssuingAuthorizationMethod, IssuingAuthorizationStatus } from './authorizations/enums.ts';
import { IssuingFleet } from './authorizations/fleet.ts';
import { IssuingFraudChallenge } from './authorizations/fraud-challenge.ts';
import { IssuingFuel } from './authorizations/fuel.ts';
import { IssuingMerchantData, IssuingNetworkData } from './authorizations/merchant.ts';
import { IssuingPendingRequest, IssuingRequest } from './authorizations/requests.ts';
import { IssuingTreasuryDetails } from './authorizations/treasury.ts';
import { IssuingVerification } from './authorizations/verification.ts';

/** GET /v1/issuing/authorizations/{id} */
export const IssuingAuthorization = nodeType<Stripe.Issuing.Authorization>('IssuingAuthorization', {
  object: 'issuing.authorization',
  prefix: 'iauth_',
  endpoint: '/v1/issuing/authorizations/{id}',
  description: 'A request of a merchant for money from an issued card.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'How much, in the smallest currency unit.'),
    amountDetails: nested(t, 'amount_details', 'What the amount holds beside the purchase; may be null.', {
      type: IssuingAuthorizationAmountDetails,
      nullable: true,
    }),
    approved: flag(t, 'approved', 'Whether it was approved.'),
    authorizationMethod: enumerated(t, 'authorization_method', 'How the details of the card were given.', {
      type: IssuingAuthorizationMethod,
    }),
    balanceTransactions: wholes(t, 'balance_transactions', 'How the balance has moved for it.', {
      type: BalanceTransaction,
    }),
    card: nested(t, 'card', 'The card, as it is now. It comes with it.', { type: IssuingCard }),
    cardholder: identifierOf(t, 'cardholder', 'Id of whoever holds the card, begins with `ich_`; may be null.', {
      nullable: true,
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    fleet: nested(t, 'fleet', 'What a card for a fleet of vehicles knows of it; may be null.', {
      type: IssuingFleet,
      nullable: true,
    }),
    fraudChallenges: nestedList(
      t,
      'fraud_challenges',
      'Whether the cardholder was asked if it is theirs; may be null.',
      {
        type: IssuingFraudChallenge,
        nullable: true,
      },
    ),
    fuel: nested(t, 'fuel', 'What was fuelled; may be null.', { type: IssuingFuel, nullable: true }),
    livemode: livemode(t),
    merchantAmount: amount(
      t,
      'merchant_amount',
      "What the merchant asks for, in the smallest unit of the merchant's currency.",
    ),
    merchantCurrency: currencyCode(t, 'merchant_currency', "The merchant's currency."),
    merchantData: nested(t, 'merchant_data', 'Who asks for the money.', { type: IssuingMerchantData }),
    metadata: metadata(t),
    networkData: nested(t, 'network_data', 'What the card network says; may be null.', {
      type: IssuingNetworkData,
      nullable: true,
    }),
    pendingRequest: nested(t, 'pending_request', 'The request that waits for a decision; null when none does.', {
      type: IssuingPendingRequest,
      nullable: true,
    }),
    requestHistory: nestedList(t, 'request_history', 'Every request so far, and how it was decided.', {
      type: IssuingRequest,
    }),
    status: enumerated(t, 'status', 'How far it has come.', { type: IssuingAuthorizationStatus }),
    token: identifierOf(t, 'token', 'Id of the token in a phone or a watch that was used; null when none was.', {
      nullable: true,
    }),
    transactions: wholes(t, 'transactions', 'The purchases and refunds that came of it.', { type: IssuingTransaction }),
    treasury: nested(t, 'treasury', 'What it has done to a financial account; null when the card draws on none.', {
      type: IssuingTreasuryDetails,
      nullable: true,
    }),
    verificationData: nested(t, 'verification_data', 'What was checked.', {
      type: IssuingVerification,
    }),
    verifiedByFraudChallenge: flag(
      t,
      'verified_by_fraud_challenge',
      'Whether the cardholder said that it is theirs; may be null.',
      {
        nullable: true,
      },
    ),
    wallet: text(t, 'wallet', 'The phone wallet that was used, such as `apple_pay`; null when none was.', {
      nullable: true,
    }),
  }),
});

const IssuingAuthorizationConnection = connectionType(IssuingAuthorization, 'authorizations of issued cards');

builder.queryFields((t) => ({
  issuingAuthorization: lookup(t, IssuingAuthorization, 'An authorization by its id, or null when there is none.'),
  issuingAuthorizations: connection(t, IssuingAuthorizationConnection, {
    description: 'Authorizations of issued cards, newest first.',
    endpoint: '/v1/issuing/authorizations',
    args: {
      card: t.arg.string({ description: 'Only those of the card with this id, which begins with `ic_`.' }),
      cardholder: t.arg.string({ description: 'Only those of the cardholder with this id, which begins with `ich_`.' }),
      created: t.arg({ type: TimestampRange, description: 'Only those made in this range.' }),
      status: t.arg({ type: IssuingAuthorizationStatus.ref, description: 'Only those that have come so far.' }),
    },
    filters: ({ card, cardholder, created, status }) => ({
      card: card ?? undefined,
      cardholder: cardholder ?? undefined,
      created: restRange(created, 'created'),
      status: filterValue(status, 'status'),
    }),
  }),
}));

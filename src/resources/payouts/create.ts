import { inputEnumeration } from '../../graph/kit/enumeration.ts';
import { restMetadata } from '../../graph/kit/metadata.ts';
import { mutation } from '../../graph/kit/mutation.ts';
import { BalanceSourceType } from '../balance-source-type.ts';
import { checkedAmount } from '../checked-amount.ts';
import { Payout } from '../payouts.ts';
import { checkedBankInput } from './destination.ts';

const PayoutMethod = inputEnumeration('PayoutMethod', 'How fast a payout is.', {
  instant: 'Within minutes, for a fee, to cards and banks that take it.',
  standard: 'Within days.',
});

/** POST /v1/payouts */
mutation({
  name: 'createPayout',
  description: "Pays money of the balance out to the account's own bank account or card.",
  endpoint: '/v1/payouts',
  object: { field: 'payout', type: Payout, description: 'The payout.' },
  input: (t) => ({
    amount: t.field({
      type: 'SafeInt',
      required: true,
      description: 'How much to pay out, in the smallest currency unit, at least 1.',
    }),
    currency: t.field({ type: 'Currency', required: true, description: 'The currency of `amount`.' }),
    description: t.string({ description: 'Free text for people.' }),
    destination: t.id({
      description:
        'The bank account or card to pay, a `ba_` or `card_` id; the default one of the currency when not given.',
    }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
    method: t.field({ type: PayoutMethod, description: 'How fast it should be; `STANDARD` when not given.' }),
    sourceType: t.field({
      type: BalanceSourceType,
      description: 'The part of the balance to take it from; REST takes `CARD` when not given.',
    }),
    statementDescriptor: t.string({
      description: "What the receiver's statement says, at most 22 characters; the text of the account when not given.",
    }),
  }),
  expand: [],
  params: ({ amount, currency, description, destination, metadata, method, sourceType, statementDescriptor }) => ({
    amount: checkedAmount(amount),
    currency: currency.toLowerCase(),
    description: description ?? undefined,
    destination: destination == null ? undefined : checkedBankInput(destination),
    metadata: restMetadata(metadata),
    method: method ?? undefined,
    source_type: sourceType ?? undefined,
    statement_descriptor: statementDescriptor ?? undefined,
  }),
});

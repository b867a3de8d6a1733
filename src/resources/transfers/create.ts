import { checkedInputId, InputError } from '../../graph/kit/input-error.ts';
import { restMetadata } from '../../graph/kit/metadata.ts';
import { mutation } from '../../graph/kit/mutation.ts';
import { Account } from '../accounts.ts';
import { BalanceSourceType } from '../balance-source-type.ts';
import { Charge } from '../charges.ts';
import { checkedAmount } from '../checked-amount.ts';
import { Transfer } from '../transfers.ts';

interface HowMuch {
  readonly amount?: number | null | undefined;
  readonly all?: boolean | null | undefined;
  readonly sourceTransaction?: string | null | undefined;
}

/**
 * REST takes the whole charge when no amount is given. An amount that a caller failed to compute, null, must not become
 * that.
 */
const restAmount = ({ amount, all, sourceTransaction }: HowMuch): number | undefined => {
  if (all && amount !== undefined) throw new InputError(['all'], 'Give `amount` or `all: true`, not both.');
  if (all && sourceTransaction == null) {
    throw new InputError(['all'], '`all` needs `sourceTransaction`: it is the whole of that charge.');
  }
  if (all) return undefined;
  if (amount == null) {
    throw new InputError(['amount'], 'Give `amount`, or `all: true` to pass on the whole of `sourceTransaction`.');
  }
  return checkedAmount(amount);
};

/** POST /v1/transfers */
mutation({
  name: 'createTransfer',
  description: 'Moves money from the platform to a connected account. Give exactly one of `amount` and `all`.',
  endpoint: '/v1/transfers',
  object: { field: 'transfer', type: Transfer, description: 'The transfer.' },
  input: (t) => ({
    amount: t.field({ type: 'SafeInt', description: 'How much to move, in the smallest currency unit, at least 1.' }),
    all: t.boolean({ description: 'True to move the whole of `sourceTransaction`, in place of `amount`.' }),
    currency: t.field({ type: 'Currency', required: true, description: 'The currency of `amount`.' }),
    destination: t.id({ required: true, description: 'The account to pay, an id that begins with `acct_`.' }),
    description: t.string({ description: 'Free text for people.' }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
    sourceTransaction: t.id({
      description:
        'The charge whose money is moved, an id that begins with `ch_` or `py_`: the transfer then waits for that money. From the balance when not given.',
    }),
    sourceType: t.field({
      type: BalanceSourceType,
      description: 'The part of the balance to take it from; REST takes `CARD` when not given.',
    }),
    transferGroup: t.string({ description: 'Name of a group of transfers and charges that belong together.' }),
  }),
  expand: [],
  params: ({
    currency,
    destination,
    description,
    metadata,
    sourceTransaction,
    sourceType,
    transferGroup,
    ...money
  }) => ({
    amount: restAmount({ ...money, sourceTransaction }),
    currency: currency.toLowerCase(),
    destination: checkedInputId(Account.resource, destination, ['destination']),
    description: description ?? undefined,
    metadata: restMetadata(metadata),
    source_transaction:
      sourceTransaction == null ? undefined : checkedInputId(Charge.resource, sourceTransaction, ['sourceTransaction']),
    source_type: sourceType ?? undefined,
    transfer_group: transferGroup ?? undefined,
  }),
});

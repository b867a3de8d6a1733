import type { InputFieldBuilder } from '@pothos/core';
import type { Types } from '../../../graph/kit/builder.ts';
import { checkedInputId } from '../../../graph/kit/input-error.ts';
import { restMetadata } from '../../../graph/kit/metadata.ts';
import type { RestParams } from '../../../stripe/form.ts';
import { checkedAmount } from '../../checked-amount.ts';
import { FinancialAccount } from '../financial-accounts.ts';

/** What is given for every flow that is started here. */
export const movedInput = (t: InputFieldBuilder<Types, 'InputObject'>) => ({
  amount: t.field({
    type: 'SafeInt',
    required: true,
    description: 'How much to move, in the smallest currency unit, at least 1.',
  }),
  currency: t.field({ type: 'Currency', required: true, description: 'The currency of `amount`.' }),
  description: t.string({ description: 'Free text for people.' }),
  financialAccount: t.id({
    required: true,
    description: 'The financial account whose money is moved, an id that begins with `fa_`.',
  }),
  metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
  statementDescriptor: t.string({
    description:
      'What the statement of the bank account at the other end says; REST has a word of its own when not given.',
  }),
});

interface Moved {
  readonly amount: number;
  readonly currency: string;
  readonly description?: string | null | undefined;
  readonly financialAccount: string;
  readonly metadata?: Record<string, unknown> | null | undefined;
  readonly statementDescriptor?: string | null | undefined;
}

/** The same as REST's parameters. */
export const restMoved = ({
  amount,
  currency,
  description,
  financialAccount,
  metadata,
  statementDescriptor,
}: Moved): RestParams => ({
  amount: checkedAmount(amount),
  currency: currency.toLowerCase(),
  description: description ?? undefined,
  financial_account: checkedInputId(FinancialAccount.resource, financialAccount, ['financialAccount']),
  metadata: restMetadata(metadata),
  statement_descriptor: statementDescriptor ?? undefined,
});

import type { InputFieldBuilder } from '@pothos/core';
import { builder, type Types } from '../../../graph/kit/builder.ts';
import { checkedInputId } from '../../../graph/kit/input-error.ts';
import type { RestParams } from '../../../stripe/form.ts';
import { checkedAmount } from '../../checked-amount.ts';
import { FinancialAccount } from '../../treasury/financial-accounts.ts';

const TestBankAccountInput = builder.inputType('TestBankAccountInput', {
  description: 'A bank account in the United States that a test plays. Nothing has to exist.',
  fields: (t) => ({
    accountHolderName: t.string({ description: 'The name of its holder.' }),
    accountNumber: t.string({ description: 'Its number.' }),
    routingNumber: t.string({ description: 'The number of its bank, nine digits.' }),
  }),
});

const InitiatingPaymentMethodDetailsInput = builder.inputType('TestInitiatingPaymentMethodDetailsInput', {
  description: 'What money comes from or goes to.',
  fields: (t) => ({
    usBankAccount: t.field({
      type: TestBankAccountInput,
      required: true,
      description: 'A bank account in the United States, the one kind that there is for tests.',
    }),
  }),
});

/** What is given for money that somebody else sends or takes. */
export const receivedInput = (t: InputFieldBuilder<Types, 'InputObject'>) => ({
  amount: t.field({
    type: 'SafeInt',
    required: true,
    description: 'How much is moved, in the smallest currency unit, at least 1.',
  }),
  currency: t.field({ type: 'Currency', required: true, description: 'The currency of `amount`.' }),
  description: t.string({ description: 'What the other side says about it.' }),
  financialAccount: t.id({
    required: true,
    description: 'The financial account that it comes to or leaves, an id that begins with `fa_`.',
  }),
  initiatingPaymentMethodDetails: t.field({
    type: InitiatingPaymentMethodDetailsInput,
    description: "What it comes from or goes to; a bank account of REST's own when not given.",
  }),
});

interface Received {
  readonly amount: number;
  readonly currency: string;
  readonly description?: string | null | undefined;
  readonly financialAccount: string;
  readonly initiatingPaymentMethodDetails?: typeof InitiatingPaymentMethodDetailsInput.$inferInput | null | undefined;
}

const restInitiating = ({
  usBankAccount: { accountHolderName, accountNumber, routingNumber },
}: typeof InitiatingPaymentMethodDetailsInput.$inferInput): RestParams => ({
  type: 'us_bank_account',
  us_bank_account: {
    account_holder_name: accountHolderName ?? undefined,
    account_number: accountNumber ?? undefined,
    routing_number: routingNumber ?? undefined,
  },
});

/** The same as REST's parameters. */
export const restReceived = ({
  amount,
  currency,
  description,
  financialAccount,
  initiatingPaymentMethodDetails: details,
}: Received): RestParams => ({
  amount: checkedAmount(amount),
  currency: currency.toLowerCase(),
  description: description ?? undefined,
  financial_account: checkedInputId(FinancialAccount.resource, financialAccount, ['financialAccount']),
  initiating_payment_method_details: details ? restInitiating(details) : undefined,
});

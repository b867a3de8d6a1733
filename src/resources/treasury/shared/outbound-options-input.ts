import { builder } from '../../../graph/kit/builder.ts';
import { inputEnumeration } from '../../../graph/kit/enumeration.ts';
import type { RestParams } from '../../../stripe/form.ts';

const OutboundNetwork = inputEnumeration('OutboundNetwork', 'The network that carries money out to a bank account.', {
  ach: 'Bank transfers in the United States, settled in batches: days, and cheap.',
  us_domestic_wire: 'Wires between banks in the United States: hours, and dearer.',
});

const OutboundBankAccountOptionsInput = builder.inputType('OutboundBankAccountOptionsInput', {
  description: 'How a bank account in the United States is paid.',
  fields: (t) => ({
    network: t.field({ type: OutboundNetwork, description: 'What carries the money; `ACH` when not given.' }),
  }),
});

export const OutboundDestinationOptionsInput = builder.inputType('OutboundDestinationOptionsInput', {
  description: 'How the destination is paid.',
  fields: (t) => ({
    usBankAccount: t.field({
      type: OutboundBankAccountOptionsInput,
      description: 'For a bank account in the United States.',
    }),
  }),
});

/** The same as REST takes it; undefined where nothing is chosen. */
export const restDestinationOptions = (
  options: typeof OutboundDestinationOptionsInput.$inferInput | null | undefined,
): RestParams | undefined => {
  const network = options?.usBankAccount?.network;
  return network == null ? undefined : { us_bank_account: { network } };
};

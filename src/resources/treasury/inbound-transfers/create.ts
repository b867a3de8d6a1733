import { mutation } from '../../../graph/kit/mutation.ts';
import { InboundTransfer } from '../inbound-transfers.ts';
import { movedInput, restMoved } from '../shared/moved-input.ts';
import { paymentMethodId } from '../shared/payment-method-id.ts';

/** POST /v1/treasury/inbound_transfers */
mutation({
  name: 'createInboundTransfer',
  description:
    "Pulls money into a financial account from a bank account of the holder's own. It can be spent once the transfer succeeds.",
  endpoint: '/v1/treasury/inbound_transfers',
  object: { field: 'inboundTransfer', type: InboundTransfer, description: 'The inbound transfer.' },
  input: (t) => ({
    ...movedInput(t),
    originPaymentMethod: t.id({
      required: true,
      description: 'The bank account to debit: a payment method, such as an id that begins with `pm_`.',
    }),
  }),
  expand: ['transaction'],
  params: ({ originPaymentMethod, ...moved }) => ({
    ...restMoved(moved),
    origin_payment_method: paymentMethodId(originPaymentMethod, 'originPaymentMethod'),
  }),
});

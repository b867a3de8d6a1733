import { mutation } from '../../../graph/kit/mutation.ts';
import { OutboundTransfer } from '../outbound-transfers.ts';
import { movedInput, restMoved } from '../shared/moved-input.ts';
import { OutboundDestinationOptionsInput, restDestinationOptions } from '../shared/outbound-options-input.ts';
import { paymentMethodId } from '../shared/payment-method-id.ts';

/** POST /v1/treasury/outbound_transfers */
mutation({
  name: 'createOutboundTransfer',
  description:
    "Sends money from a financial account to a bank account of the holder's own. It is set aside at once and leaves later.",
  endpoint: '/v1/treasury/outbound_transfers',
  object: { field: 'outboundTransfer', type: OutboundTransfer, description: 'The outbound transfer.' },
  input: (t) => ({
    ...movedInput(t),
    destinationPaymentMethod: t.id({
      required: true,
      description: 'The bank account to pay: a payment method, such as an id that begins with `pm_`.',
    }),
    destinationPaymentMethodOptions: t.field({
      type: OutboundDestinationOptionsInput,
      description: 'How it is paid; over ACH when not given.',
    }),
  }),
  expand: ['transaction'],
  params: ({ destinationPaymentMethod, destinationPaymentMethodOptions, ...moved }) => ({
    ...restMoved(moved),
    destination_payment_method: paymentMethodId(destinationPaymentMethod, 'destinationPaymentMethod'),
    destination_payment_method_options: restDestinationOptions(destinationPaymentMethodOptions),
  }),
});

import { builder } from '../../../graph/kit/builder.ts';
import { checkedInputId, InputError } from '../../../graph/kit/input-error.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { Customer } from '../../customers.ts';
import { OutboundPayment } from '../outbound-payments.ts';
import { movedInput, restMoved } from '../shared/moved-input.ts';
import { OutboundDestinationOptionsInput, restDestinationOptions } from '../shared/outbound-options-input.ts';
import { paymentMethodId } from '../shared/payment-method-id.ts';
import { OutboundPaymentDestinationInput, restDestination } from './destination-input.ts';

const EndUserDetailsInput = builder.inputType('OutboundPaymentEndUserDetailsInput', {
  description: 'The person on whose behalf a payment is made.',
  fields: (t) => ({
    ipAddress: t.string({ description: 'The network address that they use; REST wants it where they are present.' }),
    present: t.boolean({ required: true, description: 'True when they ask for it themselves.' }),
  }),
});

/** POST /v1/treasury/outbound_payments */
mutation({
  name: 'createOutboundPayment',
  description:
    'Sends money from a financial account to somebody else. Give exactly one of `destinationPaymentMethod` and `destinationPaymentMethodData`. It is set aside at once and leaves later; another financial account is paid at once.',
  endpoint: '/v1/treasury/outbound_payments',
  object: { field: 'outboundPayment', type: OutboundPayment, description: 'The outbound payment.' },
  input: (t) => ({
    ...movedInput(t),
    customer: t.id({ description: 'The customer who is paid, an id that begins with `cus_`.' }),
    destinationPaymentMethod: t.id({
      description: 'Who is paid: a stored payment method, such as an id that begins with `pm_`.',
    }),
    destinationPaymentMethodData: t.field({
      type: OutboundPaymentDestinationInput,
      description: 'Who is paid, in place of `destinationPaymentMethod`.',
    }),
    destinationPaymentMethodOptions: t.field({
      type: OutboundDestinationOptionsInput,
      description: 'How they are paid; over ACH when not given.',
    }),
    endUserDetails: t.field({ type: EndUserDetailsInput, description: 'On whose behalf it is made.' }),
  }),
  expand: ['transaction'],
  params: ({
    customer,
    destinationPaymentMethod: method,
    destinationPaymentMethodData: data,
    destinationPaymentMethodOptions: options,
    endUserDetails,
    ...moved
  }) => {
    if ((method == null) === (data == null)) {
      throw new InputError(
        ['destinationPaymentMethod'],
        'Give exactly one of `destinationPaymentMethod` and `destinationPaymentMethodData`.',
      );
    }
    return {
      ...restMoved(moved),
      customer: customer == null ? undefined : checkedInputId(Customer.resource, customer, ['customer']),
      destination_payment_method: paymentMethodId(method, 'destinationPaymentMethod'),
      destination_payment_method_data: data ? restDestination(data) : undefined,
      destination_payment_method_options: restDestinationOptions(options),
      end_user_details: endUserDetails
        ? { ip_address: endUserDetails.ipAddress ?? undefined, present: endUserDetails.present }
        : undefined,
    };
  },
});

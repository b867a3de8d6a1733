import { checkedInputId } from '../../../graph/kit/input-error.ts';
import { defineResource } from '../../../graph/resource.ts';

/** REST still takes bank accounts and sources, which are older than payment methods. */
const PaymentMethod = defineResource('PaymentMethod', {
  object: 'payment_method',
  prefix: ['pm_', 'ba_', 'card_', 'src_'],
});

/** The id of a payment method in an input; undefined when none is given. */
export const paymentMethodId = (id: string | null | undefined, name: string): string | undefined =>
  id == null ? undefined : checkedInputId(PaymentMethod, id, [name]);

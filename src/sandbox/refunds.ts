import { book } from './booked.ts';
import { collection } from './collection.ts';
import { isOwn } from './elsewhere.ts';
import { action, type Endpoint, objectEndpoint, retrieve } from './endpoint.ts';
import { invalid, missing, noSuch, RestError } from './errors.ts';
import { byText, created } from './filters.ts';
import { applyMetadata, type Metadata, metadata } from './metadata.ts';
import type { Charge } from './money-objects.ts';
import { boolean, currency, integer, oneOf, string } from './parameters.ts';
import { addRefunded, giveFeeBack, refundable, takeTransferBack } from './refunding.ts';
import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

const type = 'refund';

interface Refund extends RestObject {
  amount: number;
  charge: string;
  currency: string;
  metadata: Metadata;
  status: string;
}

/** Payment methods that money cannot be sent back by: the customer is asked for a bank account, by email. */
const asksCustomer: ReadonlySet<string> = new Set(['customer_balance', 'multibanco']);

interface Named {
  readonly charge?: string | undefined;
  readonly payment_intent?: string | undefined;
}

const chargeOf = (world: World, { charge, payment_intent }: Named): Charge => {
  const param = charge === undefined ? 'payment_intent' : 'charge';
  const intent =
    payment_intent === undefined ? undefined : world.named('payment_intent', payment_intent, 'payment_intent');
  const id = charge ?? intent?.latest_charge;
  if (typeof id !== 'string') throw invalid(param, `The payment intent ${payment_intent} has no charge to refund.`);
  const found = world.named<Charge>('charge', id, param);
  if (!isOwn(found, world)) throw noSuch('charge', id, { status: 400, param });
  return found;
};

const instructions = (world: World, email: string) => ({
  instructions_email: email,
  next_action: {
    type: 'display_details',
    display_details: {
      email_sent: { email_sent_at: world.now(), email_sent_to: email },
      expires_at: world.now() + 45 * 24 * 60 * 60,
    },
  },
});

const create = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/refunds',
    returns: type,
    parameters: {
      amount: integer({ min: 1 }),
      charge: string(),
      currency,
      customer: string(),
      instructions_email: string(),
      metadata,
      origin: oneOf('customer_balance'),
      payment_intent: string(),
      reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
      refund_application_fee: boolean,
      reverse_transfer: boolean,
    },
  },
  ({ world }, given) => {
    if (given.origin !== undefined) {
      const { id } = world.named('customer', given.customer ?? '', 'customer');
      throw invalid('customer', `The customer ${id} has no cash balance to refund from; the sandbox holds none.`);
    }
    const charge = chargeOf(world, given);
    const amount = refundable(charge, given.amount);
    const kind = charge.payment_method_details?.type ?? 'card';
    const asks = asksCustomer.has(kind);
    if (asks && given.instructions_email === undefined) throw missing('instructions_email');
    const id = world.newId('re');
    const { currency: unit, payment_intent } = charge;
    const transfer_reversal = given.reverse_transfer ? takeTransferBack(world, charge, amount, id) : null;
    if (given.refund_application_fee) giveFeeBack(world, charge, amount);
    addRefunded(world, charge.id, amount);
    return world.put<Refund>({
      id,
      object: type,
      amount,
      balance_transaction: book(world, { id, currency: unit }, { amount: -amount, type: 'refund' }),
      charge: charge.id,
      created: world.now(),
      currency: unit,
      destination_details: { [kind]: kind === 'card' ? { type: 'refund' } : {}, type: kind },
      ...(asks && instructions(world, given.instructions_email ?? '')),
      metadata: applyMetadata({}, given.metadata),
      payment_intent,
      reason: given.reason ?? null,
      receipt_number: null,
      source_transfer_reversal: null,
      status: asks ? 'requires_action' : 'succeeded',
      transfer_reversal,
    });
  },
  ({ charge, customer, origin, payment_intent }) => {
    if (origin !== undefined) {
      if (customer === undefined) throw missing('customer');
      return;
    }
    if (charge !== undefined && payment_intent !== undefined) {
      throw invalid('charge', 'Pass either charge or payment_intent, not both.', 'parameters_exclusive');
    }
    if (charge === undefined && payment_intent === undefined) throw missing('charge');
  },
);

const cancel = (world: World, refund: Refund): Refund => {
  const { id, amount, charge, status } = refund;
  if (status !== 'requires_action') {
    throw new RestError(400, `The refund ${id} is ${status}; only one that waits for the customer can be canceled.`);
  }
  addRefunded(world, charge, -amount);
  const { next_action: _, ...rest } = refund;
  const back = { amount, type: 'refund_failure' };
  return world.put<Refund>({
    ...rest,
    failure_balance_transaction: book(world, refund, back),
    status: 'canceled',
  } as Refund);
};

export const refundEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/refunds',
    type,
    isListed: isOwn,
    filters: {
      created,
      charge: byText('charge', 'charge'),
      payment_intent: byText('payment_intent', 'payment_intent'),
    },
  }),
  create,
  retrieve('/v1/refunds/{refund}', type, isOwn),
  action('/v1/refunds/{refund}', { type, parameters: { metadata } }, (world, refund: Refund, given) =>
    world.put({ ...refund, metadata: applyMetadata(refund.metadata, given.metadata) }),
  ),
  action('/v1/refunds/{refund}/cancel', { type, parameters: {} }, cancel),
];

import { type Endpoint, listEndpoint, objectEndpoint, retrieve } from '../endpoint.ts';
import { invalid } from '../errors.ts';
import { applyMetadata, newMetadata } from '../metadata.ts';
import { page, paging } from '../paging.ts';
import { integer, required, string } from '../parameters.ts';
import { itemsOf } from '../rest-object.ts';
import type { World } from '../world.ts';
import {
  type Calculation,
  type CalculationLineItem,
  lineItemList,
  type ShippingCost,
  type TaxTransaction,
  type TransactionLineItem,
} from './objects.ts';
import { checkReference } from './reference.ts';
import { createReversal } from './reversals.ts';

const path = '/v1/tax/transactions';

const usableCalculation = (world: World, id: string): Calculation => {
  const calculation = world.named<Calculation>('tax.calculation', id, 'calculation');
  if (calculation.expires_at !== null && calculation.expires_at <= world.now()) {
    throw invalid('calculation', `The calculation '${id}' has expired; make a new one.`);
  }
  if (world.usedCalculations.has(id)) {
    throw invalid('calculation', `A transaction was already made from the calculation '${id}'.`);
  }
  return calculation;
};

/** Not in the future, and not before the tax date, unless that is itself ahead. */
const postingTime = (asked: number | undefined, taxDate: number, now: number): number => {
  const posted = asked ?? now;
  if (posted > now || (taxDate <= now && posted < taxDate)) {
    throw invalid('posted_at', 'posted_at must be between the tax date of the calculation and now.');
  }
  return posted;
};

const lineFrom = (world: World, item: CalculationLineItem): TransactionLineItem => {
  const { amount, amount_tax, product, quantity, reference, tax_behavior, tax_code } = item;
  const id = world.newId('tax_li');
  return {
    id,
    object: 'tax.transaction_line_item',
    amount,
    amount_tax,
    livemode: false,
    metadata: null,
    product,
    quantity,
    // The line of a transaction always has one; REST does not document how it makes one up.
    reference: reference ?? id,
    reversal: null,
    tax_behavior,
    tax_code,
    type: 'transaction',
  };
};

/** A transaction's shipping never shows the breakdown of its tax. */
const withoutBreakdown = ({ tax_breakdown: _, ...shipping }: ShippingCost): ShippingCost => shipping;

const createFromCalculation = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/tax/transactions/create_from_calculation',
    returns: 'tax.transaction',
    parameters: {
      calculation: required(string()),
      metadata: newMetadata,
      posted_at: integer({ min: 0 }),
      reference: required(string(500)),
    },
  },
  ({ world }, { calculation: calculationId, metadata, posted_at, reference }) => {
    const calculation = usableCalculation(world, calculationId);
    checkReference(world, reference);
    const created = world.now();
    const posted = postingTime(posted_at, calculation.tax_date, created);
    const id = world.newId('tax');
    const lines = itemsOf<CalculationLineItem>(calculation, 'line_items').map((item) => lineFrom(world, item));
    const transaction: TaxTransaction = {
      id,
      object: 'tax.transaction',
      created,
      currency: calculation.currency,
      customer: calculation.customer,
      customer_details: calculation.customer_details,
      line_items: lineItemList(path, id, lines),
      livemode: false,
      metadata: metadata === undefined ? null : applyMetadata({}, metadata),
      posted_at: posted,
      reference,
      reversal: null,
      ship_from_details: calculation.ship_from_details,
      shipping_cost: calculation.shipping_cost && withoutBreakdown(calculation.shipping_cost),
      tax_date: calculation.tax_date,
      type: 'transaction',
    };
    world.usedCalculations.add(calculation.id);
    return world.put(transaction);
  },
);

const lineItems = listEndpoint(
  { path: `${path}/{transaction}/line_items`, returns: 'tax.transaction_line_item', parameters: paging },
  ({ world, ids }, cursors) => {
    const transaction = world.get('tax.transaction', ids.transaction);
    const items = itemsOf(transaction, 'line_items');
    return page({ items, type: 'tax.transaction_line_item', url: `${path}/${transaction.id}/line_items` }, cursors);
  },
);

export const taxTransactionEndpoints: readonly Endpoint[] = [
  createFromCalculation,
  createReversal,
  retrieve(`${path}/{transaction}`, 'tax.transaction'),
  lineItems,
];

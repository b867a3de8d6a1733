import { type Endpoint, listEndpoint, objectEndpoint, retrieve } from '../endpoint.ts';
import { invalid, missing } from '../errors.ts';
import { page, paging } from '../paging.ts';
import { array, currency, hash, integer, oneOf, type Read, required, string, type Values } from '../parameters.ts';
import { itemsOf } from '../rest-object.ts';
import type { World } from '../world.ts';
import { lineBreakdown, type Rated, totalBreakdown } from './breakdown.ts';
import { customerDetails, shipFromDetails, shownCustomer, shownShipFrom } from './customer-details.ts';
import { type Calculation, type CalculationLineItem, lineItemList, type TaxBehavior } from './objects.ts';
import { rateFor, taxOn } from './rates.ts';

const path = '/v1/tax/calculations';
const ninetyDays = 90 * 24 * 60 * 60;

const taxCode: Read<string> = (value, param) => {
  const text = string()(value, param);
  if (!/^txcd_\d{8}$/.test(text)) throw invalid(param, `No such tax code: '${text}'`, 'resource_missing');
  return text;
};
const behavior = oneOf('exclusive', 'inclusive');

const lineItem = {
  amount: required(integer({ min: 0 })),
  product: string(),
  quantity: integer({ min: 1 }),
  reference: string(500),
  tax_behavior: behavior,
  tax_code: taxCode,
};
const shippingCost = {
  amount: integer({ min: 0 }),
  shipping_rate: string(),
  tax_behavior: behavior,
  tax_code: taxCode,
};
const parameters = {
  currency: required(currency),
  customer: string(),
  customer_details: customerDetails,
  line_items: required(array(hash(lineItem))),
  ship_from_details: shipFromDetails,
  shipping_cost: hash(shippingCost),
  tax_date: integer({ min: 0 }),
};

const check = ({ customer, customer_details, line_items, shipping_cost }: Values<typeof parameters>): void => {
  if (customer === undefined && customer_details?.address === undefined) throw missing('customer_details[address]');
  const references = line_items.flatMap(({ reference }) => reference ?? []);
  if (new Set(references).size < references.length) {
    throw invalid('line_items', 'The references of the line items must be unique within the calculation.');
  }
  if (shipping_cost?.shipping_rate !== undefined) {
    // No shipping rates are held here.
    const message = `No such shipping rate: '${shipping_cost.shipping_rate}'`;
    throw invalid('shipping_cost[shipping_rate]', message, 'resource_missing');
  }
  if (shipping_cost !== undefined && shipping_cost.amount === undefined) throw missing('shipping_cost[amount]');
};

interface Given {
  readonly amount: number;
  readonly tax_behavior?: TaxBehavior | undefined;
  readonly tax_code?: string | undefined;
}

const rated = (given: Given, country: string, override: string, defaultCode: string): Rated & { taxCode: string } => {
  const { amount, tax_behavior = 'exclusive', tax_code = defaultCode } = given;
  const rate = rateFor(country, tax_code, override);
  const amount_tax = taxOn(amount, rate.basisPoints, tax_behavior);
  return { taxed: { amount, amount_tax, tax_behavior }, rate, taxCode: tax_code };
};

const calculate = (world: World, values: Values<typeof parameters>): Calculation => {
  const { customer_details, ship_from_details, shipping_cost } = values;
  // Of a customer who is only named nothing is known here: such a sale is taxed as one at home.
  const country = customer_details?.address?.country ?? 'US';
  const override = customer_details?.taxability_override ?? 'none';
  const id = world.newId('taxcalc');
  const lines = values.line_items.map((given) => {
    const line = rated(given, country, override, 'txcd_10000000');
    const item: CalculationLineItem = {
      id: world.newId('tax_li'),
      object: 'tax.calculation_line_item',
      ...line.taxed,
      livemode: false,
      product: given.product ?? null,
      quantity: given.quantity ?? 1,
      reference: given.reference ?? null,
      tax_breakdown: lineBreakdown(line),
      tax_code: line.taxCode,
    };
    return { ...line, item };
  });
  const shipping =
    shipping_cost?.amount === undefined
      ? null
      : rated({ ...shipping_cost, amount: shipping_cost.amount }, country, override, 'txcd_92010001');
  const all: Rated[] = shipping === null ? lines : [...lines, shipping];
  const taxOf = (wanted: TaxBehavior): number =>
    all.reduce((sum, { taxed }) => sum + (taxed.tax_behavior === wanted ? taxed.amount_tax : 0), 0);
  return {
    id,
    object: 'tax.calculation',
    amount_total: all.reduce((sum, { taxed }) => sum + taxed.amount, 0) + taxOf('exclusive'),
    currency: values.currency,
    customer: values.customer ?? null,
    customer_details: shownCustomer(customer_details),
    expires_at: world.now() + ninetyDays,
    line_items: lineItemList(
      path,
      id,
      lines.map(({ item }) => item),
    ),
    livemode: false,
    ship_from_details: shownShipFrom(ship_from_details),
    shipping_cost: shipping && {
      ...shipping.taxed,
      tax_breakdown: lineBreakdown(shipping),
      tax_code: shipping.taxCode,
    },
    tax_amount_exclusive: taxOf('exclusive'),
    tax_amount_inclusive: taxOf('inclusive'),
    tax_breakdown: totalBreakdown(all),
    tax_date: values.tax_date ?? world.now(),
  };
};

const create = objectEndpoint(
  { method: 'POST', path, returns: 'tax.calculation', parameters },
  ({ world }, values) => world.put(calculate(world, values)),
  check,
);

const lineItems = listEndpoint(
  { path: `${path}/{calculation}/line_items`, returns: 'tax.calculation_line_item', parameters: paging },
  ({ world, ids }, cursors) => {
    const calculation = world.get('tax.calculation', ids.calculation);
    const items = itemsOf(calculation, 'line_items');
    return page({ items, type: 'tax.calculation_line_item', url: `${path}/${calculation.id}/line_items` }, cursors);
  },
);

export const calculationEndpoints: readonly Endpoint[] = [
  create,
  retrieve(`${path}/{calculation}`, 'tax.calculation'),
  lineItems,
];

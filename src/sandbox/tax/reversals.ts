import { type Endpoint, objectEndpoint } from '../endpoint.ts';
import { invalid, missing, RestError } from '../errors.ts';
import { applyMetadata, newMetadata } from '../metadata.ts';
import { array, hash, integer, oneOf, required, string, type Values } from '../parameters.ts';
import type { World } from '../world.ts';
import { lineItemList, type ShippingCost, type TaxTransaction, type TransactionLineItem } from './objects.ts';
import { checkReference } from './reference.ts';
import { isFullReversal, isFullyReversed, linesOf, remainingOf, reversalsOf } from './remaining.ts';
import { opposite, type Part, spreadFlatAmount, totalOf } from './reversal-arithmetic.ts';

const path = '/v1/tax/transactions';
const mostPartials = 30;
const taken = { amount: required(integer({ max: 0 })), amount_tax: required(integer({ max: 0 })) };
const reversedLine = {
  ...taken,
  metadata: newMetadata,
  original_line_item: required(string()),
  quantity: integer({ min: 0 }),
  reference: required(string(500)),
};
const parameters = {
  flat_amount: integer({ max: -1 }),
  line_items: array(hash(reversedLine)),
  metadata: newMetadata,
  mode: required(oneOf('full', 'partial')),
  original_transaction: required(string()),
  reference: required(string(500)),
  shipping_cost: hash(taken),
};
type Given = Values<typeof parameters>;

interface Reversed {
  readonly lines: TransactionLineItem[];
  readonly shipping: ShippingCost | null;
}

const check = ({ mode, flat_amount, line_items, shipping_cost }: Given): void => {
  const parts = { flat_amount, line_items, shipping_cost };
  const [given] = Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (mode === 'full' && given !== undefined) throw invalid(given, `${given} can only be used with mode=partial.`);
  if (mode === 'partial' && given === undefined) throw missing('line_items');
  if (flat_amount !== undefined && given !== undefined && (line_items ?? shipping_cost) !== undefined) {
    const message = 'You may only specify one of these parameters: flat_amount, line_items and shipping_cost.';
    throw invalid('flat_amount', message, 'parameters_exclusive');
  }
  const references = (line_items ?? []).map((line) => line.reference);
  if (new Set(references).size < references.length) {
    throw invalid('line_items', 'The references of the line items must be unique within the reversal.');
  }
};

const reversedLineOf = (
  world: World,
  line: TransactionLineItem,
  part: Part,
  reference: string,
): TransactionLineItem => ({
  ...line,
  ...part,
  id: world.newId('tax_li'),
  metadata: null,
  reference,
  reversal: { original_line_item: line.id },
  type: 'reversal',
});

/** Repeats everything, whatever earlier partial reversals took. */
const full = (world: World, original: TaxTransaction): Reversed => {
  const { shipping_cost: shipping } = original;
  return {
    lines: linesOf(original).map((line) => reversedLineOf(world, line, opposite(line), line.reference)),
    shipping: shipping && { ...shipping, ...opposite(shipping) },
  };
};

const flat = (world: World, original: TaxTransaction, amount: number): Reversed => {
  const { lines, shipping } = remainingOf(world, original);
  const parts = shipping === null ? lines : [...lines, shipping];
  const left = parts.reduce((sum, part) => sum + Math.max(totalOf(part), 0), 0);
  if (-amount > left)
    throw invalid('flat_amount', `The amount to reverse (${-amount}) exceeds what is left (${left}).`);
  const spread = spreadFlatAmount(amount, parts);
  const partAt = (index: number): Part => spread[index] ?? { amount: 0, amount_tax: 0 };
  return {
    lines: lines.map((line, index) => reversedLineOf(world, line, partAt(index), `refund_li_${index + 1}`)),
    shipping: shipping && { ...shipping, ...partAt(lines.length) },
  };
};

const checkLeft = (asked: Part, left: Part, param: string): void => {
  for (const field of ['amount', 'amount_tax'] as const) {
    if (-asked[field] > Math.max(left[field], 0)) {
      const message = `You cannot reverse more than is left: ${field} is ${-asked[field]}, and ${left[field]} is left.`;
      throw invalid(`${param}[${field}]`, message);
    }
  }
};

const itemized = (world: World, original: TaxTransaction, given: Given): Reversed => {
  const remaining = remainingOf(world, original);
  const left = new Map<string, TransactionLineItem>(remaining.lines.map((line) => [line.id, line]));
  const lines = (given.line_items ?? []).map(({ amount, amount_tax, ...asked }, index) => {
    const param = `line_items[${index}]`;
    const line = left.get(asked.original_line_item);
    if (line === undefined) {
      const message = `No such line item of transaction '${original.id}': '${asked.original_line_item}'`;
      throw invalid(`${param}[original_line_item]`, message, 'resource_missing');
    }
    checkLeft({ amount, amount_tax }, line, param);
    // The same line may be named again: then less is left of it.
    left.set(line.id, { ...line, amount: line.amount + amount, amount_tax: line.amount_tax + amount_tax });
    const reversed = reversedLineOf(world, line, { amount, amount_tax }, asked.reference);
    const metadata = asked.metadata === undefined ? null : applyMetadata({}, asked.metadata);
    return { ...reversed, metadata, quantity: asked.quantity ?? line.quantity };
  });
  if (given.shipping_cost === undefined) return { lines, shipping: null };
  const { shipping } = remaining;
  if (shipping === null)
    throw invalid('shipping_cost', `Transaction '${original.id}' has no shipping cost to reverse.`);
  checkLeft(given.shipping_cost, shipping, 'shipping_cost');
  return { lines, shipping: { ...shipping, ...given.shipping_cost } };
};

const partial = (world: World, original: TaxTransaction, given: Given): Reversed => {
  if (original.reversal !== null) {
    throw invalid('mode', `Transaction '${original.id}' is a reversal: it can only be reversed with mode=full.`);
  }
  const partials = reversalsOf(world, original.id).filter((reversal) => !isFullReversal(reversal, original));
  if (partials.length >= mostPartials) {
    throw new RestError(
      400,
      `Transaction '${original.id}' already has ${mostPartials} partial reversals, which is the limit.`,
    );
  }
  return given.flat_amount === undefined ? itemized(world, original, given) : flat(world, original, given.flat_amount);
};

const reverse = (world: World, given: Given): TaxTransaction => {
  const original = world.named<TaxTransaction>('tax.transaction', given.original_transaction, 'original_transaction');
  checkReference(world, given.reference);
  if (isFullyReversed(world, original)) {
    throw new RestError(400, `You can't reverse transaction '${original.id}' because it has been fully reversed.`);
  }
  const { lines, shipping } = given.mode === 'full' ? full(world, original) : partial(world, original, given);
  const id = world.newId('tax');
  return {
    ...original,
    id,
    created: world.now(),
    line_items: lineItemList(path, id, lines),
    metadata: given.metadata === undefined ? null : applyMetadata({}, given.metadata),
    posted_at: world.now(),
    reference: given.reference,
    reversal: { original_transaction: original.id },
    shipping_cost: shipping,
    type: 'reversal',
  };
};

export const createReversal: Endpoint = objectEndpoint(
  { method: 'POST', path: '/v1/tax/transactions/create_reversal', returns: 'tax.transaction', parameters },
  ({ world }, given) => world.put(reverse(world, given)),
  check,
);

import { expect } from 'vitest';
import { type Answer, startWorld, type World, type WorldOptions } from '../world.ts';

const PROBLEM = '... on Problem { __typename message code param outcome retryable requestId docUrl }';

const TRANSACTION = `
  id type reference created postedAt metadata currency
  reversal { originalTransaction { id } }
  shippingCost { amount amountTax }
  lineItems { nodes { id amount amountTax quantity reference type metadata reversal { originalLineItem } } }
`;

const operation = (name: string, field: string, selection: string): string => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return `mutation ($input: ${type}Input!) {
    result: ${name}(input: $input) {
      __typename
      ... on ${type}Payload { idempotencyKey replayed requestId ${field} { ${selection} } }
      ${PROBLEM}
    }
  }`;
};

export const calculation = (selection = 'id') => operation('createTaxCalculation', 'taxCalculation', selection);
export const booking = (selection = TRANSACTION) =>
  operation('createTaxTransactionFromCalculation', 'taxTransaction', selection);
export const reversal = (selection = TRANSACTION) =>
  operation('createTaxTransactionReversal', 'taxTransaction', selection);

/** The `input` of a mutation. */
export type Input = Record<string, unknown>;

/** The result of one mutation; its cost was foreseen and is what the sandbox saw. */
export const run = async (world: World, source: string, input: Input): Promise<Answer['data']> => {
  const { data, errors, extensions } = await world.query(source, { input });
  expect(errors).toBeUndefined();
  const { cost } = extensions as { cost: { estimated: number; actual: number } };
  expect(cost.actual).toBe(world.calls.length);
  expect(cost.estimated).toBeGreaterThanOrEqual(cost.actual);
  return data.result;
};

export const emptyWorld = (options: WorldOptions = {}): Promise<World> => startWorld({ seed: [], ...options });

/** Two lines of 1000 + 100 and 2000 + 200, the example of REST's guide. */
export const ORDER: Input = {
  currency: 'USD',
  customerDetails: { address: { country: 'US', postalCode: '94080' } },
  lineItems: [
    { amount: 1000, reference: 'L1' },
    { amount: 2000, reference: 'L2', quantity: 4 },
  ],
  idempotencyKey: 'calculate-1',
};

import { describe, expect, it } from 'vitest';
import { preconditionOf } from '../../src/graph/preconditions.ts';

const said = (message: string, code?: string) =>
  preconditionOf({ type: 'invalid_request_error', message, ...(code === undefined ? {} : { code }) });

describe('a refusal that only a sentence tells', () => {
  it.each([
    'Transfer tr_1 is already fully reversed.',
    'Transfer tr_1 is already reversed.',
    'This transfer has already been fully reversed.',
    'The transfer was already reversed.',
    "You can't reverse transaction 'tax_1' because it has been fully reversed.",
    "A transaction was already made from the calculation 'taxcalc_1'.",
    "Transaction 'tax_1' already has 30 partial reversals, which is the limit.",
  ])('is the state of things: %s', (message) => {
    expect(said(message)).toEqual({ retryable: false });
  });

  it.each([
    'Reversal amount ($5.00) is greater than unreversed amount ($3.00).',
    "A tax transaction with the reference 'reversed' already exists.",
    'Missing required param: amount.',
    '',
  ])('is the input: %j', (message) => {
    expect(said(message)).toBeUndefined();
  });

  it('is not looked for where REST sends a code', () => {
    const message = 'Transfer tr_1 is already fully reversed.';
    expect(said(message, 'parameter_missing')).toBeUndefined();
    expect(said(message, 'balance_insufficient')).toEqual({ retryable: true });
    expect(said(message, 'constructor')).toBeUndefined();
  });
});

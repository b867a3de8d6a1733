import { describe, expect, it } from 'vitest';
import { defineResource, describeId, describePrefixes } from '../../src/graph/resource.ts';
import { startWorld } from '../world.ts';

describe('a resource whose ids begin in two ways', () => {
  const charge = defineResource('Charge', { object: 'charge', prefix: ['ch_', 'py_'] });

  it.each([
    ['ch_1', true],
    ['py_1', true],
    ['pyr_1', false],
    ['ch_', false],
    ['ch_1/..', false],
    ['xch_1', false],
    ['(?:ch|py)_1', false],
  ])('takes %s: %s', (id, taken) => {
    expect(charge.idPattern.test(id)).toBe(taken);
  });

  it('is described in words that a person can use', () => {
    expect(describeId(charge)).toBe('the id of a Charge, such as "ch_1Abc"');
    expect(describePrefixes(charge.prefixes)).toBe('`ch_` or `py_`');
  });
});

it('an odd id of such a resource is named by an example', async () => {
  const transfer = { id: 'tr_1', object: 'transfer', source_transaction: 'tr_2' };
  await using world = await startWorld({ seed: [transfer] });
  const { errors } = await world.query('{ transfer(id: "tr_1") { sourceTransaction { id } } }');
  expect(errors?.[0]?.message).toContain('the id of a Charge, such as "ch_1Abc"');
});

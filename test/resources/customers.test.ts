import { describe, expect, it } from 'vitest';
import { customer, transfer } from '../sandbox/objects.ts';
import { startWorld } from '../world.ts';

const GONE = 'cus_1SeedGone000001';

const charge = (id: string, customerId: string) => ({
  id,
  object: 'charge',
  created: 1_700_000_000,
  customer: customerId,
});

describe('a deleted customer', () => {
  it('is null with a warning where more than its id is selected', async () => {
    await using world = await startWorld();
    const { data, errors, extensions } = await world.query(`{ customer(id: "${GONE}") { id email } }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ customer: null });
    expect(extensions?.warnings).toMatchObject([{ code: 'DELETED', path: ['customer'] }]);
    expect(world.calls).toEqual([`GET /v1/customers/${GONE}`]);
  });

  it('is shown where its id alone is', async () => {
    await using world = await startWorld();
    const { data, extensions } = await world.query(`{ customer(id: "${GONE}") { __typename id } }`);
    expect(data).toEqual({ customer: { __typename: 'Customer', id: GONE } });
    expect(extensions?.warnings).toBeUndefined();
  });

  it('is null below what was sold to it, which is shown', async () => {
    const gone = { id: 'cus_1', object: 'customer', deleted: true };
    await using world = await startWorld({ seed: [gone, charge('ch_1', 'cus_1')] });
    const { data, extensions } = await world.query(
      '{ charges { nodes { id customer { name } } } charge(id: "ch_1") { customer { id } } }',
    );
    expect(data).toEqual({
      charges: { nodes: [{ id: 'ch_1', customer: null }] },
      charge: { customer: { id: 'cus_1' } },
    });
    expect(extensions?.warnings).toMatchObject([{ code: 'DELETED', path: ['charges', 'nodes', 0, 'customer'] }]);
  });

  it('is told of twenty times at most', async () => {
    const gone = { id: 'cus_1', object: 'customer', deleted: true };
    const charges = Array.from({ length: 50 }, (_, index) => charge(`ch_${index + 1}`, 'cus_1'));
    await using world = await startWorld({ seed: [gone, ...charges] });
    const { data, extensions } = await world.query('{ charges(first: 50) { nodes { customer { name } } } }');
    expect(data.charges.nodes).toHaveLength(50);
    expect(extensions?.warnings).toHaveLength(20);
  });
});

describe('an old customer, whose id is any text', () => {
  it('is shown by its id, and whole where it was expanded', async () => {
    await using world = await startWorld({
      seed: [customer('jane@example.com', { name: 'Jane' }), charge('ch_1', 'jane@example.com'), transfer('tr_1')],
    });
    const byId = await world.query('{ charge(id: "ch_1") { customer { id } } }');
    expect(byId.data.charge.customer).toEqual({ id: 'jane@example.com' });
    const whole = await world.query('{ charge(id: "ch_1") { customer { id name } } }');
    expect(whole.errors).toBeUndefined();
    expect(whole.data.charge.customer).toEqual({ id: 'jane@example.com', name: 'Jane' });
    expect(world.calls).toEqual(['GET /v1/charges/ch_1?expand[0]=customer']);
  });

  it('cannot be asked for, and no call is made', async () => {
    await using world = await startWorld();
    for (const field of ['customer', 'node']) {
      const { errors } = await world.query(`{ ${field}(id: "jane@example.com") { id } }`);
      expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
      expect(world.calls).toEqual([]);
    }
  });

  it('narrows a list', async () => {
    await using world = await startWorld();
    await world.query('{ charges(customer: "jane@example.com") { nodes { id } } }');
    expect(world.calls).toEqual(['GET /v1/charges?customer=jane@example.com&limit=10']);
  });
});

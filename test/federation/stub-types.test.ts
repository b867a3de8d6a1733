import { describe, expect, it } from 'vitest';
import { printSdl } from '../../src/graph/subgraph/print-sdl.ts';
import { buildSchema, resourcesIn } from '../../src/schema.ts';
import { bearer, startAuthWorld, tokenAuth } from '../auth/world.ts';
import { startWorld } from '../world.ts';

const STUBS = ['Customer', 'Account'];
const graph = buildSchema({ nodeFields: true, securityDirectives: false, stubs: STUBS });
const sdl = printSdl(graph);

describe('types that another subgraph owns', () => {
  it('are printed with their id alone, as entities that are not resolved here', () => {
    for (const name of STUBS) {
      expect(sdl).toMatch(
        new RegExp(`type ${name}\\s+@key\\(fields: "id", resolvable: false\\)\\s+\\{[^}]*\\bid: ID!\\s+\\}`),
      );
    }
    expect(sdl).not.toMatch(/\b(?:CustomerConnection|CustomerInvoiceSettings|AccountConnection)\b/);
  });

  it('are reached by nothing that would ask for them', () => {
    expect(graph.getQueryType()?.getFields()).not.toHaveProperty('customer');
    expect(graph.getQueryType()?.getFields()).not.toHaveProperty('customers');
    expect(resourcesIn(graph).nodes.map(({ typename }) => typename)).not.toEqual(expect.arrayContaining(STUBS));
  });

  it('leave the rest as it is', () => {
    const whole = buildSchema({ nodeFields: true, securityDirectives: false });
    const kept = Object.keys(whole.getQueryType()?.getFields() ?? {}).filter(
      (name) => !/^(?:customers?|accounts?)$/.test(name),
    );
    expect(Object.keys(graph.getQueryType()?.getFields() ?? {})).toEqual(kept);
    expect(Object.keys(graph.getMutationType()?.getFields() ?? {})).toEqual(
      Object.keys(whole.getMutationType()?.getFields() ?? {}),
    );
  });

  it('are served so: a reference costs no call, and nothing more can be asked', async () => {
    await using world = await startWorld({ gateway: { stubs: STUBS } });
    const { data, errors } = await world.query('{ transfers(first: 3) { nodes { destination { __typename id } } } }');
    expect(errors).toBeUndefined();
    for (const { destination } of data.transfers.nodes) {
      expect(destination).toEqual({ __typename: 'Account', id: expect.stringMatching(/^acct_/) });
    }
    expect(world.calls).toEqual(['GET /v1/transfers?limit=3']);

    const { errors: refused } = await world.query('{ node(id: "cus_1SeedBuyer00001") { id } }');
    expect(refused?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    const { errors: unknown } = await world.query('{ transfers { nodes { destination { email } } } }');
    expect(unknown?.[0]?.message).toContain('Cannot query field "email" on type "Account"');
    const representations = [{ __typename: 'Customer', id: 'cus_1SeedBuyer00001' }];
    const { errors: foreign } = await world.query(
      'query ($them: [_Any!]!) { _entities(representations: $them) { __typename } }',
      { them: representations },
    );
    expect(foreign?.[0]?.message).toContain('must be an entity of this graph');
  });

  it('need no scope: nothing is shown but an id that stands in their parent', async () => {
    const auth = tokenAuth({ name: 'a', token: 'a', scopes: ['transfers:read'] });
    await using world = await startAuthWorld({ gateway: { ...auth, stubs: STUBS } });
    const { answer } = await world.ask('{ transfers(first: 1) { nodes { destination { id } } } }', bearer('a'));
    expect(answer.errors).toBeUndefined();
  });

  it('must be types that there are', async () => {
    await expect(startWorld({ gateway: { stubs: ['Customer', 'Invoice'] } })).rejects.toThrow(
      /names Invoice: no such type/,
    );
  });
});

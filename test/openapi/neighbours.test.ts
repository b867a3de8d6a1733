import qs from 'qs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../../src/sandbox/endpoints.ts';
import { type Answer, type Client, openClient } from '../sandbox/client.ts';
import { type Description, type Operation, readDescription, type Schema } from './description.ts';
import { folder } from './folder.ts';

/** That description is of an earlier version: these came since, or are of a version that is not ours. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/customers': ['test_clock'],
};

/** Younger than the description, and in the types of the version that the gateway speaks. */
const NEWER: ReadonlySet<string> = new Set([
  'POST /v1/test_helpers/treasury/outbound_payments/{id}',
  'POST /v1/test_helpers/treasury/outbound_transfers/{outbound_transfer}',
]);

describe('what lies around the core', () => {
  let description: Description;
  let operations: Operation[];
  let client: Client;

  const nameOf = ({ method, path }: { method: string; path: string }): string => `${method.toUpperCase()} ${path}`;

  beforeAll(async () => {
    description = readDescription(new URL('neighbours.json', folder));
    const served = new Set(endpoints.map(nameOf));
    operations = description.operations.filter((operation) => served.has(nameOf(operation)));
    client = await openClient({ seed: [], keys: ['sk_test_1'] });
  });
  afterAll(() => client.sandbox.close());

  const send = ({ method, path }: Operation, form: object): Promise<Answer> => {
    const url = path.replaceAll(/\{\w+\}/g, 'x_1');
    return method === 'get' ? client.get(`${url}?${qs.stringify(form)}`) : client.post(url, qs.stringify(form));
  };

  test('is answered under the paths that the API has, and no others', () => {
    const described = new Set([...description.operations.map(nameOf)]);
    const strange = endpoints.map(nameOf).filter((name) => !described.has(name));
    // These are described with the core.
    const core = /^\w+ \/v1\/(tax|financial_connections)\//;
    expect(strange.filter((name) => !core.test(name) && !NEWER.has(name))).toEqual([]);
    expect(operations.length).toBeGreaterThan(60);
  });

  test('every parameter is known, every required one is missed, and no other is accepted', async () => {
    for (const operation of operations) {
      const { properties, required } = operation.parameters;
      const name = nameOf(operation);
      for (const parameter of Object.keys(properties).filter((known) => !elsewhere[name]?.includes(known))) {
        const { status, body } = await send(operation, { [parameter]: { nonsense: 'x' } });
        const unknown = body.error?.code === 'parameter_unknown' && body.error.param === parameter;
        expect([name, parameter, status < 500, unknown]).toEqual([name, parameter, true, false]);
      }
      const strange = await send(operation, { nonsense: 'x' });
      expect([name, strange.body.error?.code, strange.body.error?.param]).toEqual([
        name,
        'parameter_unknown',
        'nonsense',
      ]);
      const bare = await send(operation, {});
      if (required.length > 0) expect(required).toContain(bare.body.error?.param?.replace(/\[.*/, ''));
    }
  });

  test('every value that is described is accepted', async () => {
    for (const operation of operations) {
      for (const [name, schema] of Object.entries(operation.parameters.properties)) {
        for (const value of (schema.enum as string[] | undefined) ?? []) {
          const { body } = await send(operation, { [name]: value });
          expect([operation.path, value, body.error?.param === name]).toEqual([operation.path, value, false]);
        }
      }
    }
  });

  test('every reference that is described can be expanded', async () => {
    for (const operation of operations.filter(({ method, path }) => method === 'get' && path.includes('{'))) {
      const type = String(operation.answer.$ref ?? '').replace('#/components/schemas/', '');
      const fields = (description.schemas[type]?.properties ?? {}) as Record<string, Schema>;
      for (const [field, schema] of Object.entries(fields)) {
        if (schema['x-expansionResources'] === undefined) continue;
        const { body } = await send(operation, { expand: [field] });
        expect([operation.path, field, body.error?.code]).toEqual([operation.path, field, 'resource_missing']);
      }
    }
  });
});

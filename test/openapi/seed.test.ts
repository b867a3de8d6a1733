import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { defaultSeed } from '../../src/sandbox/seed.ts';
import { folder } from './folder.ts';

/** OpenAPI 3.0's `nullable` means nothing to JSON Schema, and a field that is not described is a mistake here. */
const asJsonSchema = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { nullable, ...schema } = value as Record<string, unknown>;
  if ('properties' in schema && schema.type === 'object') schema.additionalProperties ??= false;
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
};

/**
 * Only some objects of a kind have these: a bank account's payment method has no `card`, a mandate for one payment no
 * `multi_use`.
 */
const OF_ONE_SORT = new Set(['card', 'multi_use']);

describe('the OpenAPI description', () => {
  test('is met by every object of the seed', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    const text = readFileSync(new URL('tax-treasury-fc-transfers.json', folder), 'utf8');
    ajv.addSchema(JSON.parse(text, asJsonSchema), 'rest');
    // Of what lies around it the description holds stubs, if anything; the next test looks at those.
    const { schemas } = JSON.parse(text).components;
    const isOutside = ({ object }: Record<string, unknown>): boolean =>
      schemas[String(object)] === undefined || 'x-stub' in schemas[String(object)];
    const problems = defaultSeed().flatMap((object) => {
      if (isOutside(object)) return [];
      const validate = ajv.getSchema(`rest#/components/schemas/${object.object}`);
      if (!validate) return [`${object.id}: no schema ${object.object}`];
      return validate(object) ? [] : [`${object.id}: ${ajv.errorsText(validate.errors)}`];
    });
    expect(problems).toEqual([]);
  });

  test('has no example object that shows a field which an object of the seed leaves out', () => {
    const text = readFileSync(new URL('fixtures-all.json', folder), 'utf8');
    const examples: Record<string, object> = JSON.parse(text).resources;
    const missing = defaultSeed().flatMap((object) => {
      const kind = object.deleted === true ? `deleted_${object.object}` : String(object.object);
      const fields = Object.keys(examples[kind] ?? { [`an example of ${kind}`]: true });
      return fields
        .filter((field) => !(field in object) && !OF_ONE_SORT.has(field))
        .map((field) => `${object.id}: ${field}`);
    });
    expect(missing).toEqual([]);
  });
});

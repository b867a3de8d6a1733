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

describe('the OpenAPI description', () => {
  test('is met by every object of the seed', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema(
      JSON.parse(readFileSync(new URL('tax-treasury-fc-transfers.json', folder), 'utf8'), asJsonSchema),
      'rest',
    );
    const problems = defaultSeed().flatMap((object) => {
      const validate = ajv.getSchema(`rest#/components/schemas/${object.object}`);
      if (!validate) return [`${object.id}: no schema ${object.object}`];
      return validate(object) ? [] : [`${object.id}: ${ajv.errorsText(validate.errors)}`];
    });
    expect(problems).toEqual([]);
  });
});

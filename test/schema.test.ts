import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type GraphQLArgument,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { printSdl } from '../src/graph/subgraph/print-sdl.ts';
import { schema } from '../src/schema.ts';

/** What federation itself adds, and describes in its own specification. */
const FEDERATION = new Set(['_Any', '_Entity', '_Service', 'Query._entities', 'Query._service']);

interface Described {
  readonly coordinate: string;
  readonly description: string | null | undefined;
}

const membersOf = (type: GraphQLNamedType): Described[] => {
  if (isEnumType(type)) {
    return type.getValues().map(({ name, description }) => ({ coordinate: `${type.name}.${name}`, description }));
  }
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const coordinate = `${type.name}.${field.name}`;
    const args: readonly GraphQLArgument[] = 'args' in field ? field.args : [];
    return [
      { coordinate, description: field.description },
      ...args.map(({ name, description }) => ({ coordinate: `${coordinate}(${name}:)`, description })),
    ];
  });
};

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !FEDERATION.has(type.name),
);

const everything: Described[] = types
  .flatMap((type) => [{ coordinate: type.name, description: type.description }, ...membersOf(type)])
  .filter(({ coordinate }) => !FEDERATION.has(coordinate.split('(')[0] ?? ''));

describe('the schema', () => {
  it('describes every type, field, argument, enum value and input', () => {
    expect(everything.length).toBeGreaterThan(500);
    const silent = everything.filter(({ description }) => !description?.trim());
    expect(silent.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  it('describes in sentences', () => {
    const broken = everything.filter(({ description }) => !/^[A-Z`0-9"].*\.$/s.test(description ?? 'A.'));
    expect(broken.map(({ coordinate, description }) => `${coordinate}: ${description}`)).toEqual([]);
  });

  it('is ASCII, of which V8 keeps a byte for each character and not two', () => {
    const wide = everything.filter(({ description }) => /[^ -~\n]/.test(description ?? ''));
    expect(wide.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  it('is what schema.graphql says; `npm run schema` writes it', () => {
    const file = readFileSync(join(import.meta.dirname, '../schema.graphql'), 'utf8');
    expect(file === `${printSdl(schema)}\n`, 'schema.graphql is old').toBe(true);
  });
});

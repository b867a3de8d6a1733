import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FieldDefinitionNode, Kind, type ObjectTypeDefinitionNode, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printSdl } from '../../src/graph/subgraph/print-sdl.ts';
import { buildSchema, resources, schema } from '../../src/schema.ts';
import { startWorld } from '../world.ts';

const sdl = printSdl(schema);

const types = parse(sdl).definitions.filter(
  (each): each is ObjectTypeDefinitionNode => each.kind === Kind.OBJECT_TYPE_DEFINITION,
);

const directivesOf = ({ directives = [] }: ObjectTypeDefinitionNode | FieldDefinitionNode): string[] =>
  directives.map((each) => print(each));

const namesWith = (directive: string): string[] =>
  types.filter((type) => directivesOf(type).includes(directive)).map(({ name }) => name.value);

const fields = types.flatMap((type) =>
  (type.fields ?? []).map((field) => ({
    coordinate: `${type.name.value}.${field.name.value}`,
    type: print(field.type),
    directives: directivesOf(field),
  })),
);

const REST_CALL = '@cost(weight: 10)';
const PAGE =
  '@listSize(assumedSize: 10, slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)';

const coordinatesWith = (...directives: string[]): string[] =>
  fields.filter((field) => field.directives.join() === directives.join()).map(({ coordinate }) => coordinate);

describe('the subgraph', () => {
  it('has every node as an entity under its id', () => {
    const nodes = resources.nodes.map(({ typename }) => typename);
    expect(nodes.length).toBeGreaterThan(10);
    expect(namesWith('@key(fields: "id")').toSorted()).toEqual(nodes.toSorted());
  });

  it('leaves what others own to others', () => {
    const stubs = namesWith('@key(fields: "id", resolvable: false)');
    expect(stubs).toEqual(expect.arrayContaining(['CustomerCashBalanceTransaction', 'IssuingTransaction']));
    for (const stub of stubs) {
      expect(fields.filter(({ coordinate }) => coordinate.startsWith(`${stub}.`))).toHaveLength(1);
    }
  });

  it('shares PageInfo, and nothing else', () => {
    expect(namesWith('@shareable')).toEqual(['PageInfo']);
  });

  it('tells a router the sizes of all connections', () => {
    const connections = fields.filter(({ type }) => type.endsWith('Connection')).map(({ coordinate }) => coordinate);
    expect([...coordinatesWith(PAGE), ...coordinatesWith(REST_CALL, PAGE)].toSorted()).toEqual(connections.toSorted());
  });

  it('tells a router what costs a REST call of its own', () => {
    expect(coordinatesWith(REST_CALL)).toEqual(expect.arrayContaining(['Query.node', 'Query.nodes', 'Query.transfer']));
    expect(coordinatesWith(REST_CALL, PAGE)).toContain('Query.transfers');
    // These can arrive with their parent.
    expect(coordinatesWith(PAGE)).toContain('Transfer.reversals');
  });

  it('shows a router the SDL of schema.graphql', async () => {
    await using world = await startWorld();
    const { data } = await world.query('{ _service { sdl } }');
    expect(`${data._service.sdl}\n`).toBe(readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8'));
  });
});

describe('without `node` and `nodes`', () => {
  const NODE_FIELDS = ['node', 'nodes'];

  it('lacks these two fields and nothing else', () => {
    const without = buildSchema({ nodeFields: false, securityDirectives: false });
    const all = Object.keys(schema.getQueryType()?.getFields() ?? {});
    const left = Object.keys(without.getQueryType()?.getFields() ?? {});
    expect(all.filter((name) => !left.includes(name))).toEqual(NODE_FIELDS);
    const whole = parse(sdl);
    const query = {
      ...whole,
      definitions: whole.definitions.map((type) =>
        type.kind === Kind.OBJECT_TYPE_DEFINITION && type.name.value === 'Query'
          ? { ...type, fields: type.fields?.filter(({ name }) => !NODE_FIELDS.includes(name.value)) ?? [] }
          : type,
      ),
    };
    expect(print(parse(printSdl(without)))).toBe(print(query));
  });

  it('answers all the rest, entities too', async () => {
    await using world = await startWorld({ gateway: { nodeFields: false } });
    const refused = await world.query('{ node(id: "tr_1Seed000003") { id } }');
    expect(refused.errors).toMatchObject([{ message: expect.stringContaining('Cannot query field "node"') }]);
    const { data } = await world.query(`{
      transfer(id: "tr_1Seed000003") { amount }
      _entities(representations: [{ __typename: "Transfer", id: "tr_1Seed000003" }]) { ... on Transfer { amount } }
      _service { sdl }
    }`);
    expect(data).toMatchObject({ transfer: { amount: 2500 }, _entities: [{ amount: 2500 }] });
    expect(data._service.sdl).not.toMatch(/^ {2}nodes?\($/m);
    expect(world.calls).toEqual(['GET /v1/transfers/tr_1Seed000003']);
  });
});

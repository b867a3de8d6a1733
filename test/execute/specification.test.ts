import { buildSchema, type ExecutionResult, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { type Answer, stringifyAnswer } from '../../src/execute/answer.ts';
import { CompiledDocument, type ExecutionRequest } from '../../src/execute/compiled-document.ts';
import { NO_BOUND } from './differential.ts';

const schema = buildSchema(`
  interface Named { name: String }
  type Person implements Named { name: String friend: Person friends: [Person!] required: Person! age: Int }
  type Dog implements Named { name: String barks: Boolean }
  union Being = Person | Dog
  type Query {
    person: Person beings: [Being] named: Named numbers: [Int!] matrix: [[Int]] add(a: Int! = 1, b: Int): Int text(of: [String]): String
  }
  type Mutation { set(to: Int): Int setRequired(to: Int): Int! }
`);

const compile = (query: string): CompiledDocument => new CompiledDocument(schema, parse(query));

const run = async (
  query: string | CompiledDocument,
  rootValue: unknown = {},
  request: Partial<ExecutionRequest> = {},
): Promise<ExecutionResult> => {
  const compiled = typeof query === 'string' ? compile(query) : query;
  return JSON.parse(stringifyAnswer(await compiled.execute({ rootValue, ...NO_BOUND, ...request })));
};

const ada = { name: 'Ada', age: 36, friend: { name: 'Charles' }, friends: [{ name: 'Charles' }, { name: 'Mary' }] };

describe('6.1 executing requests', () => {
  const two = 'query A { a: add } query B { b: add(a: 2) }';
  const add = ({ a }: { a: number }) => a;

  it('executes the operation of the name', async () => {
    expect(await run(two, { add }, { operationName: 'B' })).toEqual({ data: { b: 2 } });
  });

  it.each([
    [two, {}, 'Must provide operation name if query contains multiple operations.'],
    [two, { operationName: 'C' }, 'Unknown operation named "C".'],
    ['fragment F on Query { add }', {}, 'Must provide an operation.'],
    ['query ($a: Int!) { add(a: $a) }', {}, 'Variable "$a" of required type "Int!" was not provided.'],
    ['subscription { nothing }', {}, 'Schema is not configured to execute subscription operation.'],
  ])('says why %s cannot be executed', async (query, request, message) => {
    const { data, errors } = await run(query, {}, request);
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([{ message }]);
  });

  it('coerces variables, with their defaults', async () => {
    const query = 'query ($a: Int = 5, $b: Int) { add(a: $a, b: $b) }';
    const rootValue = { add: (args: object) => Object.entries(args).length * 100 + (args as { a: number }).a };
    expect(await run(query, rootValue)).toEqual({ data: { add: 105 } });
    expect(await run(query, rootValue, { variableValues: { a: 7, b: null } })).toEqual({ data: { add: 207 } });
  });
});

describe('6.2 executing operations', () => {
  it('runs the fields of a mutation one after the other', async () => {
    const seen: string[] = [];
    const set = async ({ to }: { to: number }) => {
      seen.push(`begin ${to}`);
      await new Promise<void>((resolve) => setImmediate(resolve));
      seen.push(`end ${to}`);
      return to;
    };
    const query = 'mutation { z: set(to: 1) a: set(to: 2) m: set(to: 3) }';
    expect(JSON.stringify(await run(query, { set }))).toBe('{"data":{"z":1,"a":2,"m":3}}');
    expect(seen).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
  });

  it('begins none after one that fails and cannot be null', async () => {
    const seen: number[] = [];
    const rootValue = {
      set: ({ to }: { to: number }) => {
        seen.push(to);
        throw new Error('may be null');
      },
      setRequired: async () => null,
    };
    const { data, errors } = await run('mutation { a: set(to: 1) setRequired c: set(to: 2) }', rootValue);
    expect(data).toBeNull();
    expect(errors?.map(({ path }) => path)).toEqual([['a'], ['setRequired']]);
    expect(seen).toEqual([1]);
  });
});

describe('6.3 executing selection sets', () => {
  it('keeps the order of the document, and merges what has one key', async () => {
    const query = `{ person { ...Age name friend { name } ... on Named { name } friend { age } ... { again: name } } }
      fragment Age on Person { age friend { age } }`;
    expect(JSON.stringify(await run(query, { person: ada }))).toBe(
      '{"data":{"person":{"age":36,"friend":{"age":null,"name":"Charles"},"name":"Ada","again":"Ada"}}}',
    );
  });

  it('leaves out by @skip and @include, by values and variables', async () => {
    const query = compile(`query ($yes: Boolean!) { person {
      a: name @skip(if: $yes) b: name @include(if: $yes) c: name @skip(if: true) @include(if: true) ... @include(if: $yes) { age }
    } }`);
    for (let turn = 0; turn < 2; turn += 1) {
      const ask = (yes: boolean) => run(query, { person: ada }, { variableValues: { yes } });
      expect(await ask(true)).toEqual({ data: { person: { b: 'Ada', age: 36 } } });
      expect(await ask(false)).toEqual({ data: { person: { a: 'Ada' } } });
    }
    expect(await run('{ person { name @skip(if: true) } }', { person: ada })).toEqual({ data: { person: {} } });
  });

  it('is right also for more combinations of conditions than it keeps', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const fields = names.map((name) => `${name}: name @include(if: $${name})`).join(' ');
    const query = compile(`query (${names.map((name) => `$${name}: Boolean!`).join(', ')}) { person { ${fields} } }`);
    for (let combination = 0; combination < 32; combination += 1) {
      const chosen = names.map((name, bit) => [name, ((combination >> bit) & 1) === 1] as const);
      const { data } = await run(query, { person: ada }, { variableValues: Object.fromEntries(chosen) });
      expect(data).toEqual({
        person: Object.fromEntries(chosen.filter(([, is]) => is).map(([name]) => [name, 'Ada'])),
      });
    }
    expect(query.fields).toBeLessThan(8 * 6);
  });
});

describe('6.4 executing fields', () => {
  it('gives each execution variables of its own', async () => {
    const query = compile('query ($of: [String]) { text(of: $of) }');
    const text = ({ of }: { of: string[] }) => of?.join('+');
    expect(await run(query, { text }, { variableValues: { of: ['a', 'b'] } })).toEqual({ data: { text: 'a+b' } });
    expect(await run(query, { text }, { variableValues: { of: 'c' } })).toEqual({ data: { text: 'c' } });
    expect(await run(query, { text })).toEqual({ data: { text: null } });
  });

  it('finds the type of a value', async () => {
    const beings = [
      { __typename: 'Dog', barks: true },
      Promise.resolve({ __typename: 'Person', age: 3 }),
      null,
      { __typename: 'Cat' },
    ];
    const query = '{ beings { __typename ... on Dog { barks } ... on Person { age } } }';
    expect(await run(query, { beings })).toEqual({
      errors: [
        {
          message: 'Abstract type "Being" was resolved to a type "Cat" that does not exist inside the schema.',
          locations: [{ line: 1, column: 3 }],
          path: ['beings', 3],
        },
      ],
      data: { beings: [{ __typename: 'Dog', barks: true }, { __typename: 'Person', age: 3 }, null, null] },
    });
  });

  it('makes null the nearest place that can be, once', async () => {
    const query = '{ person { name friends { name required { name required { name } } } } }';
    const friends = [ada, { ...ada, required: () => Promise.reject(new Error('late')) }];
    const { data, errors } = await run(query, { person: { ...ada, friends } });
    expect(data).toEqual({ person: { name: 'Ada', friends: null } });
    expect(errors).toEqual([
      {
        message: 'Cannot return null for non-nullable field Person.required.',
        locations: [{ line: 1, column: 32 }],
        path: ['person', 'friends', 0, 'required'],
      },
    ]);
  });

  it('completes lists of lists, of promises, and of what cannot be an Int', async () => {
    const rootValue = {
      matrix: new Set([[1, Promise.resolve(2)], null, Promise.resolve([3, 'x'])]),
      numbers: 'no list',
    };
    const { data, errors } = await run('{ matrix numbers }', rootValue);
    expect(data).toEqual({ matrix: [[1, 2], null, [3, null]], numbers: null });
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([
      ['Expected Iterable, but did not find one for field "Query.numbers".', ['numbers']],
      ['Int cannot represent non-integer value: "x"', ['matrix', 2, 1]],
    ]);
  });
});

describe('an answer', () => {
  const answer = async (query: string, rootValue: unknown): Promise<Answer> =>
    (await compile(query).execute({ rootValue, ...NO_BOUND })) as Answer;

  it('is there at once when nothing in it has to be waited for', () => {
    const started = compile('{ person { name friends { name } } }').execute({
      rootValue: { person: ada },
      ...NO_BOUND,
    });
    expect(started).not.toBeInstanceOf(Promise);
  });

  it('becomes JSON by itself, with what was added to it, and without', async () => {
    const one = { ...(await answer('{ person { name } }', { person: ada })), extensions: { cost: 1 } };
    const text = '{"data":{"person":{"name":"Ada"}},"extensions":{"cost":1}}';
    expect(one.stringify(one)).toBe(text);
    expect(JSON.stringify(one)).toBe(text);
    expect(stringifyAnswer({ ...one, errors: undefined, data: null })).toBe('{"data":null,"extensions":{"cost":1}}');
  });

  it('has introspection too', async () => {
    const query = '{ __schema { queryType { name } } __type(name: "Dog") { fields { name type { name } } } }';
    expect(await run(query)).toEqual({
      data: {
        __schema: { queryType: { name: 'Query' } },
        __type: {
          fields: [
            { name: 'name', type: { name: 'String' } },
            { name: 'barks', type: { name: 'Boolean' } },
          ],
        },
      },
    });
  });
});

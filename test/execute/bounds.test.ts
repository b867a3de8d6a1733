import { buildSchema, GraphQLError, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { type Answer, stringifyAnswer } from '../../src/execute/answer.ts';
import { CompiledDocument } from '../../src/execute/compiled-document.ts';
import { NO_BOUND, unhandledBy } from './differential.ts';

const schema = buildSchema(`
  type Query { text: String texts: [String] row: Row rows: [Row!]! slow: Row }
  type Row { text: String! odd: String number: Float slow: Row rows: [Row!] }
  type Mutation { pay(id: Int): Payload! note: String }
  type Payload { key: String! made: Made madeAnyway: Made! rows: [Made!] }
  type Made { id: Int text: String slow: String }
`);

const tooLarge = () => new GraphQLError('Too large.', { extensions: { code: 'TOO_LARGE' } });
const notBegun = () => new GraphQLError('Not begun.', { extensions: { code: 'NOT_BEGUN' } });

interface Asked {
  readonly query: string;
  readonly rootValue: unknown;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

const ask = async ({ query, ...request }: Asked) => {
  const compiled = new CompiledDocument(schema, parse(query));
  return (await compiled.execute({ ...request, tooLarge, notBegun })) as Answer;
};

/** As a caller reads it. */
const read = (answer: Answer) => JSON.parse(stringifyAnswer(answer));

const dataOf = async (query: string, rootValue: unknown): Promise<string> =>
  (await ask({ query, rootValue, maxBytes: NO_BOUND.maxBytes })).data?.text ?? 'null';

describe('an answer of a query', () => {
  const ROWS = {
    text: 'plain',
    odd: 'ümläut "quoted" \n 😀',
    number: -0.5,
    rows: [{ text: '\ud83d', odd: null }, { text: '' }],
  };

  const LONG = `"${'ä\n'.repeat(4_000)}"`;

  it.each([
    ['{ text }', { text: 'abc' }],
    ['{ text }', { text: 'äöü' }],
    ['{ text }', { text: null }],
    ['{ a: text b: text c: texts d: text }', { text: LONG, texts: [LONG, `${LONG}!`, LONG.replace('"', 'ü')] }],
    ['{ __typename }', {}],
    ['{ texts }', { texts: [] }],
    ['{ texts }', { texts: ['a', null, 'ü'] }],
    ['{ texts text }', { texts: Promise.resolve([Promise.resolve('a'), 'b']), text: Promise.resolve('c') }],
    ['{ row { text odd number rows { text odd } } }', { row: ROWS }],
    ['{ row { text @skip(if: true) } }', { row: ROWS }],
    ['{ rows { text rows { text odd number } } }', { rows: [ROWS, ROWS] }],
  ])('may be exactly as long as the bound: %s', async (query, rootValue) => {
    const text = await dataOf(query, rootValue);
    const maxBytes = Buffer.byteLength(text);
    expect((await ask({ query, rootValue, maxBytes })).data?.text).toBe(text);
    expect(read(await ask({ query, rootValue, maxBytes: maxBytes - 1 }))).toEqual({
      errors: [{ message: 'Too large.', extensions: { code: 'TOO_LARGE' } }],
      data: null,
    });
  });

  it('ends as soon as it is passed: nobody is asked for what would follow', async () => {
    let asked = 0;
    const row = {
      text: () => {
        asked += 1;
        return 'x'.repeat(100);
      },
    };
    const answer = await ask({
      query: '{ rows { text } }',
      rootValue: { rows: Array(1_000).fill(row) },
      maxBytes: 1_000,
    });
    expect(answer.data).toBeNull();
    // The keys of the tenth no longer fit.
    expect(asked).toBe(9);
  });

  it('ends with what is still to come: it is dropped when it comes, good or bad', async () => {
    let asked = 0;
    const soon = <T>(make: () => T): Promise<T> => new Promise<void>((resolve) => setImmediate(resolve)).then(make);
    const text = () => {
      asked += 1;
      return 'text';
    };
    const slow = () => soon(() => ({ text }));
    const broken = () => soon(() => Promise.reject(new Error('late')));
    const rootValue = {
      slow,
      rows: [
        { slow, text: 'short' },
        { slow: broken, text: 'short' },
        { slow: [broken(), broken()], text: 'x'.repeat(500) },
      ],
    };
    const query = '{ slow { text } rows { slow { text } text } }';
    const { result, unhandled } = await unhandledBy(() => ask({ query, rootValue, maxBytes: 400 }));
    expect(read(result)).toEqual({
      errors: [{ message: 'Too large.', extensions: { code: 'TOO_LARGE' } }],
      data: null,
    });
    expect(unhandled).toEqual([]);
    expect(asked).toBe(0);
  });

  it('ends when the last straw comes late', async () => {
    const rootValue = {
      texts: [Promise.resolve('x'.repeat(50)), 'y', Promise.resolve('x'.repeat(50))],
      slow: Promise.reject(new Error('no')),
    };
    const { result, unhandled } = await unhandledBy(() =>
      ask({ query: '{ texts slow { text } }', rootValue, maxBytes: 80 }),
    );
    expect(read(result)).toEqual({
      errors: [{ message: 'Too large.', extensions: { code: 'TOO_LARGE' } }],
      data: null,
    });
    expect(unhandled).toEqual([]);
  });
});

describe('a mutation beyond the bound', () => {
  const done: number[] = [];
  const pay =
    (text: string) =>
    ({ id }: { id: number }) => {
      done.push(id);
      return Promise.resolve({
        key: `key ${id}`,
        made: { id, text, slow: () => Promise.resolve('late') },
        madeAnyway: { id, text },
        rows: [{ id, text }],
      });
    };
  const text = 'x'.repeat(1_000);

  it('says of every mutation of the operation what became of it, and cuts off what it made', async () => {
    done.length = 0;
    const query = `mutation {
      first: pay(id: 1) { key made { id } }
      second: pay(id: 2) { key made { text slow } again: made { slow } }
      third: pay(id: 3) { key rows { id } made { id } }
    }`;
    const { result, unhandled } = await unhandledBy(() => ask({ query, rootValue: { pay: pay(text) }, maxBytes: 500 }));
    expect(unhandled).toEqual([]);
    expect(done).toEqual([1, 2, 3]);
    const { data, errors } = read(result);
    expect(data).toEqual({
      first: { key: 'key 1', made: { id: 1 } },
      second: { key: 'key 2', made: null, again: null },
      third: { key: 'key 3', rows: null, made: null },
    });
    expect(errors).toMatchObject(
      ['second.made', 'second.again', 'third.rows', 'third.made'].map((path) => ({
        message: 'Too large.',
        path: path.split('.'),
        locations: [expect.anything()],
        extensions: { code: 'TOO_LARGE' },
      })),
    );
  });

  it('is null further up where what it made cannot be', async () => {
    const query = 'mutation { note pay(id: 1) { key madeAnyway { text } } }';
    const { data, errors } = read(await ask({ query, rootValue: { pay: pay(text), note: 'n' }, maxBytes: 500 }));
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['pay', 'madeAnyway'], extensions: { code: 'TOO_LARGE' } }]);
  });
});

describe('a caller who leaves', () => {
  const query = 'mutation { first: note second: note third: pay { key } }';

  it('has no further field of a mutation begun', async () => {
    const leaving = new AbortController();
    let notes = 0;
    const rootValue = {
      note: async () => {
        notes += 1;
        leaving.abort();
        return 'done';
      },
    };
    const { result, unhandled } = await unhandledBy(() =>
      ask({ query, rootValue, maxBytes: 1_000, signal: leaving.signal }),
    );
    expect(notes).toBe(1);
    expect(unhandled).toEqual([]);
    expect(read(result)).toEqual({
      errors: [
        { message: 'Not begun.', path: ['second'], locations: [expect.anything()], extensions: { code: 'NOT_BEGUN' } },
        { message: 'Not begun.', path: ['third'], locations: [expect.anything()], extensions: { code: 'NOT_BEGUN' } },
      ],
      data: null,
    });
  });
});

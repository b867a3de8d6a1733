import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config-error.ts';
import type { GatewayOptions } from '../../src/gateway-options.ts';
import { bearer, sha256, tokenAuth, write } from '../auth/world.ts';
import { startWorld } from '../world.ts';

const FILE = join(import.meta.dirname, 'persisted-documents.json');
const TRANSFER = 'tr_1Mio2dLkdIwHu7ixsUuCxJpu';
const READ = 'query Read($id: ID!) { transfer(id: $id) { id amount } }';
const UPDATE = 'mutation Update($input: UpdateTransferInput!) { updateTransfer(input: $input) { __typename } }';
const DIGEST = sha256(READ);
const variables = { id: TRANSFER };

const fileWith = (json: unknown): string => write('documents.json', json);

const manifest = (...operations: { id: string; body: string }[]) => ({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: operations.map((each) => ({ ...each, name: 'Any', type: 'query' })),
});

const worldOf = (gateway: Partial<GatewayOptions>) => startWorld({ gateway });

/** Every problem with a file, one in each line. */
const problemsWith = async (json: unknown): Promise<string[]> => {
  try {
    await using _ = await worldOf({ persistedDocumentsFile: fileWith(json) });
  } catch (error) {
    if (error instanceof ConfigError) return [...error.problems];
    throw error;
  }
  return [];
};

describe('a document that is named', () => {
  const named: Record<string, object> = {
    'by its id': { documentId: 'read-one' },
    'by the digest of its text': { documentId: `sha256:${DIGEST}` },
    'by the digest alone': { documentId: DIGEST },
    'as Apollo’s clients do': { extensions: { persistedQuery: { version: 1, sha256Hash: DIGEST } } },
    'by an id that goes first': { documentId: 'read-one', extensions: { persistedQuery: { sha256Hash: 'no' } } },
    'beside an empty text': { query: '', documentId: 'read-one' },
  };

  it.each(Object.entries(named))('%s is executed', async (_, body) => {
    await using world = await worldOf({ persistedDocumentsFile: FILE, persistedOnly: 'true' });
    const response = await world.fetch({ ...body, variables });
    expect(await response.json()).toMatchObject({ data: { transfer: { id: TRANSFER } } });
    expect(world.calls).toEqual([`GET /v1/transfers/${TRANSFER}`]);
  });

  it('is executed by GET too', async () => {
    await using world = await worldOf({ persistedDocumentsFile: FILE, persistedOnly: 'true' });
    const asked = new URLSearchParams({ documentId: `sha256:${DIGEST}`, variables: JSON.stringify(variables) });
    const response = await world.gateway.fetch(`http://gateway/graphql?${asked}`);
    expect(await response.json()).toMatchObject({ data: { transfer: { id: TRANSFER } } });
  });

  it.each([
    { documentId: 'read-two' },
    { documentId: '__proto__' },
    { documentId: 7 },
    { documentId: {} },
    { extensions: { persistedQuery: { version: 1, sha256Hash: '0' } } },
    { extensions: { persistedQuery: { version: 1 } } },
  ])('and not known is told: %j', async (body) => {
    await using world = await worldOf({ persistedDocumentsFile: FILE });
    const response = await world.fetch({ ...body, variables });
    expect(await response.json()).toEqual({
      errors: [
        { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', retryable: false } },
      ],
    });
    expect(world.calls).toEqual([]);
  });

  it('is not looked for where there is no file', async () => {
    await using world = await worldOf({});
    const codeOf = async (body: object) =>
      ((await (await world.fetch(body)).json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions
        .code;
    expect(await codeOf({ extensions: { persistedQuery: { sha256Hash: DIGEST } } })).toBe(
      'PERSISTED_QUERY_NOT_SUPPORTED',
    );
    expect(await codeOf({ documentId: `sha256:${DIGEST}` })).toBe('BAD_REQUEST');
  });

  it('of Apollo’s manifest is found by its id there', async () => {
    const file = fileWith(manifest({ id: 'abc', body: READ }));
    await using world = await worldOf({ persistedDocumentsFile: file });
    const response = await world.fetch({ documentId: 'abc', variables });
    expect(await response.json()).toMatchObject({ data: { transfer: { id: TRANSFER } } });
  });
});

describe('PERSISTED_ONLY', () => {
  const callers = tokenAuth(
    { name: 'app', token: 'app', scopes: ['*'] },
    { name: 'router', token: 'router', scopes: ['*', 'documents:any'] },
  );
  const input = { id: TRANSFER, description: 'new', idempotencyKey: 'key' };
  const other = `${READ} # another`;
  const otherUpdate = `${UPDATE} # another`;

  const outcomes = async (persistedOnly: 'true' | 'mutations' | 'false', token: string) => {
    await using world = await worldOf({ ...callers, persistedDocumentsFile: FILE, persistedOnly });
    const outcome = async (query: string) => {
      const response = await world.fetch(
        { query, variables: query.startsWith('mutation') ? { input } : variables },
        bearer(token),
      );
      const { data, errors } = (await response.json()) as {
        data?: unknown;
        errors?: { extensions: { code: string } }[];
      };
      return data ? 'executed' : errors?.[0]?.extensions.code;
    };
    const before = world.calls.length;
    return {
      known: await outcome(READ),
      query: await outcome(other),
      mutation: await outcome(otherUpdate),
      calls: world.calls.length - before,
    };
  };

  it('true executes known documents alone', async () => {
    expect(await outcomes('true', 'app')).toEqual({
      known: 'executed',
      query: 'FORBIDDEN',
      mutation: 'FORBIDDEN',
      calls: 1,
    });
  });

  it('mutations executes known mutations alone', async () => {
    expect(await outcomes('mutations', 'app')).toEqual({
      known: 'executed',
      query: 'executed',
      mutation: 'FORBIDDEN',
      calls: 2,
    });
  });

  it('is not about callers with documents:any', async () => {
    expect(await outcomes('true', 'router')).toMatchObject({ query: 'executed', mutation: 'executed' });
  });

  it('does not even parse what it refuses, and says what to do', async () => {
    await using world = await worldOf({ persistedDocumentsFile: FILE, persistedOnly: 'true' });
    const response = await world.fetch({ query: '{ not GraphQL' });
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    expect(errors[0]?.message).toMatch(/send the `documentId` of one.*`documents:any`/);
  });
});

describe('a file is refused', () => {
  it('with every problem of every document', async () => {
    const lists =
      'transfers(first: 100) { nodes { destinationAccount: destination { id } reversals(first: 100, after: "trr_1") { nodes { id } } } }';
    const problems = await problemsWith({
      broken: '{ transfer(',
      deep: `{ ${'a { '.repeat(20)}a${' }'.repeat(20)} }`,
      unknown: '{ nothing }',
      costly: `{ a: ${lists} b: ${lists} c: ${lists} }`,
      many: `mutation { ${Array.from({ length: 6 }, (_, n) => `m${n}: ${UPDATE.slice(UPDATE.indexOf('updateTransfer(')).replace('$input', `{ id: "tr_1", description: "", idempotencyKey: "${n}" }`).slice(0, -2)}`).join(' ')} }`,
      page: '{ transfers(first: -1) { nodes { id } } }',
      right: READ,
    });
    expect(problems.map((line) => /at "(\w+)": (.{20})/.exec(line)?.slice(1))).toEqual([
      ['broken', 'Syntax Error: Expect'],
      ['deep', 'A document may have '],
      ['unknown', 'Cannot query field "'],
      ['costly', 'This operation can n'],
      ['many', 'One operation can ho'],
      ['page', '`first` must be 0 or'],
    ]);
  });

  it('not for what one outcome of its conditions costs', async () => {
    const pages = 'transfers(first: 1000) { nodes { reversals(first: 100, after: "trr_1") { nodes { id } } } }';
    expect(
      await problemsWith({ some: `query ($all: Boolean!) { __typename ... @include(if: $all) { ${pages} } }` }),
    ).toEqual([]);
  });

  it('nor for variables that it does not have yet', async () => {
    const query =
      'query ($ids: [ID!]!, $first: Int!) { nodes(ids: $ids) { id } transfers(first: $first) { nodes { id } } }';
    expect(await problemsWith({ query })).toEqual([]);
  });

  it.each([
    [{ 'sha256:00': READ }, ['at "sha256:00": the SHA-256 digest of the document is another']],
    [{ one: 7 }, ['at ["one"]: must be the text of a document']],
    [[], ['at []']],
    [manifest({ id: 'a', body: READ }, { id: 'a', body: UPDATE }), ['at "a": has two documents under one id']],
    [{ ...manifest(), version: 2 }, ['at ["version"]: must be 1']],
    [{ ...manifest(), operations: [{ id: '' }] }, ['at ["operations",0,"id"]', 'at ["operations",0,"body"]']],
  ])('when it is none: %j', async (json, expected) => {
    const problems = await problemsWith(json);
    expect(problems).toHaveLength(expected.length);
    for (const [index, part] of expected.entries()) expect(problems[index]).toContain(part);
  });

  it('when it is not there', async () => {
    await expect(worldOf({ persistedDocumentsFile: '/nowhere/documents.json' })).rejects.toThrow(
      'PERSISTED_DOCUMENTS_FILE must be a file with JSON that can be read: there is none under that name.',
    );
  });
});

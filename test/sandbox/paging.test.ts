import { expect, test } from 'vitest';
import { ids, openClient } from './client.ts';
import { transfer } from './objects.ts';

// Three in one second, in the order of the seed, between an older and a newer one.
const seed = [
  transfer('tr_new', { created: 300 }),
  transfer('tr_a', { created: 200 }),
  transfer('tr_b', { created: 200 }),
  transfer('tr_c', { created: 200 }),
  transfer('tr_old', { created: 100 }),
];
const newestFirst = ['tr_new', 'tr_c', 'tr_b', 'tr_a', 'tr_old'];

test('a list is newest first, and of one second the later one', async () => {
  await using client = await openClient({ seed });
  const answer = await client.get('/v1/transfers');
  expect(ids(answer)).toEqual(newestFirst);
  expect(answer.body).toMatchObject({ object: 'list', has_more: false, url: '/v1/transfers' });
});

test.each([
  ['limit=2', ['tr_new', 'tr_c'], true],
  ['limit=2&starting_after=tr_c', ['tr_b', 'tr_a'], true],
  ['limit=2&starting_after=tr_a', ['tr_old'], false],
  ['starting_after=tr_old', [], false],
  ['limit=2&ending_before=tr_old', ['tr_b', 'tr_a'], true],
  ['limit=2&ending_before=tr_b', ['tr_new', 'tr_c'], false],
  ['ending_before=tr_new', [], false],
  // The cursor itself does not have to pass the filter.
  ['created[lt]=200&starting_after=tr_c', ['tr_old'], false],
])('%s', async (query, expected, hasMore) => {
  await using client = await openClient({ seed });
  const answer = await client.get(`/v1/transfers?${query}`);
  expect([ids(answer), answer.body.has_more]).toEqual([expected, hasMore]);
});

test('ten items unless a limit says otherwise', async () => {
  const many = Array.from({ length: 101 }, (_, index) => transfer(`tr_${index}`));
  await using client = await openClient({ seed: many });
  expect(ids(await client.get('/v1/transfers'))).toHaveLength(10);
  expect(ids(await client.get('/v1/transfers?limit=100'))).toHaveLength(100);
});

test('both cursors, an unknown cursor and a limit out of range are refused', async () => {
  await using client = await openClient({ seed });
  const both = await client.get('/v1/transfers?starting_after=tr_a&ending_before=tr_b');
  expect(both.status).toBe(400);
  expect(both.body.error).toEqual({
    message: 'Received both starting_after and ending_before parameters. Please pass in only one.',
    type: 'invalid_request_error',
  });
  const unknown = await client.get('/v1/transfers?starting_after=tr_nobody');
  expect(unknown.status).toBe(400);
  expect(unknown.body.error).toMatchObject({
    code: 'resource_missing',
    message: "No such transfer: 'tr_nobody'",
    param: 'starting_after',
  });
  for (const limit of ['0', '101', '-1', 'ten', '1.5', '']) {
    const refused = await client.get(`/v1/transfers?limit=${limit}`);
    expect([refused.status, refused.body.error?.param]).toEqual([400, 'limit']);
  }
});

import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { printSdl } from '../../../src/graph/subgraph/print-sdl.ts';
import { schema } from '../../../src/schema.ts';
import { type Answer, startWorld, type World } from '../../world.ts';
import { type Listening, listen } from '../listen.ts';
import { startHive } from './hive.ts';

const SECRET = 'a-secret-of-the-router-and-the-gateway';
const TRANSFERS =
  'query ($first: Int!, $destination: ID) { transfers(first: $first, destination: $destination) { nodes { id amount } } }';
const VARIABLES = { first: 2, destination: 'acct_1SeedAlder00001' };

let world: World;
let stripe: Listening;
let supergraph: string;

beforeAll(async () => {
  world = await startWorld({ gateway: { routerSecret: SECRET } });
  stripe = await listen(world.gateway);
  // It answers no composer: the SDL is what `schema --subgraph` prints.
  const { supergraphSdl = '' } = composeServices([
    { name: 'stripe', url: stripe.url, typeDefs: parse(printSdl(schema)) },
  ]);
  supergraph = supergraphSdl;
});
afterAll(async () => {
  await stripe.close();
  await world[Symbol.asyncDispose]();
});
beforeEach(() => {
  world.sandbox.requests.length = 0;
});

const ask = async (url: string, query: string, variables: object): Promise<Answer> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
};

const throughHive = async (secret: string, query: string, variables: object): Promise<Answer> => {
  const hive = await startHive(supergraph, JSON.stringify({ hmacSignature: { secret } }));
  try {
    return await ask(hive.url, query, variables);
  } finally {
    await hive.close();
  }
};

it('answers what the Hive gateway has signed, with variables and without', async () => {
  const { data, errors } = await throughHive(SECRET, TRANSFERS, VARIABLES);
  expect(errors).toBeUndefined();
  expect(data.transfers.nodes).toHaveLength(2);
  expect(world.sandbox.requests).toHaveLength(1);
});

it('refuses what it has signed with another secret, and who asks past it', async () => {
  const { errors } = await throughHive(`${SECRET}x`, TRANSFERS, VARIABLES);
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(await ask(stripe.url, TRANSFERS, VARIABLES)).toMatchObject({
    errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
  });
  expect(world.sandbox.requests).toEqual([]);
});

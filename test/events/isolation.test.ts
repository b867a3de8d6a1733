import { expect, it } from 'vitest';
import { bearer, tokenAuth } from '../auth/world.ts';
import { eventually } from '../eventually.ts';
import { type Message, startLiveWorld } from './live-world.ts';

const ACCOUNTS = ['acct_1One', 'acct_1Two', 'acct_1Three'];
const CALLERS = [
  { name: 'transfers', token: 'transfers', scopes: ['transfers:read'], type: 'transfer.updated' },
  { name: 'treasury', token: 'treasury', scopes: ['treasury:read'], type: 'treasury.received_debit.created' },
];
const PER_STREAM = 50;

const idOf = (account: string, type: string, n: number): string =>
  `evt_${`${account}${type}${n}`.replace(/\W|_/g, '')}`;

/** As many messages as that. */
const take = async (messages: AsyncGenerator<Message>, count: number): Promise<Message[]> => {
  const taken: Message[] = [];
  while (taken.length < count) taken.push((await messages.next()).value);
  return taken;
};

it('2 callers on 3 accounts: each stream hears every event of its account and its scopes, and none of another', async () => {
  const callers = CALLERS.map(({ type, ...caller }) => ({ ...caller, accounts: ACCOUNTS }));
  await using world = await startLiveWorld({ gateway: tokenAuth(...callers) });
  const streams = await Promise.all(
    CALLERS.flatMap(({ token, type }) =>
      ACCOUNTS.map(async (account) => {
        const headers = { ...bearer(token), 'stripe-account': account };
        // All that the caller may see; its types are not named.
        const messages = await world.subscribe('subscription { events { id } }', {}, headers);
        return { account, type, heard: take(messages, PER_STREAM) };
      }),
    ),
  );
  await eventually(() => {
    for (const account of ACCOUNTS) expect(world.hub.typesOf(account).length).toBeGreaterThan(30);
  });

  const created = Math.floor(Date.now() / 1_000);
  for (let n = 0; n < PER_STREAM; n += 1) {
    for (const { account, type } of streams) {
      const data = { object: { id: `obj_${n}` } };
      world.hub.publish({
        id: idOf(account, type, n),
        object: 'event',
        type,
        account,
        created,
        livemode: false,
        data,
      });
    }
  }

  for (const { account, type, heard } of streams) {
    const events = (await heard).map((message) => (message === 'complete' ? message : message.data?.events));
    expect(events).toEqual(Array.from({ length: PER_STREAM }, (_, n) => ({ id: idOf(account, type, n) })));
  }
});

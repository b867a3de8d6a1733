import { describe, expect, it } from 'vitest';
import { type EventPage, signalsSince } from '../../src/events/event-list.ts';

const event = (n: number) => ({
  id: `evt_${n}`,
  object: 'event',
  type: 'transfer.created',
  created: 1_800_000_000 - n,
  livemode: false,
  data: { object: { id: 'tr_1' } },
});

/** Reads pages as that list answers them, and counts them. */
const readBy = async (pageAfter: (after: string | undefined) => EventPage) => {
  let pages = 0;
  const signals = await signalsSince(
    async ({ starting_after: after }) => {
      pages += 1;
      return pageAfter(after);
    },
    ['transfer.created'],
    undefined,
    { account: undefined, most: 1_000 },
  );
  return { ids: signals?.map(({ id }) => id), pages };
};

describe('the list of events', () => {
  it('is read page by page, and told oldest first', async () => {
    const { ids, pages } = await readBy((after) =>
      after === undefined ? { data: [event(1), event(2)], has_more: true } : { data: [event(3)], has_more: false },
    );
    expect(ids).toEqual(['evt_3', 'evt_2', 'evt_1']);
    expect(pages).toBe(2);
  });

  it.each<[string, (after: string | undefined) => EventPage, number]>([
    ['one page again and again', () => ({ data: [event(1)], has_more: true }), 2],
    ['two pages in turn', (after) => ({ data: [after === 'evt_1' ? event(2) : event(1)], has_more: true }), 3],
    ['that there is more, and nothing', () => ({ data: [], has_more: true }), 1],
    ['that there is more, after an item without an id', () => ({ data: [{}], has_more: true }), 1],
  ])(
    'that answers %s is a gap: what is missing is not passed over in silence, and nothing is read for ever',
    async (_, pageAfter, most) => {
      expect(await readBy(pageAfter)).toEqual({ ids: undefined, pages: most });
    },
  );
});

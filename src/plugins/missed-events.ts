import { type EventPage, OVERLAP_SECONDS, type ReadEvents, signalsSince } from '../events/event-list.ts';
import type { Signal } from '../events/signal.ts';
import { isMissing } from '../graph/errors.ts';
import { MOMENT, restValue } from '../graph/kit/rest-value.ts';
import { checkedList } from '../graph/read/list-loader.ts';
import type { RestSession } from '../graph/read/rest-session.ts';
import { expectList, expectObject } from '../stripe/expectation.ts';
import { restPath } from '../stripe/path.ts';
import type { Asked } from './event-interest.ts';

/** The most events that a subscriber can catch up with. Whoever is further back is told that events were missed. */
const MOST_MISSED = 10_000;

/** REST's list of events, by one operation's calls. */
export const readEventsBy =
  (rest: RestSession): ReadEvents =>
  async (params) => {
    const path = restPath('/v1/events');
    const { body } = await rest.get<EventPage>(path, params, expectList(path, params, 'event'));
    return checkedList(body, path.text);
  };

/** The second of an event; undefined when REST does not keep it any more, or never had it. */
export const secondOf = async (id: string, rest: RestSession): Promise<number | undefined> => {
  const path = restPath('/v1/events/{id}', { id });
  try {
    return restValue((await rest.get(path, {}, expectObject('event', path))).body, 'created', MOMENT);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/**
 * What has happened since that second, oldest first, and once more what happened in the minute before: events are not
 * in order. Undefined when that is too much.
 */
export const missedSince = async (
  second: number,
  { types, node, account }: Asked,
  rest: RestSession,
): Promise<readonly Signal[] | undefined> => {
  const since = Math.max(0, second - OVERLAP_SECONDS);
  const signals = await signalsSince(readEventsBy(rest), [...types], since, { account, most: MOST_MISSED });
  return signals?.filter(({ type, data }) => types.has(type) && (node === undefined || data.object.id === node));
};

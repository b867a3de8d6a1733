import type { Logger } from 'pino';
import type { ReadEvents } from '../events/event-list.ts';
import type { EventObserver } from '../events/event-observer.ts';
import type { EventHub } from '../events/hub.ts';
import { Poller } from '../events/poller.ts';
import { RestSession } from '../graph/read/rest-session.ts';
import type { Resources } from '../graph/resources.ts';
import type { StripeClient } from '../stripe/client.ts';
import type { EventStreams } from './event-streams.ts';
import { readEventsBy } from './missed-events.ts';

/** How long one look at the list may take. */
const LOOK_MS = 10_000;
const MOST_CALLS = 50;

export interface PollOptions {
  readonly hub: EventHub;
  readonly streams: EventStreams;
  readonly client: StripeClient;
  readonly resources: Resources;
  readonly log: Logger;
  readonly observer: EventObserver | undefined;
}

/** Asks REST for events where they are not sent: under the gateway's key, for all who listen to an account together. */
export const pollEvents = ({ hub, streams, client, resources, log, observer }: PollOptions): Poller => {
  const readerOf =
    (account: string | undefined): ReadEvents =>
    async (params) => {
      const listener = streams.callerOn(account);
      if (listener === undefined) return { data: [], has_more: false };
      const rest = new RestSession({
        client,
        // What each of them may see was found out when they came.
        caller: { tenant: 'events', scopes: 'all', credentials: listener.credentials },
        domainsOf: resources.domainsOf,
        maxCalls: MOST_CALLS,
        deadline: performance.now() + LOOK_MS,
      });
      return readEventsBy(rest)(params);
    };
  const poller = new Poller({ hub, readerOf, types: resources.eventTypes, log, observer });
  hub.watchWith(poller);
  return poller;
};

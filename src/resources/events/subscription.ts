import { builder } from '../../graph/kit/builder.ts';
import { Event } from '../events.ts';
import { EventType } from './event-type.ts';

builder.subscriptionType({ description: 'What can be listened to, over server-sent events.' });

builder.subscriptionFields((t) => ({
  events: t.field({
    type: Event,
    description:
      'What happens from now on, or from after an event on. Each event comes at least once, under its `id`, and not always in order. The stream ends with an error that has `extensions.after` where events may have been missed (`EVENTS_MISSED`), or the gateway stops (`SERVER_STOPPING`): list what has happened, or subscribe again with that `after`.',
    args: {
      types: t.arg({
        type: [EventType],
        description: 'Only events of these types; without it all that the caller may see.',
      }),
      node: t.arg.id({ description: 'Only events of this one object.' }),
      after: t.arg.id({
        description:
          'The id of the last event that was seen: what has happened since, as far back as 30 days, comes first. Events of the minute before it may come again. One REST call, and two for every 100 events.',
      }),
    },
    // It is never called: the gateway itself feeds streams, and executes each event in a context of its own.
    subscribe: () => {
      throw new TypeError('Events are subscribed to by the gateway, not by the schema.');
    },
    resolve: (signal) => signal as never,
  }),
}));

import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { mayReadEvents } from '../graph/kit/event-scopes.ts';
import { livemode, timestamp } from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { lookUp } from '../graph/kit/lookup.ts';
import { reference, stub } from '../graph/kit/reference.ts';
import { OBJECT, oddValue, restValue, TEXT } from '../graph/kit/rest-value.ts';
import { describeId, stripeIdPattern } from '../graph/resource.ts';
import { Account } from './accounts.ts';
import { EVENT_TYPES, EventType, type RestEventType } from './events/event-type.ts';

/**
 * The keys of REST's events that are read here. The object in an event is as it was then, in the API version of then:
 * it is not shown.
 */
export interface RestEvent extends Pick<Stripe.Event, 'id' | 'object' | 'account' | 'created' | 'livemode'> {
  readonly type: RestEventType;
  readonly data: { readonly object: { readonly id: string } };
}

const PREFIX = 'evt_';
const ID = stripeIdPattern(PREFIX);

export const Event = builder.objectRef<RestEvent>('Event').implement({
  description:
    'Something has happened to an object. It is a signal: what the object is now is read when `node` is selected. REST: GET /v1/events.',
  fields: (t) => ({
    id: t.id({
      description: 'Stripe id, begins with `evt_`. The same event may come more than once, always under this id.',
      resolve: (event) => {
        const id = restValue(event, 'id', TEXT);
        if (ID.test(id)) return id;
        throw oddValue(event, 'id', 'the id of an event, such as "evt_1Abc"');
      },
    }),
    type: t.field({ type: EventType, description: 'What has happened.', resolve: ({ type }) => type }),
    created: timestamp(t, 'created', 'When it happened.'),
    livemode: livemode(t),
    account: reference(t, 'account', "The connected account that it happened on; null on the gateway's own.", {
      type: Account,
    }),
    node: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description:
        'The object that it happened to, as it is now and not as it was then. One REST call for each distinct one; its `id` alone costs none. Null when there is no such object any more.',
      extensions: { rest: { kind: 'reference', key: 'data', expandable: false } },
      resolve: (event, _args, context, info) => {
        const resource = context.resources.ofEvent(event.type);
        const id = restValue(restValue(restValue(event, 'data', OBJECT), 'object', OBJECT), 'id', TEXT);
        if (resource === undefined || !resource.idPattern.test(id)) {
          throw oddValue(event, 'data', resource ? describeId(resource) : 'an object of this graph');
        }
        if (context.planner.isFree(info)) return stub(resource, id);
        return lookUp(resource, id, context, info, true);
      },
    }),
  }),
});

const EventConnection = connectionType(Event, 'events', PREFIX);

/** REST narrows its list to so many types at most. */
const MOST_TYPES = 20;

builder.queryFields((t) => ({
  events: connection(t, EventConnection, {
    description:
      'What has happened of late, newest first; REST keeps 30 days. With more than 20 types, and so without `types` for who may see more, a page is taken from the list of all events, and holds fewer than were asked for where events between are of other types: page on while there is a next page.',
    args: {
      types: t.arg({
        type: [EventType],
        description: 'Only events of these types; without it all that the caller may see.',
      }),
      created: t.arg({ type: TimestampRange, description: 'Only those that happened in this range.' }),
    },
    endpoint: '/v1/events',
    isHistory: true,
    filters: ({ types, created }, _parent, context) => {
      const seen = mayReadEvents(types ?? EVENT_TYPES, types != null, context);
      return {
        created: restRange(created, 'created'),
        types: seen.length > MOST_TYPES ? undefined : [...seen],
      };
    },
    shows: ({ types }, context) => {
      const seen = new Set<unknown>(mayReadEvents(types ?? EVENT_TYPES, types != null, context));
      return (event) => seen.has((event as Partial<RestEvent>).type);
    },
  }),
}));

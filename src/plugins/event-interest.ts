import type { Interest } from '../events/hub.ts';
import { isEventId } from '../events/signal.ts';
import { badUserInput } from '../graph/errors.ts';
import { mayReadEvents } from '../graph/kit/event-scopes.ts';
import type { Context } from '../graph/operation/context.ts';

/** The arguments of `Subscription.events`. */
export interface EventArguments {
  readonly types?: readonly string[] | null;
  readonly node?: string | null;
  readonly after?: string | null;
}

/** What is listened to, and the event that was seen last. */
export interface Asked extends Interest {
  readonly after: string | undefined;
}

/** The types of events that a subscription may bring. Throws BAD_USER_INPUT. */
const typesOf = ({ types, node }: EventArguments, { resources }: Pick<Context, 'resources'>): readonly string[] => {
  const all = resources.eventTypes;
  if (node == null) return types ?? all;
  const resource = resources.ofId(node);
  const ofNode = all.filter((type) => resource !== undefined && resources.ofEvent(type) === resource);
  if (ofNode.length === 0) {
    const having = new Set(all.map((type) => resources.ofEvent(type)));
    const examples = [...having].flatMap((each) => (each ? [`${each.exampleId} (${each.typename})`] : []));
    throw badUserInput(`\`node\` must be the id of an object that has events: ${examples.join(', ')}.`);
  }
  const both = ofNode.filter((type) => types == null || types.includes(type));
  if (both.length > 0) return both;
  throw badUserInput('No event of `types` can be about that `node`. Leave `types` out, or give types of its kind.');
};

/** What the caller listens to. Throws BAD_USER_INPUT, and FORBIDDEN where they lack the scope. */
export const interestOf = (args: EventArguments, context: Pick<Context, 'caller' | 'resources'>): Asked => {
  const { types, node, after } = args;
  if (after != null && !isEventId(after)) throw badUserInput('`after` must be the id of an event, such as "evt_1Abc".');
  const seen = mayReadEvents(typesOf(args, context), types != null || node != null, context);
  return {
    account: context.caller.account,
    types: new Set(seen),
    node: node ?? undefined,
    after: after ?? undefined,
  };
};

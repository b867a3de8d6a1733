import type { GraphQLError } from 'graphql';
import type { Ending } from '../events/signal-queue.ts';
import { publicError } from '../graph/errors.ts';

/** Thrown where a stream ends that cannot go on. */
export class Ended extends Error {
  readonly ending: Ending;

  constructor(ending: Ending) {
    super(ending);
    this.name = 'Ended';
    this.ending = ending;
  }
}

/** What a subscriber is told of the end. `after` is where to go on from; null where that is not known. */
export const endingError = (ending: Ending, after: string | null): GraphQLError => {
  const extensions = { after };
  switch (ending) {
    case 'slow':
      return publicError('EVENTS_MISSED', 'Too many events wait to be read. Subscribe again, with `after`.', {
        retryable: true,
        extensions,
      });
    case 'gap':
      return publicError(
        'EVENTS_MISSED',
        'There may be events that this stream cannot bring: too many, or from too long ago. List them with `events`, and subscribe again.',
        { extensions },
      );
    case 'stopping':
      return publicError('SERVER_STOPPING', 'This gateway stops. Subscribe again, with `after`.', {
        retryable: true,
        extensions,
      });
    case 'unauthenticated':
      return publicError('UNAUTHENTICATED', 'The token of this subscription holds no longer.', { extensions });
    case 'changed':
      return publicError('UNAUTHENTICATED', 'What the token of this subscription may has changed. Subscribe again.', {
        retryable: true,
        extensions,
      });
  }
};

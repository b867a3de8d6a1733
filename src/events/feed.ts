import { type EventObserver, UNOBSERVED } from './event-observer.ts';
import type { EventHub } from './hub.ts';
import type { Signal } from './signal.ts';

/** Where the signals of webhooks go, so that every process hears of them. */
export interface Feed {
  /** Takes a signal in, once for all processes. Rejects when that cannot be said: it has to be sent again. */
  take(signal: Signal): Promise<void>;
  close(): void;
}

/** The feed of a process that is alone. */
export const memoryFeed = (hub: EventHub, observer: EventObserver = UNOBSERVED): Feed => ({
  take: async (signal) => {
    observer.received('webhook', hub.publish(signal));
  },
  close: () => {},
});

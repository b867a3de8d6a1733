import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type EventObserver, UNOBSERVED } from '../events/event-observer.ts';
import { type Feed, memoryFeed } from '../events/feed.ts';
import { EventHub } from '../events/hub.ts';
import { openRedisFeed } from '../events/redis-feed.ts';
import { createWebhookServer, WEBHOOK_PATH } from '../events/webhook-server.ts';
import { close, listen } from '../server.ts';
import type { SandboxAccess } from './messages.ts';
import type { WorkerLink } from './worker-link.ts';

/** What the sandbox signs with, new for each run. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(24).toString('hex')}`;

export interface EventsOptions {
  readonly config: Config;
  readonly sandbox: SandboxAccess | undefined;
  readonly primary: WorkerLink | undefined;
  readonly log: Logger;
  /** What REST signs webhooks with, as it is now. */
  readonly webhookSecrets: () => readonly string[];
  readonly observer?: EventObserver | undefined;
}

export interface JoinedEvents {
  readonly hub: EventHub;
  /** Listens for webhooks, and tells where; undefined where events are asked for. */
  readonly listen: () => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

type Way = 'webhook' | 'poll' | 'off';

const wayOf = ({ eventSource, webhookPort, auth }: Config, sandbox: SandboxAccess | undefined): Way => {
  if (eventSource !== undefined) return eventSource;
  const isTold = webhookPort !== undefined || sandbox !== undefined;
  return isTold && auth.way !== 'passthrough' ? 'webhook' : 'off';
};

/** The Redis that replicas share; the sandbox is this machine's alone. */
const sharedRedis = ({ config, sandbox }: EventsOptions): string | undefined =>
  sandbox === undefined ? config.redisUrl : undefined;

/**
 * Where the signals of webhooks go: to all replicas by Redis, to all workers by their primary, else to this process
 * alone.
 */
const openFeed = async (hub: EventHub, options: EventsOptions): Promise<Feed> => {
  const { config, primary, log, observer = UNOBSERVED } = options;
  const { redisPrefix, live } = config;
  const redisUrl = sharedRedis(options);
  if (redisUrl !== undefined) {
    const onChange = (isFed: boolean, trouble?: string) =>
      log[isFed ? 'info' : 'warn']({ eventStream: isFed, trouble }, 'shared events');
    const prefix = `${redisPrefix}:${live ? 'live' : 'test'}`;
    return openRedisFeed({ url: redisUrl, prefix, hub, onChange, observer });
  }
  if (primary === undefined) return memoryFeed(hub, observer);
  primary.onSignal((signal) => observer.received('primary', hub.publish(signal)));
  return primary.feed;
};

/** How this process hears of events; undefined when it does not. */
export const joinEvents = async (options: EventsOptions): Promise<JoinedEvents | undefined> => {
  const { config, sandbox, log, webhookSecrets, observer } = options;
  const way = wayOf(config, sandbox);
  if (way === 'off') return undefined;
  if (way === 'poll') {
    return { hub: new EventHub({ isFed: false }), listen: async () => undefined, close: async () => {} };
  }
  // Until Redis is there, and where it has lost what it was told, signals pass by.
  const hub = new EventHub({ isFed: sharedRedis(options) === undefined });
  const feed = await openFeed(hub, options);
  const server = createWebhookServer({
    secrets: sandbox ? () => [sandbox.webhookSecret] : webhookSecrets,
    live: config.live,
    take: (signal) => feed.take(signal),
    log,
    observer,
  });
  return {
    hub,
    listen: async () => {
      // The sandbox is on this machine, and so is whoever it tells.
      const host = sandbox ? '127.0.0.1' : config.host;
      return `${await listen(server, host, 'WEBHOOK_PORT', config.webhookPort ?? 0)}${WEBHOOK_PATH}`;
    },
    close: async () => {
      feed.close();
      await close(server);
    },
  };
};

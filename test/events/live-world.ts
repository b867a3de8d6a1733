import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { memoryFeed } from '../../src/events/feed.ts';
import { EventHub } from '../../src/events/hub.ts';
import { createWebhookServer, WEBHOOK_PATH } from '../../src/events/webhook-server.ts';
import type { GatewayOptions } from '../../src/gateway-options.ts';
import { type Answer, startWorld, type WorldOptions } from '../world.ts';

const SECRET = 'whsec_test_secret';

export const TRANSFER = 'tr_1Mio2dLkdIwHu7ixsUuCxJpu';

/** One message of a stream: a result, or that it is complete. */
export type Message = Answer | 'complete';

const messageOf = (block: string): Message | undefined => {
  const event = /^event: (\w+)$/m.exec(block)?.[1];
  if (event === 'complete') return 'complete';
  return event === 'next' ? (JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '') as Answer) : undefined;
};

/** What a stream of server-sent events says, message by message. */
export async function* messagesOf(response: Response): AsyncGenerator<Message> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const message = messageOf(block);
      if (message !== undefined) yield message;
    }
  }
}

export interface LiveOptions extends WorldOptions {
  /** Whether the sandbox sends webhooks; else events are asked for. */
  readonly isTold?: boolean;
}

/** A gateway over a sandbox that tells it what happens, by webhooks over real HTTP. */
export const startLiveWorld = async ({ isTold = true, gateway, ...options }: LiveOptions = {}) => {
  const hub = new EventHub({ isFed: isTold });
  const observer = gateway?.metrics?.events;
  const feed = memoryFeed(hub, observer);
  const webhooks = createWebhookServer({
    secrets: () => [SECRET],
    live: false,
    take: (signal) => feed.take(signal),
    log: pino({ level: 'silent' }),
    observer,
  }).listen(0, '127.0.0.1');
  await once(webhooks, 'listening');
  const world = await startWorld({ ...options, gateway: { events: hub, ...gateway } as Partial<GatewayOptions> });
  const url = `http://127.0.0.1:${(webhooks.address() as AddressInfo).port}${WEBHOOK_PATH}`;
  if (isTold) world.sandbox.sendWebhooks({ url, secret: SECRET });
  const open = async (
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Response> =>
    world.gateway.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      body: JSON.stringify({ query, variables }),
      ...(signal ? { signal } : {}),
    });
  let changes = 0;
  return {
    ...world,
    hub,
    url,
    open,
    /** Its messages in turn. The stream is open when this has come back. */
    subscribe: async (...asked: Parameters<typeof open>): Promise<AsyncGenerator<Message>> => {
      const response = await open(...asked);
      const messages = messagesOf(response);
      return messages;
    },
    /** One event, `transfer.updated`. */
    change: async (headers: Record<string, string> = {}): Promise<string> => {
      changes += 1;
      const description = `change ${changes}`;
      const query = `mutation ($d: String!) { updateTransfer(input: { id: "${TRANSFER}", description: $d, idempotencyKey: $d }) { __typename } }`;
      await world.fetch({ query, variables: { d: description } }, headers);
      return description;
    },
    get calls() {
      return world.calls;
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      hub.close();
      webhooks.close();
      webhooks.closeAllConnections();
      await world[Symbol.asyncDispose]();
    },
  };
};

export type LiveWorld = Awaited<ReturnType<typeof startLiveWorld>>;

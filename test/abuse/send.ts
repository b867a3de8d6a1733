import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Outcome } from './outcome.ts';

/**
 * Of a client that knows the media type of GraphQL: any other is told 200 of what was refused before it was executed,
 * as the specification has it.
 */
const JSON_TYPES = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

/** Whether an answer has arrived to its end. */
const isWhole = (said: string): boolean => {
  const end = said.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(said.slice(0, end))?.[1];
  return length === undefined ? said.endsWith('0\r\n\r\n') : said.length >= end + 4 + Number(length);
};

/** Where hostile requests go. */
export class Target {
  readonly #pool: Pool;
  readonly #port: number;

  constructor(origin: string, connections = 200) {
    this.#pool = new Pool(origin, { connections, headersTimeout: 30_000, bodyTimeout: 30_000 });
    this.#port = Number(new URL(origin).port);
  }

  /** A request as HTTP has it; no header but those given. */
  async send(
    method: 'GET' | 'POST' | 'OPTIONS' | 'PUT',
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body: string | Buffer | null = null,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    try {
      const answer = await this.#pool.request({ method, path, headers, body, signal: signal ?? null });
      return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
    } catch (error) {
      // A server that refuses a body may close while it is still being sent.
      const { code, message } = error as Error & { code?: string };
      return { status: 0, headers: {}, body: '', lost: code ?? message };
    }
  }

  json(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    return this.send('POST', '/graphql', { ...JSON_TYPES, ...headers }, body);
  }

  operation(query: string, variables: object = {}): Promise<Outcome> {
    return this.json(JSON.stringify({ query, variables }));
  }

  /** Leaves when the signal says so, and has then no answer. */
  abandon(query: string, variables: object, signal: AbortSignal): Promise<Outcome> {
    return this.send('POST', '/graphql', JSON_TYPES, JSON.stringify({ query, variables }), signal);
  }

  /**
   * Bytes as they are, each piece so long after the one before, on a connection of its own, until the other side ends
   * it or `patienceMs` have passed.
   */
  async raw(pieces: Iterable<string | Buffer>, everyMs = 0, patienceMs = 30_000): Promise<Outcome> {
    const socket = connect(this.#port, '127.0.0.1');
    let said = '';
    let isOver = false;
    const over = new Promise<void>((resolve) => {
      const end = (): void => {
        isOver = true;
        resolve();
      };
      const timer = setTimeout(end, patienceMs);
      socket.on('error', () => {});
      socket.on('close', () => {
        clearTimeout(timer);
        end();
      });
      socket.on('data', (chunk) => {
        said += chunk.toString('latin1');
        if (isWhole(said)) end();
      });
    });
    for (const piece of pieces) {
      if (isOver) break;
      socket.write(piece);
      if (everyMs > 0) await Promise.race([sleep(everyMs), over]);
    }
    await over;
    socket.destroy();
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1] ?? 0);
    const [, text = ''] = said.split('\r\n\r\n', 2);
    const [json = ''] = /\{.*\}/s.exec(text) ?? [];
    return { status, headers: {}, body: json };
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

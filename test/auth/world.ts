import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayOptions } from '../../src/gateway-options.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { type Answer, startWorld, type WorldOptions } from '../world.ts';

export const TRANSFER = 'tr_1Mio2dLkdIwHu7ixsUuCxJpu';

export const write = (name: string, content: unknown): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'gateway-')), name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A caller's token, in clear: the file has its hash alone. */
export interface Holder {
  readonly name: string;
  readonly token: string;
  readonly scopes: readonly string[];
  readonly accounts?: readonly string[];
  readonly restCallsPerSecond?: number;
}

const tokensFile = (holders: readonly Holder[]): string =>
  write(
    'tokens.json',
    holders.map(({ token, ...rest }) => ({ ...rest, sha256: sha256(token) })),
  );

export const tokenAuth = (...holders: Holder[]): Pick<GatewayOptions, 'auth'> => ({
  auth: { way: 'token', tokensFile: tokensFile(holders) },
});

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly answer: Answer;
}

/** A gateway over a sandbox, with what came to it under which key: the sandbox itself does not tell keys. */
export const startAuthWorld = async ({ gateway, ...options }: WorldOptions = {}) => {
  const world = await startWorld(options);
  const upstream = await startFaultyUpstream({ target: world.sandbox.url });
  const own = await startWorld({ ...options, gateway: { apiBase: upstream.url, ...gateway } });
  let forgotten = 0;
  const requests = () => upstream.requests.slice(forgotten);
  return {
    /** Those since the last `forget`. */
    get requests() {
      return requests();
    },
    forget: () => {
      forgotten = upstream.requests.length;
    },
    sandbox: world.sandbox,
    gateway: own.gateway,
    ask: async (
      query: string,
      headers: Record<string, string> = {},
      variables: Record<string, unknown> = {},
    ): Promise<Reply> => {
      const response = await own.fetch({ query, variables }, headers);
      return { status: response.status, headers: response.headers, answer: (await response.json()) as Answer };
    },
    /** Such as `GET /v1/transfers/tr_1 sk_test_1 acct_1`. */
    get sent(): string[] {
      return requests().map(({ method, path, headers }) =>
        [method, path, headers.authorization?.replace('Bearer ', ''), headers['stripe-account']]
          .filter(Boolean)
          .join(' '),
      );
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await own[Symbol.asyncDispose]();
      await upstream.close();
      await world[Symbol.asyncDispose]();
    },
  };
};

export type AuthWorld = Awaited<ReturnType<typeof startAuthWorld>>;

/** Of each error its code and path, for comparing. */
export const refusals = ({ answer }: Reply): { code: unknown; path: unknown }[] =>
  (answer.errors ?? []).map(({ extensions, path }) => ({ code: extensions?.code, path: path ?? null }));

export const refusedWith = (reply: Reply, status: number, code: string): string => {
  const [error] = reply.answer.errors ?? [];
  const { data } = reply.answer;
  const found = { status: reply.status, code: error?.extensions?.code, data: data ?? undefined };
  if (JSON.stringify(found) !== JSON.stringify({ status, code, data: undefined })) {
    throw new Error(`Expected ${status} ${code}, got ${JSON.stringify({ ...found, error })}`);
  }
  return error?.message ?? '';
};

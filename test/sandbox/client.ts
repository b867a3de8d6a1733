import { type RestObject, type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';

export interface Answer {
  status: number;
  headers: Headers;
  // What an answer holds is for the test to say.
  body: { [field: string]: unknown; data?: RestObject[]; error?: Record<string, string> };
}

export interface Client {
  sandbox: Sandbox;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, form?: string, headers?: Record<string, string>): Promise<Answer>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A bare HTTP client for a sandbox, which ends with it. `form` is written as it travels: `amount=400&metadata[a]=b`.
 */
export const clientFor = (sandbox: Sandbox): Client => {
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = { Authorization: `Bearer ${sandbox.key}`, ...(init.headers as Record<string, string>) };
    const response = await fetch(sandbox.url + path, { ...init, headers });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  };
  return {
    sandbox,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, form = '', headers = {}) =>
      send(path, {
        method: 'POST',
        body: form,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      }),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
};

/** A sandbox and a client for it. */
export const openClient = async (options: SandboxOptions): Promise<Client> => clientFor(await startSandbox(options));

export const ids = (answer: Answer): string[] => (answer.body.data ?? []).map(({ id }) => id);

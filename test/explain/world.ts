import type { PlannedCall } from '../../src/graph/plan/call-tree.ts';
import type { RecordedCall } from '../../src/graph/read/call-record.ts';
import type { Answer } from '../world.ts';

/** Whatever answers requests in this process. */
interface Asked {
  readonly gateway: { fetch(url: string, init: RequestInit): Response | Promise<Response> };
}

/** The response to an operation with the header that asks what it does. */
export const explained = async (
  { gateway }: Asked,
  query: string,
  { explain = 'calls', variables = {}, headers = {} }: Partial<Explanation> = {},
): Promise<Response> =>
  gateway.fetch('http://127.0.0.1/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-explain': explain, ...headers },
    body: JSON.stringify({ query, variables }),
  });

interface Explanation {
  readonly explain: string;
  readonly variables: Record<string, unknown>;
  readonly headers: Record<string, string>;
}

export const answerOf = async (...asked: Parameters<typeof explained>): Promise<Answer> =>
  (await (await explained(...asked)).json()) as Answer;

interface Rest {
  readonly calls?: readonly RecordedCall[];
  readonly plan?: readonly PlannedCall[];
}

const restOf = ({ extensions }: Answer): Rest => (extensions?.rest ?? {}) as Rest;

/** Undefined where they are not told. */
export const callsOf = (answer: Answer): readonly RecordedCall[] | undefined => restOf(answer).calls;

export const planOf = (answer: Answer): readonly PlannedCall[] | undefined => restOf(answer).plan;

/** What is the same each time it is asked. */
export const shortOf = ({ method, path, field }: RecordedCall): string => `${field}: ${method} ${path}`;

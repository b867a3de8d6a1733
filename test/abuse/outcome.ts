/** How one hostile request ended. */
export interface Outcome {
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Why there is no answer. */
  readonly lost?: string;
}

/**
 * What must become of the requests of one kind:
 * - `refused`: 4xx with a code, and nothing executed
 * - `coded`: every wrong field has an error with a code; where others are right, the status is 200 as GraphQL has it
 * - `cut`: 4xx of the HTTP server itself, before there is any GraphQL, or the end of the connection
 * - `harmless`: may be served, since what is hostile in it must have no effect; the upstream tells
 */
export type Expectation = 'refused' | 'coded' | 'cut' | 'harmless';

interface Coded {
  readonly code?: unknown;
  readonly extensions?: { readonly code?: unknown };
}

interface Answer {
  readonly data?: Readonly<Record<string, Coded | null>> | null;
  readonly errors?: readonly Coded[];
}

const parse = (body: string): Answer | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

/** The codes of all errors and of all problems that mutations answered with; undefined for one without. */
export const codesOf = ({ body }: Outcome): (string | undefined)[] => {
  const { data, errors = [] } = parse(body) ?? {};
  const problems = Object.values(data ?? {}).filter((value) => typeof value?.code === 'string');
  const codes = [...errors.map(({ extensions }) => extensions?.code), ...problems.map((value) => value?.code)];
  return codes.map((code) => (typeof code === 'string' ? code : undefined));
};

const MOST_ERRORS = 100;
const LONGEST_ANSWER = 128 * 1024;

/** Why an answer is not what it must be; undefined when it is. */
export const breach = (outcome: Outcome, expected: Expectation): string | undefined => {
  const { status, headers, body } = outcome;
  const codes = codesOf(outcome);
  if (status === 0 && expected !== 'cut') return `no answer: ${outcome.lost}`;
  if (status >= 500) return `${status}`;
  if (headers['access-control-allow-origin'] !== undefined) return 'access-control-allow-origin';
  if (codes.length > MOST_ERRORS) return `${codes.length} errors`;
  if (/\n\s+at |node_modules|sk_test_/.test(body)) return 'tells of its inside';
  if (codes.includes(undefined) || codes.includes('INTERNAL_SERVER_ERROR')) return 'an error without a code';
  if (expected === 'harmless') return undefined;
  if (expected === 'cut') return status === 0 || status >= 400 ? undefined : `${status}`;
  if (body.length > LONGEST_ANSWER) return `answer of ${body.length} bytes`;
  if (codes.length === 0) return `${status} without a code`;
  return expected === 'coded' || status >= 400 ? undefined : `${status} ${codes[0]}`;
};

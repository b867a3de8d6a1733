import { built } from '../processes.ts';
import type { Question } from '../questions.ts';

/** A server that can be measured. */
export interface Contender {
  /** As in `--servers` and in the tables. */
  readonly name: string;
  readonly command: readonly string[];
  /** Beside `PORT`, `UPSTREAM` and `REST_CONNECTIONS`, which all are given. */
  readonly environment: Readonly<Record<string, string>>;
  /** It is several processes, and not held to one core. */
  readonly isOnAllCores?: boolean;
  /** Answers 200 once it is ready. */
  readonly probe: string;
  /** Undefined for a question that it cannot answer. */
  readonly ask: (question: Question) => Asked | undefined;
}

export interface Asked {
  readonly path: string;
  readonly body: string;
  /** Whether the body holds a document, by the name `NAME`, that the server reads. */
  readonly isDocument: boolean;
}

/** The operation's name: a new one makes a document new. */
export const NAME = 'Asked';

/** @param query without a name: `($id: ID!) { … }` */
export const askedIn = (path: string, query: string, { variables }: Pick<Question, 'variables'>): Asked => ({
  path,
  body: JSON.stringify({ query: `query ${NAME}${query}`, variables }),
  isDocument: true,
});

/** The peers' own package. */
export const folder = built('../../../../test/bench/peers/');

/** Fields as REST names them. */
export const rest = (fields: string): string => fields.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Asks at that path what is written down for a question, in the words of its schema, and nothing else. */
export const askAt =
  (path: string, queries: Readonly<Record<string, string>>) =>
  (question: Question): Asked | undefined => {
    const query = queries[question.name];
    return query === undefined ? undefined : askedIn(path, query, question);
  };

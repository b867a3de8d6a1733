import { publicError } from '../graph/errors.ts';
import type { HttpRequest } from './http-request.ts';

/** The media types of a whole answer. */
export type JsonType = 'application/json' | 'application/graphql-response+json';

const takes = (range: string, type: string): boolean => {
  const [kind, part] = range.split('/');
  const [itsKind, itsPart] = type.split('/');
  return (kind === '*' || kind === itsKind) && (part === '*' || part === itsPart);
};

/** What a client takes, in its own order, and all of it in UTF-8: we have nothing else. */
const rangesOf = (accept: string): readonly string[] =>
  accept
    .replace(/\s/g, '')
    .toLowerCase()
    .split(',')
    .flatMap((each) => {
      const [range = '', ...parameters] = each.split(';');
      const charset = parameters.find((parameter) => parameter.includes('charset=')) ?? 'charset=utf-8';
      return charset === 'charset=utf-8' ? [range] : [];
    });

/** `application/json` where a range takes both: every client knows it. */
const typeIn = (range: string): JsonType | undefined => {
  if (takes(range, 'application/json')) return 'application/json';
  return takes(range, 'application/graphql-response+json') ? 'application/graphql-response+json' : undefined;
};

/**
 * The media type of a whole answer by the request's `Accept`: of the first range that takes one of ours. Undefined
 * where none does; what is answered then is graphql-yoga's to know.
 */
export const jsonTypeOf = (accept: string | null): JsonType | undefined => {
  // As nearly all send it.
  if (accept === null || accept === '' || accept === '*/*' || accept === 'application/json') return 'application/json';
  for (const range of rangesOf(accept)) {
    const type = typeIn(range);
    if (type !== undefined) return type;
  }
  return undefined;
};

/** What graphql-yoga makes of an answer for those who take no JSON. */
const OTHERS = ['text/event-stream', 'multipart/mixed'];

/**
 * Refuses whoever takes no answer that there is here. Before anything is executed: what a mutation has done would be
 * told to nobody otherwise.
 */
export const checkAccept = ({ headers }: Pick<HttpRequest, 'headers'>): void => {
  const accept = headers.get('accept');
  if (jsonTypeOf(accept) !== undefined) return;
  if (rangesOf(accept ?? '').some((range) => OTHERS.some((type) => takes(range, type)))) return;
  throw publicError('BAD_REQUEST', 'Nothing here is of a type that `Accept` takes: send `accept: application/json`.', {
    extensions: { http: { status: 406 } },
  });
};

/** Whether a client can be answered event by event. */
export const takesEvents = (accept: string | null): boolean =>
  accept !== null && /\btext\/event-stream\b/i.test(accept);

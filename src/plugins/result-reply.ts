import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { JsonType } from './media-type.ts';

/** A whole answer, as it leaves. */
export interface Reply {
  readonly status: number;
  /** Of its body. */
  readonly contentType: string;
  /** The others, by names in small letters; undefined where it has none. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly body: string;
}

/** A result, and how it becomes JSON where it knows better. */
export type StringifiedResult = ExecutionResult & { readonly stringify?: ((result: object) => string) | undefined };

type ShownError = GraphQLError | GraphQLFormattedError;

/** What an error says of the answer it is told in, by its extension `http`, which is not shown. */
interface HttpExtension {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** GraphQL over HTTP leaves the status 200 for clients that accept `application/json` alone. */
  readonly spec?: boolean;
}

const httpOf = ({ extensions }: ShownError): HttpExtension | undefined => extensions?.http as HttpExtension | undefined;

const shown = (error: ShownError): ShownError => {
  if (!(error instanceof GraphQLError)) return error;
  const { extensions: all = {}, ...others } = error.toJSON();
  const { http: _, ...extensions } = all;
  return Object.keys(extensions).length > 0 ? { ...others, extensions } : others;
};

/** The highest that any of its errors asks for. */
const statusOf = (errors: readonly ShownError[], type: JsonType): number => {
  let status = 0;
  for (const error of errors) {
    const http = httpOf(error);
    if (http === undefined || (http.spec && type === 'application/json')) continue;
    status = Math.max(status, http.status ?? 0);
  }
  return status === 0 ? 200 : status;
};

/** A result as an answer of HTTP: its errors say what status and headers it has. */
export const resultReply = (result: ExecutionResult, type: JsonType): Reply => {
  const { errors, stringify = JSON.stringify } = result as StringifiedResult;
  const contentType = `${type}; charset=utf-8`;
  if (errors === undefined) return { status: 200, contentType, headers: undefined, body: stringify(result) };
  const headers: Record<string, string> = {};
  for (const error of errors) {
    for (const [name, value] of Object.entries(httpOf(error)?.headers ?? {})) headers[name.toLowerCase()] = value;
  }
  return {
    status: statusOf(errors, type),
    contentType,
    headers,
    body: stringify({ ...result, errors: errors.map(shown) }),
  };
};

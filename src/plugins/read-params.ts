import type { Readable } from 'node:stream';
import type { GraphQLParams } from 'graphql-yoga';
import { type Body, readStream } from '../bytes/read-stream.ts';
import type { RequestLimits } from '../config/request-limits.ts';
import { publicError } from '../graph/errors.ts';
import { checkedParams } from './checked-params.ts';
import type { HttpRequest } from './http-request.ts';
import type { PersistedDocuments } from './persisted-documents.ts';
import { readQuery } from './read-query.ts';
import { fromJson, type JsonSizeLimits, notJson } from './request-json.ts';
import type { CheckSignature } from './router-signature.ts';
import { type SentParams, sentParams, withDocument } from './sent-params.ts';

type BodyLimits = JsonSizeLimits & Pick<RequestLimits, 'maxBodyBytes'>;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

const tooLong = (bytes: number) =>
  publicError('REQUEST_ENTITY_TOO_LARGE', `The body of a request may have ${bytes} bytes at most.`, {
    extensions: { http: { status: 413 } },
  });

/** A client that leaves in the middle is no fault of ours. */
const endedEarly = () => publicError('REQUEST_ABORTED', 'The request ended before its body did.');

const fromBody = (bytes: Body, limits: BodyLimits): SentParams => {
  if (bytes === 'too long') throw tooLong(limits.maxBodyBytes);
  if (bytes === 'ended early') throw endedEarly();
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    throw notJson();
  }
  return sentParams(fromJson(text, limits));
};

/** What a client may send, and how a document is known that it only names. */
export interface ParamsOptions {
  readonly limits: BodyLimits;
  readonly documents: PersistedDocuments | undefined;
  readonly checkSignature: CheckSignature | undefined;
}

/** Reads what a request asks for: a POST with JSON, or the query string of a GET. */
export interface ReadParams {
  readonly ofBody: (request: HttpRequest, body: Readable | undefined) => Promise<GraphQLParams>;
  readonly ofQuery: (address: string) => GraphQLParams;
}

export const createReadParams = ({ limits, documents, checkSignature }: ParamsOptions): ReadParams => {
  const checked = (sent: SentParams): GraphQLParams => {
    checkSignature?.(sent);
    return checkedParams(withDocument(sent, documents));
  };
  return {
    ofBody: async ({ headers }, body) => {
      if (Number(headers.get('content-length')) > limits.maxBodyBytes) throw tooLong(limits.maxBodyBytes);
      if (body === undefined) throw notJson();
      return checked(fromBody(await readStream(body, limits.maxBodyBytes), limits));
    },
    ofQuery: (address) => checked(readQuery(address, limits)),
  };
};

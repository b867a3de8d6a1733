import { REQUEST_ID_HEADER, SECURITY_HEADERS } from './answer-headers.ts';

export interface BadRequestAnswer {
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string;
}

export const JSON_TYPE = 'application/json; charset=utf-8';

/** Retryable where the same again may go better. */
export const badRequestBody = (message: string, retryable = false): string =>
  JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST', retryable } }] });

/** The answer to what was no request, or none that can be read: the connection ends with it. */
export const badRequestAnswer = (message: string, requestId: string, retryable = false): BadRequestAnswer => {
  const body = badRequestBody(message, retryable);
  return {
    headers: {
      ...SECURITY_HEADERS,
      [REQUEST_ID_HEADER]: requestId,
      'content-type': JSON_TYPE,
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    },
    body,
  };
};

import type { ServerResponse } from 'node:http';
import { LongText } from '../http/long-text.ts';

type Headers = Readonly<Record<string, string>>;

/** Sends all of an answer, whose length its headers tell. */
export const sendBytes = (response: ServerResponse, status: number, headers: Headers, body: Uint8Array): void => {
  response.writeHead(status, headers).end(body);
};

/**
 * Sends all of an answer that is text, whose length its headers tell.
 *
 * @param bytes how many it has in UTF-8
 */
export const sendText = (
  response: ServerResponse,
  status: number,
  headers: Headers,
  body: string,
  bytes: number,
): void => {
  response.writeHead(status, headers);
  // What has as many bytes as characters is ASCII, and needs no encoding.
  const encoding = bytes === body.length ? 'latin1' : 'utf8';
  if (!LongText.isLong(body)) return void response.end(body, encoding);
  // Apart from the end, so that it can be written in parts.
  response.write(body);
  response.end();
};

import type { IncomingMessage } from 'node:http';
import { RestError } from './errors.ts';

const largestBody = 1024 * 1024;

/** The body as text: a form, at most 1 MiB, in UTF-8. */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Too much is read to its end all the same: leaving the loop would close the connection before the answer.
    if (size <= largestBody) chunks.push(chunk);
  }
  if (size > largestBody) throw new RestError(413, 'The request body is too large.');
  if (size === 0) return '';
  const type = request.headers['content-type'] ?? '';
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    throw new RestError(400, 'Request bodies must be sent as application/x-www-form-urlencoded.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new RestError(400, 'Invalid request: the body is not UTF-8.');
  }
};

/** A target as people read it: nothing percent-encoded. What cannot be decoded stays as it is. */
export const readable = (target: string): string => {
  try {
    return decodeURIComponent(target.replaceAll('+', ' '));
  } catch {
    return target;
  }
};

/** One value per header: Node joins repeated ones with a comma, which then matches nothing. */
export const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

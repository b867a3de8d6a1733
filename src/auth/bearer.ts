import { Refusal } from './refusal.ts';

/** The part of a request's headers that tells who asks. */
export type RequestHeaders = Pick<Headers, 'get'>;

const BEARER = /^Bearer +([!-+\--~]{1,8192})$/i;

/** What stands in `Authorization: Bearer …`: one value. */
export const bearerOf = (headers: RequestHeaders): string => {
  const sent = headers.get('authorization');
  if (sent === null) throw new Refusal('unauthenticated', 'Say who asks: send `Authorization: Bearer …`.');
  const [, token] = BEARER.exec(sent) ?? [];
  if (token === undefined) throw new Refusal('unauthenticated', '`Authorization` must be `Bearer` and one token.');
  return token;
};

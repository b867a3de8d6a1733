import { setTimeout as sleep } from 'node:timers/promises';
import type { CannedAnswer, UpstreamRequest } from './faults.ts';

const json = (status: number, body: object, headers: Record<string, string> = {}): CannedAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const idempotencyError = (status: number, code?: string): CannedAnswer =>
  json(status, { error: { type: 'idempotency_error', ...(code === undefined ? {} : { code }) } });

/**
 * Answers as REST does with an idempotency store: the first answer of a key is kept, 500s too, and replayed;
 * other parameters under it are refused; a second request while the first is at work is turned away. Each
 * new POST makes an object, each GET finds one.
 */
export const answerOnce = (workMs = 0) => {
  const stored = new Map<string, { request: string; answer: CannedAnswer | undefined }>();
  let made = 0;
  return async ({ method, path, headers, body, idempotencyKey, n }: UpstreamRequest): Promise<CannedAnswer> => {
    const id = { 'request-id': `req_${n}` };
    if (method !== 'POST') return json(200, { id: 'obj_1', object: 'thing' }, id);
    const slot = `${headers.authorization} ${headers['stripe-account'] ?? ''} ${idempotencyKey}`;
    const request = `${path} ${body}`;
    const known = stored.get(slot);
    if (known !== undefined && known.request !== request) return idempotencyError(400);
    if (known !== undefined && known.answer === undefined) return idempotencyError(409, 'idempotency_key_in_use');
    if (known?.answer !== undefined) {
      return { ...known.answer, headers: { ...known.answer.headers, ...id, 'idempotent-replayed': 'true' } };
    }
    const entry: { request: string; answer: CannedAnswer | undefined } = { request, answer: undefined };
    stored.set(slot, entry);
    if (workMs > 0) await sleep(workMs);
    made += 1;
    entry.answer = json(200, { id: `obj_${made}`, object: 'thing', key: idempotencyKey }, id);
    return entry.answer;
  };
};

import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { RestObject } from './rest-object.ts';

/** Where events are sent, and what they are signed with. */
export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
}

/** REST tries for three days, with hours between at last; nobody waits so long for a sandbox. */
const pauses = [100, 500, 2_000, 10_000];

const signed = (body: string, { secret }: WebhookTarget): string => {
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${signature}`;
};

/** Whether it was taken. */
const sendOnce = async (body: string, target: WebhookTarget): Promise<boolean> => {
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Stripe-Signature': signed(body, target) },
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
};

/** Sends an event, again after a while where it was not taken, each time with a new signature. */
export const sendWebhook = async (event: RestObject, target: WebhookTarget): Promise<void> => {
  const body = JSON.stringify(event, null, 2);
  for (const milliseconds of pauses) {
    if (await sendOnce(body, target)) return;
    await pause(milliseconds, undefined, { ref: false });
  }
};

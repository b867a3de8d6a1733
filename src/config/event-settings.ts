import { z } from 'zod';
import { absent, type Fallback, type Setting, type SettingsOf, text, wholeNumber } from './setting.ts';

const WAYS = ['webhook', 'poll', 'off'] as const;

const eventSource: Setting<(typeof WAYS)[number] | undefined> = {
  variable: 'EVENTS',
  rule: z.enum(WAYS, { error: `must be one of ${WAYS.join(', ')}` }),
  fallback: { shown: '`webhook` with `WEBHOOK_PORT` or the sandbox, else `off`', of: () => undefined },
  meaning:
    'Where the events of subscriptions come from: `webhook` is told of them by REST, `poll` asks for them every two seconds, `off` has no subscriptions.',
};

const SECRET = /^whsec_[A-Za-z0-9+/=_-]{8,250}$/;

const splitList = (given: string): string[] => given.split(',').map((each) => each.trim());

const NONE: Fallback<readonly string[]> = { shown: 'none', of: () => [] };

const webhookSecrets: Setting<readonly string[]> = {
  variable: 'STRIPE_WEBHOOK_SECRET',
  rule: z
    .string()
    .refine((given) => splitList(given).every((each) => SECRET.test(each)), {
      error: 'must be signing secrets such as whsec_…, with commas between',
    })
    .transform(splitList),
  fallback: NONE,
  meaning: 'The signing secrets of the webhook endpoints that lead here, with commas between: any of them will do.',
};

export const eventSettings = {
  eventSource,
  webhookPort: wholeNumber(
    'WEBHOOK_PORT',
    { from: 0, to: 65_535, otherwise: absent('off') },
    'Where webhooks arrive, at `/webhooks/stripe`; a port of its own, so that nothing else can be reached there.',
  ),
  webhookSecrets,
  webhookSecretFile: text(
    'STRIPE_WEBHOOK_SECRET_FILE',
    { otherwise: absent() },
    'A file that holds them instead, read anew likewise.',
  ),
  maxStreams: wholeNumber(
    'MAX_STREAMS',
    { from: 1, to: 100_000, otherwise: 1000 },
    'The most subscriptions that are open at once.',
  ),
  maxStreamsPerCaller: wholeNumber(
    'MAX_STREAMS_PER_CALLER',
    { from: 1, to: 100_000, otherwise: 5 },
    'The most of one caller; no such limit holds while `AUTH` is `none`.',
  ),
};

/** How events come in, and who may listen. */
export type EventSettings = SettingsOf<typeof eventSettings>;

type Given = Readonly<Record<string, string | undefined>>;

/** What is wrong with variables that are right one by one, but do not go together. */
export const eventProblems = (given: Given): string[] => {
  const { EVENTS: way, WEBHOOK_PORT: port, STRIPE_WEBHOOK_SECRET: secret, AUTH: auth } = given;
  const isSandbox = given.STRIPE_SECRET_KEY === undefined && auth !== 'passthrough';
  const problems: string[] = [];
  if (isSandbox && secret !== undefined) {
    problems.push(
      'STRIPE_WEBHOOK_SECRET is set without STRIPE_SECRET_KEY: the sandbox signs with a secret of its own.',
    );
  }
  if (!isSandbox && (port === undefined) !== (secret === undefined)) {
    problems.push('WEBHOOK_PORT and STRIPE_WEBHOOK_SECRET need each other: set both, or neither.');
  }
  if (!isSandbox && way === 'webhook' && port === undefined) {
    problems.push('EVENTS is webhook without WEBHOOK_PORT: set it with STRIPE_WEBHOOK_SECRET, or EVENTS=poll.');
  }
  if ((way === 'poll' || way === 'off') && port !== undefined) {
    problems.push(`WEBHOOK_PORT has no use with EVENTS=${way}.`);
  }
  if (auth === 'passthrough' && ((way ?? 'off') !== 'off' || port !== undefined)) {
    problems.push('EVENTS must be off with AUTH=passthrough: whose account a key is on is not known here.');
  }
  return problems;
};

import { absent, flag, oneOf, text, wholeNumber } from './setting.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export const processSettings = {
  host: text(
    'HOST',
    {
      isValid: (given) => /^[A-Za-z0-9.:-]{1,253}$/.test(given),
      error: 'must be a host name or an address',
      otherwise: '127.0.0.1',
    },
    'Where it listens. Only on loopback while `AUTH` is `none`, but for the sandbox with `SANDBOX_OPEN`.',
  ),
  sandboxOpen: flag(
    'SANDBOX_OPEN',
    false,
    '`true` lets others reach the sandbox without `AUTH`, as in a container with `HOST=0.0.0.0`. Never with a key.',
  ),
  port: wholeNumber('PORT', { from: 0, to: 65_535, otherwise: 4000 }, 'Where it listens; 0 takes a free port.'),
  keepAliveTimeoutMs: wholeNumber(
    'KEEP_ALIVE_TIMEOUT_MS',
    { from: 1, to: 600_000, otherwise: 65_000 },
    'How long an idle connection is kept: longer than a balancer in front keeps it, or it meets connections that have just closed.',
  ),
  answerTimeoutMs: wholeNumber(
    'ANSWER_TIMEOUT_MS',
    { from: 100, to: 600_000, otherwise: 30_000 },
    'How long a client may take to read an answer. Until then, or until it has been read, the operation counts as in hand.',
  ),
  maxPendingAnswerBytes: wholeNumber(
    'MAX_PENDING_ANSWER_BYTES',
    { from: 1, to: 999_999_999, otherwise: 67_108_864 },
    'Memory for answers that wait to be read. Beyond it the client that has read nothing for longest is let go.',
  ),
  drainMs: wholeNumber(
    'DRAIN_MS',
    { from: 1, to: 600_000, otherwise: 30_000 },
    'How long requests in hand may take to finish after SIGTERM.',
  ),
  drainDelayMs: wholeNumber(
    'DRAIN_DELAY_MS',
    { from: 0, to: 600_000, otherwise: 0 },
    'How long new connections are still taken after SIGTERM, while `/ready` already answers 503.',
  ),
  metricsPort: wholeNumber(
    'METRICS_PORT',
    { from: 0, to: 65_535, otherwise: absent('off') },
    'Where Prometheus finds `/metrics`; a port of its own.',
  ),
  logLevel: oneOf('LOG_LEVEL', LOG_LEVELS, 'info', '`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.'),
};

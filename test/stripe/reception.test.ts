import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/stripe/attempt.ts';
import { Intake } from '../../src/stripe/intake.ts';
import { Reception } from '../../src/stripe/reception.ts';

const controller = { aborted: false, paused: false, reason: null, abort: () => {}, pause: () => {}, resume: () => {} };

const DEPARTURE = { mayLeave: () => true, onStale: () => {}, onEnd: () => {} };

describe('what a failure is called', () => {
  it.each<[string, Fault, Fault]>([
    // code, before anything was sent, afterwards
    ['ECONNREFUSED', 'connect', 'malformed'],
    ['ENOTFOUND', 'connect', 'malformed'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect', 'malformed'],
    ['ECONNRESET', 'connect', 'reset'],
    ['EPIPE', 'connect', 'reset'],
    ['UND_ERR_SOCKET', 'connect', 'reset'],
    ['CERT_HAS_EXPIRED', 'tls', 'malformed'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'malformed'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'malformed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'malformed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'malformed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'malformed'],
    ['EPROTO', 'tls', 'malformed'],
    ['UND_ERR_CLOSED', 'closed', 'malformed'],
    ['HPE_INVALID_CONSTANT', 'connect', 'malformed'],
    ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'connect', 'too_large'],
    ['UND_ERR_HEADERS_OVERFLOW', 'connect', 'too_large'],
  ])('%s', async (code, unsent, sent) => {
    const error = Object.assign(new Error('words'), { code });
    const early = new Reception(new Intake(1_000), DEPARTURE);
    early.onResponseError(controller, error);
    expect(await early.attempt).toMatchObject({ fault: unsent, sent: false });
    const late = new Reception(new Intake(1_000), DEPARTURE);
    late.onRequestStart(controller);
    late.onResponseError(controller, error);
    expect(await late.attempt).toMatchObject({ fault: sent, sent: true });
  });
});

import { describe, expect, it } from 'vitest';
import { parseStripeError } from '../../src/stripe/errors.ts';

describe('parseStripeError', () => {
  it('takes every field of an error object', () => {
    const error = {
      type: 'invalid_request_error',
      code: 'parameter_missing',
      decline_code: 'generic_decline',
      param: 'amount',
      message: 'Missing required param: amount.',
      doc_url: 'https://stripe.com/docs/error-codes/parameter-missing',
      request_log_url: 'https://dashboard.stripe.com/logs/req_1',
    };
    expect(parseStripeError({ error })).toEqual({
      type: 'invalid_request_error',
      code: 'parameter_missing',
      declineCode: 'generic_decline',
      param: 'amount',
      message: 'Missing required param: amount.',
      docUrl: 'https://stripe.com/docs/error-codes/parameter-missing',
    });
  });

  it.each([null, 'error', {}, { error: null }, { error: 'no' }, { error: {} }, { error: { type: 5 } }])(
    'finds none in %j',
    (body) => {
      expect(parseStripeError(body)).toBeUndefined();
    },
  );

  it('leaves out what has the wrong type, and links that are not web addresses', () => {
    const error = { type: 'api_error', code: 5, param: ['a'], message: {}, doc_url: 'javascript:alert(1)' };
    expect(parseStripeError({ error })).toEqual({ type: 'api_error' });
  });

  it('bounds and scrubs every text', () => {
    const secret = 'sk_live_canary';
    const parsed = parseStripeError({
      error: {
        type: secret,
        code: secret,
        param: secret,
        message: `${'x'.repeat(40_000)}`,
        doc_url: `https://x/${secret}`,
      },
    });
    expect(JSON.stringify(parsed)).not.toContain('canary');
    expect(parsed?.message).toHaveLength(2_000);
  });
});

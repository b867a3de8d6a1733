import { describe, expect, it } from 'vitest';
import { scrub } from '../../src/stripe/scrub.ts';

describe('scrub', () => {
  it.each([
    ['Invalid API Key provided: sk_test_4eC39HqLyjWD', 'Invalid API Key provided: [redacted]'],
    ['rk_live_abc pk_test_abc whsec_abc ek_test_abc', '[redacted] [redacted] [redacted] [redacted]'],
    ["The key 'sk_live_*********abcdef' may not", "The key '[redacted]' may not"],
    ['prefix_sk_live_abc', 'prefix_[redacted]'],
    ['pi_123_secret_456 and seti_1_secret_2', '[redacted] and [redacted]'],
  ])('takes the secrets out of %j', (text, clean) => {
    expect(scrub(text)).toBe(clean);
  });

  it.each(["No such transfer: 'tr_1'", 'task_id and risk_level', 'a_secret', 'whisk_y'])('leaves %j alone', (text) => {
    expect(scrub(text)).toBe(text);
  });

  it('is quick on long words', () => {
    const started = performance.now();
    scrub('a_'.repeat(500_000));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

import { describe, expect, it } from 'vitest';
import { scrub } from '../../src/stripe/scrub.ts';
import { leastEffort } from '../effort.ts';

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

  it('takes eight times as long for eight times as much, however long the words are', async () => {
    const [short, long] = ['a_'.repeat(60_000), 'a_'.repeat(480_000)];
    const effort = await leastEffort(() => scrub(short));
    // A pattern that goes back over what it has read would take 64 times as long.
    expect(await leastEffort(() => scrub(long))).toBeLessThan(24 * Math.max(effort, 0.5));
  });
});

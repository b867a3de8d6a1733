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
    ['Xsk_live_abc and 1rk_test_abc', 'X[redacted] and 1[redacted]'],
    ['key%3Dsk_live_abc', 'key%3D[redacted]'],
    ['a%20sk_abc', '[redacted]'],
    ['sk_org_live_abc', '[redacted]'],
    ['\\u0022sk_live_abc\\u0022', '\\u0022[redacted]\\u0022'],
    ['sk%5Flive%5Fabc', '[redacted]'],
    ['see %73%6B%5f%6c%69%76%65%5fabc now', 'see [redacted] now'],
    ['sk%255Flive%255Fabc', '[redacted]'],
    ['sk\\u005flive\\u005Fabc', '[redacted]'],
    ['sk\\u{5f}live\\u{00005f}abc', '[redacted]'],
    ['\\\\u0073k_live_abc', '[redacted]'],
    ['whsec%5Fabc', '[redacted]'],
    ['pi_1%5Fsecret%5F2', '[redacted]'],
    ['%3Dpi_1_secret_2', '%[redacted]'],
    ['\\x73k_live_abc', '[redacted]'],
    ['sk\\x5flive\\x5Fabc', '[redacted]'],
    ['&#115;k_live_abc', '[redacted]'],
    ['sk&#x5F;live&#095;abc', '[redacted]'],
    ['sk%2526%2523x5F;live_abc', '[redacted]'],
    ['{"Authorization": "Bearer abc.def-gh1"}', '{"Authorization": "Bearer [redacted]"}'],
    ['authorization: basic c2tfbGl2ZV9hYmM6', 'authorization: basic [redacted]'],
    ['no eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln here', 'no [redacted] here'],
    [
      'redis://:pass@redis:6379 and http://user:pa%40ss@proxy',
      'redis://[redacted]@redis:6379 and http://[redacted]@proxy',
    ],
  ])('takes the secrets out of %j', (text, clean) => {
    expect(scrub(text)).toBe(clean);
  });

  it.each([
    "No such transfer: 'tr_1'",
    'task_id and risk_level',
    'a_secret',
    'whisk_y',
    '100%25 of %7B%7D',
    'C:\\\\users',
    'Send `Authorization: Bearer …`: basic auth is not known.',
    'http://127.0.0.1:4000/graphql and a@b.example',
    'It takes Basic authentication.',
    'eyJack.x',
    'R&D &#8212; fine',
  ])('leaves %j alone', (text) => {
    expect(scrub(text)).toBe(text);
  });

  it.each(['a_', '%5F', '\\u005f', '\\', '%5F\\', '&#95;', '&#', 'eyJa.', '://', 'Basic '])(
    'takes eight times as long for eight times as much, however long the words are: %j',
    async (part) => {
      const [short, long] = [part.repeat(20_000), part.repeat(160_000)];
      // A pattern that goes back over what it has read takes 64 times as long each time; a disturbed machine now and
      // then.
      const tries = async (left: number): Promise<number> => {
        const effort = Math.max(await leastEffort(() => scrub(short)), 0.5);
        const ratio = (await leastEffort(() => scrub(long))) / effort;
        return ratio < 24 || left === 0 ? ratio : tries(left - 1);
      };
      expect(await tries(5)).toBeLessThan(24);
    },
  );
});

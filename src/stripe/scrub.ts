const REDACTED = '[redacted]';

// With a mode a key is one wherever it stands; without, `task_id` would be one too. Stripe masks keys as `sk_live_****abcdef`, which still names
// the key: the stars and the tail go too.
const KEY = /(?:(?<![A-Za-z0-9])(?:sk|rk|pk|ek)_|(?:sk|rk|pk|ek)_(?:live|test|org)_|whsec_)[\w*]+/g;
// The look-behind gives each word one starting point, so a long word cannot make this quadratic.
const CLIENT_SECRET = /(?<!\w)\w+?_secret_[\w*]+/g;

/** A word in which letters may stand as escapes. */
const WORD = /[\w*%\\{}]+/g;
const HAS_ESCAPE = /%[0-9A-Fa-f]{2}|\\u/;
const ESCAPE = /%([0-9A-Fa-f]{2})|(?<!\\)\\+u(?:\{0*([0-9A-Fa-f]{1,4})\}|([0-9A-Fa-f]{4}))/g;
/** Whoever escapes an escape has done it once or twice. */
const MAX_UNESCAPED = 3;

/** What each of them holds: most texts are looked through once and are as they were. */
const SUSPECT = /[srpe]k_|whsec_|_secret_|%[0-9A-Fa-f]{2}|\\u/;

const scrubPlain = (text: string): string => text.replace(KEY, REDACTED).replace(CLIENT_SECRET, REDACTED);

const unescapeOnce = (word: string): string =>
  word.replace(ESCAPE, (_, percent?: string, braced?: string, four?: string) =>
    String.fromCharCode(Number.parseInt(percent ?? braced ?? four ?? '', 16)),
  );

/** The word, or nothing of it where a key shows once its escapes are undone. */
const scrubEscaped = (word: string): string => {
  let plain = word;
  for (let n = 0; n < MAX_UNESCAPED && HAS_ESCAPE.test(plain); n += 1) {
    plain = unescapeOnce(plain);
    if (scrubPlain(plain) !== plain) return REDACTED;
  }
  return word;
};

/**
 * The text without API keys, webhook secrets, ephemeral keys and client secrets, also where they are escaped as in addresses (`sk%5Flive…`) or
 * strings (`sk\u005flive…`); each becomes `[redacted]`.
 */
export const scrub = (text: string): string => {
  if (!SUSPECT.test(text)) return text;
  const scrubbed = scrubPlain(text);
  return HAS_ESCAPE.test(scrubbed) ? scrubbed.replace(WORD, scrubEscaped) : scrubbed;
};

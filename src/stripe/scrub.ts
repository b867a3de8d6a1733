const REDACTED = '[redacted]';

// With a mode a key is one wherever it stands; without, `task_id` would be one too. Stripe masks keys as
// `sk_live_****abcdef`, which still names the key: the stars and the tail go too.
const KEY = /(?:(?<![A-Za-z0-9])(?:sk|rk|pk|ek)_|(?:sk|rk|pk|ek)_(?:live|test|org)_|whsec_)[\w*]+/g;
// The look-behind gives each word one starting point, so a long word cannot make this quadratic.
const CLIENT_SECRET = /(?<!\w)\w+?_secret_[\w*]+/g;
/** A token of a caller (JWT): three parts, of which the first begins as `{"` does in base64. */
const TOKEN = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g;
/** What stands behind the name of its way in a header, be it a key in base64. A word of a sentence has no digit. */
const CREDENTIALS = /\b(Basic|Bearer)(\s+)(?=[\w.~+/-]*\d)[\w.~+/-]{8,}=*/gi;
/** The name and the password in an address. */
const IN_ADDRESS = /:\/\/[^\s/?#@]*@/g;

/** A word in which letters may stand as escapes: of an address, of a string, or of a page. */
const WORD = /[\w*%\\{}&#;]+/g;
const HAS_ESCAPE = /%[0-9A-Fa-f]{2}|\\[ux]|&#/;
const ESCAPE =
  /%([0-9A-Fa-f]{2})|(?<!\\)\\+(?:u\{0*([0-9A-Fa-f]{1,4})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))|&#(?:[xX]0*([0-9A-Fa-f]{1,4})|0*(\d{1,5}));?/g;
/** Whoever escapes an escape has done it once or twice. */
const MAX_UNESCAPED = 3;

/** What each of them holds: most texts are looked through once and are as they were. */
const SUSPECT = /[srpe]k_|whsec_|_secret_|eyJ|basic|bearer|:\/\/|%[0-9A-Fa-f]{2}|\\[ux]|&#/i;

const scrubPlain = (text: string): string => text.replace(KEY, REDACTED).replace(CLIENT_SECRET, REDACTED);

const unescapeOnce = (word: string): string =>
  word.replace(ESCAPE, (_, ...parts: (string | undefined)[]) => {
    const [percent, braced, four, two, hexadecimal, decimal] = parts;
    const code = percent ?? braced ?? four ?? two ?? hexadecimal;
    return String.fromCharCode(code === undefined ? Number(decimal) : Number.parseInt(code, 16));
  });

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
 * The text without API keys, webhook secrets, ephemeral keys and client secrets, also where they are escaped as in
 * addresses (`sk%5Flive…`), strings (`sk\u005flive…`) or pages (`sk&#95;live…`), and without the credentials of headers
 * and addresses; each becomes `[redacted]`.
 */
export const scrub = (text: string): string => {
  if (!SUSPECT.test(text)) return text;
  const scrubbed = scrubPlain(text)
    .replace(CREDENTIALS, `$1$2${REDACTED}`)
    .replace(TOKEN, REDACTED)
    .replace(IN_ADDRESS, `://${REDACTED}@`);
  return HAS_ESCAPE.test(scrubbed) ? scrubbed.replace(WORD, scrubEscaped) : scrubbed;
};

/** Longer than any secret. */
const MAX_SECRET = 2_000;

/** The same, no longer than that. A secret that is cut would not be known for one: it is looked for before. */
export const scrubbedHead = (text: string, max: number): string => {
  const scrubbed = scrub(text.slice(0, max + MAX_SECRET));
  return scrubbed.length > max ? `${scrubbed.slice(0, max)}…` : scrubbed;
};

// Stripe masks keys as `sk_live_****abcdef`, which still names the key: the stars and the tail go too.
const KEY = /(?<![A-Za-z0-9])(?:sk|rk|pk|whsec|ek)_[\w*]+/g;
// The look-behind gives each word one starting point, so a long word cannot make this quadratic.
const CLIENT_SECRET = /(?<!\w)\w+?_secret_[\w*]+/g;

/** The text without API keys, webhook secrets, ephemeral keys and client secrets; each becomes `[redacted]`. */
export const scrub = (text: string): string => text.replace(KEY, '[redacted]').replace(CLIENT_SECRET, '[redacted]');

import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far a webhook's time may be from ours, in seconds, before or after. */
export const TOLERANCE_SECONDS = 300;
/** Of a secret that is being replaced REST sends two. */
export const MOST_SIGNATURES = 16;
/** What so many signatures take, with room for those of other schemes. */
const MOST_CHARACTERS = 4_096;

/** Why a webhook is not believed. */
export type SignatureProblem = 'malformed' | 'too-many-signatures' | 'too-old' | 'of-the-future' | 'not-signed-by-us';

interface Header {
  readonly time: string;
  /** Of the scheme `v1`, in hexadecimal. */
  readonly signatures: readonly string[];
}

const readHeader = (header: string): Header | SignatureProblem => {
  if (header.length > MOST_CHARACTERS) return 'too-many-signatures';
  const times: string[] = [];
  const signatures: string[] = [];
  for (const part of header.split(',')) {
    const [, name, value = ''] = /^\s*([a-z]\w{0,7})=([0-9a-f]{1,128})\s*$/.exec(part) ?? [];
    if (name === undefined) return 'malformed';
    if (name === 't') times.push(value);
    // Other schemes are for other readers: `v0` is made of nothing secret.
    if (name === 'v1') signatures.push(value);
  }
  const [time] = times;
  if (times.length !== 1 || time === undefined || !/^\d{1,12}$/.test(time)) return 'malformed';
  if (signatures.length > MOST_SIGNATURES) return 'too-many-signatures';
  return { time, signatures };
};

const isEqual = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other);

/**
 * What is wrong with the signature of a webhook (`Stripe-Signature`, scheme v1: HMAC-SHA256 over time and raw body);
 * undefined when one of the secrets has signed these very bytes of late. All signatures are compared with all secrets
 * in constant time, so that the time tells nothing.
 */
export const signatureProblem = (
  header: string | undefined,
  body: Buffer,
  secrets: readonly string[],
  nowSeconds: number,
): SignatureProblem | undefined => {
  const read = readHeader(header ?? '');
  if (typeof read === 'string') return read;
  const { time, signatures } = read;
  const expected = secrets.map((secret) => createHmac('sha256', secret).update(`${time}.`).update(body).digest());
  const sent = signatures.map((signature) => Buffer.from(signature, 'hex'));
  const matches = sent.flatMap((one) => expected.map((other) => isEqual(one, other))).filter(Boolean);
  if (matches.length === 0) return 'not-signed-by-us';
  // The time is signed with the rest, so it is worth a look only now.
  if (Number(time) < nowSeconds - TOLERANCE_SECONDS) return 'too-old';
  return Number(time) > nowSeconds + TOLERANCE_SECONDS ? 'of-the-future' : undefined;
};

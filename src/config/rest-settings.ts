import { BASE, isBase, isContext } from './key-use.ts';
import { absent, alsoInLowerCase, type Fallback, flag, type SettingsOf, text, wholeNumber } from './setting.ts';

/** Its name and password go into a header, so that they must be readable; a path would go nowhere. */
const isProxy = (given: string): boolean => {
  if (!URL.canParse(given)) return false;
  const { protocol, hostname, pathname, search, username, password } = new URL(given);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  return /^https?:$/.test(protocol) && hostname !== '' && pathname === '/' && search === '';
};

/** Four fifths of what REST allows a key in a second, reads and writes each; it allows live keys more. */
const CALLS_PER_SECOND: Fallback<number> = { shown: '80, or 20', of: ({ live }) => (live ? 80 : 20) };

export const restSettings = {
  apiBase: text(
    'STRIPE_API_BASE',
    {
      isValid: isBase,
      error: BASE,
      otherwise: 'https://api.stripe.com',
    },
    'Address of the REST API: https, or with test keys http on loopback. Only with a key, or `AUTH=passthrough`.',
  ),
  allowHttp: flag(
    'STRIPE_ALLOW_HTTP',
    false,
    '`true` lets test keys go over http to another machine, such as `http://stripe-mock:12111` in a compose file. Live keys never do.',
  ),
  apiVersion: text(
    'STRIPE_API_VERSION',
    {
      // Beta flags belong to the version: `; treasury_beta=v1`.
      isValid: (given) => given.length <= 255 && /^\d{4}-\d{2}-\d{2}(\.[a-z]+)?(; ?[a-z0-9_]+=v\d{1,4})*$/.test(given),
      error: 'must be a version such as 2024-11-20.acacia',
      otherwise: '2024-11-20.acacia',
    },
    'Sent as `Stripe-Version`; beta flags may follow: `2024-11-20.acacia; treasury_beta=v1`.',
  ),
  account: text(
    'STRIPE_ACCOUNT',
    {
      isValid: (given) => /^acct_[A-Za-z0-9]{1,64}$/.test(given),
      error: 'must be the id of a connected account, acct_…',
      otherwise: absent(),
    },
    'A connected account to act on, sent as `Stripe-Account`.',
  ),
  context: text(
    'STRIPE_CONTEXT',
    {
      isValid: isContext,
      error: 'must be an account, acct_…, or the way to one, acct_…/acct_…',
      otherwise: absent(),
    },
    'The account to act on with the key of an organisation (`sk_org_…`), sent as `Stripe-Context`: `acct_…`, or `acct_…/acct_…` for one that is connected to it.',
  ),
  httpsProxy: alsoInLowerCase(
    text(
      'HTTPS_PROXY',
      {
        isValid: isProxy,
        error: 'must be the address of a proxy such as http://proxy.example:3128, with user:password@ where it asks',
        otherwise: absent(),
      },
      'A proxy that the REST API is reached through, by a tunnel (CONNECT); see [operations.md](operations.md). `https_proxy` will do too, and goes first.',
    ),
  ),
  noProxy: alsoInLowerCase(
    text(
      'NO_PROXY',
      { otherwise: absent() },
      'Hosts and domains that are reached without it, with commas between; `*` is all. `no_proxy` will do too.',
    ),
  ),
  restConnections: wholeNumber(
    'REST_CONNECTIONS',
    { from: 1, to: 10_000, otherwise: 256 },
    'The most connections to the REST API, and so calls in flight. A fifth is kept for mutations.',
  ),
  restConnectTimeoutMs: wholeNumber(
    'REST_CONNECT_TIMEOUT_MS',
    { from: 10, to: 600_000, otherwise: 5000 },
    'How long it may take to connect.',
  ),
  restReadTimeoutMs: wholeNumber(
    'REST_READ_TIMEOUT_MS',
    { from: 10, to: 600_000, otherwise: 8000 },
    'How long one attempt of a read may take, to the end of the answer.',
  ),
  restWriteTimeoutMs: wholeNumber(
    'REST_WRITE_TIMEOUT_MS',
    { from: 10, to: 600_000, otherwise: 15_000 },
    'The same for a write.',
  ),
  restReadDeadlineMs: wholeNumber(
    'REST_READ_DEADLINE_MS',
    { from: 10, to: 600_000, otherwise: 20_000 },
    'How long a read may take with all its attempts.',
  ),
  restWriteDeadlineMs: wholeNumber(
    'REST_WRITE_DEADLINE_MS',
    { from: 10, to: 600_000, otherwise: 25_000 },
    'The same for a write.',
  ),
  restMaxAnswerBytes: wholeNumber(
    'REST_MAX_ANSWER_BYTES',
    { from: 1, to: 999_999_999, otherwise: 16_777_216 },
    'The longest answer of the REST API.',
  ),
  restReadsPerSecond: wholeNumber(
    'REST_READS_PER_SECOND',
    { from: 1, to: 10_000, otherwise: CALLS_PER_SECOND },
    'The most reads of one account in a second. 80 when `STRIPE_LIVE`, else 20: four fifths of what REST allows. The sandbox has no such limit, nor the next four.',
  ),
  restWritesPerSecond: wholeNumber(
    'REST_WRITES_PER_SECOND',
    { from: 1, to: 10_000, otherwise: CALLS_PER_SECOND },
    'The most writes of one account in a second.',
  ),
  restEndpointPerSecond: wholeNumber(
    'REST_ENDPOINT_PER_SECOND',
    { from: 1, to: 10_000, otherwise: 20 },
    'The most calls of one account in a second to one endpoint, such as `GET /v1/transfers/{id}` for all ids.',
  ),
  restQueue: wholeNumber(
    'REST_QUEUE',
    { from: 1, to: 10_000, otherwise: 512 },
    'The most REST calls that wait for their turn, over all accounts. A fifth is kept for mutations; when it is full, whoever has most in it gives up a place to one who has less.',
  ),
  restQueueWaitMs: wholeNumber(
    'REST_QUEUE_WAIT_MS',
    { from: 0, to: 20_000, otherwise: 2000 },
    'How long a REST call may wait for a connection, and one of a mutation for its turn. A read waits for its turn as long as its operation has time. What would wait longer for its turn is `OVERLOADED` at once.',
  ),
  restBreakAfter: wholeNumber(
    'REST_BREAK_AFTER',
    { from: 1, to: 10_000, otherwise: 20 },
    'Requests of one account that fail in a row before REST is not asked for two seconds.',
  ),
};

/** How the REST API is asked. */
export type RestSettings = SettingsOf<typeof restSettings>;

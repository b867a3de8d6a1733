/** What Redis is asked for, and what that needs. */
const NEEDS = {
  bookings: { commands: 'scripts, sorted sets, TIME', one: 'a booking' },
  events: { commands: 'scripts, streams', one: 'an event' },
} as const;

export type Purpose = keyof typeof NEEDS;

/** What Redis, the client and TLS say, and what it means for whoever runs the gateway. The first that fits is told. */
const TROUBLES: readonly (readonly [said: RegExp, told: string])[] = [
  [/^(WRONGPASS|NOAUTH|ERR invalid password)/, 'refuses the user or the password of REDIS_URL'],
  [
    /^NOPERM/,
    'does not allow the user of REDIS_URL what <purpose> need: <commands>, and keys that begin with {REDIS_PREFIX',
  ],
  [/DB index is out of range/, 'has no such database as REDIS_URL names'],
  [/^READONLY/, 'is a replica that takes no writes: REDIS_URL must lead to the primary'],
  [
    /^(MOVED|ASK|CROSSSLOT|CLUSTERDOWN)/,
    'is a node of a cluster that does not hold the keys: REDIS_URL must lead to one that routes',
  ],
  [/^OOM/, 'has no memory left'],
  [/max number of clients/, 'has as many clients as it takes'],
  [/unknown (redis )?command/i, 'does not know or allow a command that <purpose> need: <commands>'],
  [/^(BUSY|UNKILLABLE)|script killed/i, 'is busy with a script, or has ended one'],
  [/^LOADING/, 'is reading its data'],
  [/^(MASTERDOWN|MISCONF|NOREPLICAS)/, 'takes no writes at the moment'],
  [/certificate|^CERT_|_CERT|ALTNAME/i, 'has a certificate that is not trusted: NODE_EXTRA_CA_CERTS names one that is'],
  [/^(EPROTO|ERR_SSL)|ssl|tls/i, 'does not speak TLS, or not on this port'],
  [/^(ENOTFOUND|EAI_AGAIN)/, 'has a name that is not known'],
  [/^Command timed out/, 'does not answer in time'],
  [/^E[A-Z]+$|connect|closed|writeable/i, 'cannot be reached'],
];

/** Why Redis is of no use. Of what was said only the kind is told: it can hold names of accounts, and what was sent. */
export const troubleOf = (
  { code = '', message }: { readonly code?: string; readonly message: string },
  purpose: Purpose,
): string => {
  const { commands, one } = NEEDS[purpose];
  const told = TROUBLES.find(([said]) => (code !== '' && said.test(code)) || said.test(message))?.[1];
  const known = told?.replace('<purpose>', purpose).replace('<commands>', commands);
  return `Redis ${known ?? `refuses ${one}: ${/^[A-Z]{2,20}\b/.exec(message)?.[0] ?? 'it does not say why'}`}.`;
};

/** What an address must not have, and what to do instead. The first that fits is told. */
const FAULTS: readonly (readonly [given: RegExp, told: string])[] = [
  [/^\/|^unix:|^redis(s?):\/\/\//i, 'a socket file cannot be used, only a host'],
  [/^[\w+.-]*sentinel/i, 'sentinels are not asked: name the host that leads to the primary'],
  [/^\w+:\/\/(?:[^/?#]*@)?[^@/?#]*,[^@]*$/, 'there can be one host only: name the one that leads to the primary'],
  // The client would take what it finds there for its own settings.
  [/[?#]/, 'nothing may come after a ? or #, which in a password are written as %3F and %23'],
  [/\s/, 'there can be no blank in it, which in a password is written as %20'],
  [/^[a-z]*[A-Z]\w*:\/\//, 'redis or rediss is written in small letters'],
];

const FORM = 'must be an address such as redis://host:6379/0, or rediss://user:password@host:6379 for TLS';

const canBeDecoded = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

/**
 * What is wrong with an address of Redis; undefined when it can be used. Nothing of it is in the answer: it can hold a
 * password.
 */
export const redisAddressProblem = (given: string): string | undefined => {
  const fault = FAULTS.find(([bad]) => bad.test(given))?.[1];
  if (fault !== undefined) return `${FORM}; ${fault}`;
  if (!URL.canParse(given)) return FORM;
  const { protocol, hostname, port, pathname, username, password } = new URL(given);
  if (!canBeDecoded(username) || !canBeDecoded(password)) return `${FORM}; a % in a password is written as %25`;
  if (!/^rediss?:$/.test(protocol) || hostname === '' || port === '0') return FORM;
  return /^(\/\d{0,4})?$/.test(pathname) ? undefined : `${FORM}; what comes after the host is the number of a database`;
};

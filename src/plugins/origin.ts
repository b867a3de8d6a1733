/** The headers that browsers write themselves, and no page can. */
type BrowserHeaders = Pick<Headers, 'get'>;

/**
 * Names of this machine itself. Under any other name the request may come from a page whose own name was made to point
 * here (DNS rebinding).
 */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

export const isLoopbackName = (host: string): boolean => LOOPBACK.test(host);

/** Whether a page at `origin` came from `host`. The scheme may differ: TLS often ends in front of the gateway. */
const isOwnOrigin = (origin: string, host: string): boolean => {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: named } = new URL(origin);
  const own = `${protocol}//${host}`;
  return named !== '' && URL.canParse(own) && new URL(own).host === named;
};

/**
 * Whether a page of another site makes the browser send this. No browser sends a JSON POST there without asking first;
 * this refuses what it would not have asked for, such as a GET, and what a wrong answer further out has let through.
 */
export const isForeign = (headers: BrowserHeaders, host: string, allowed: ReadonlySet<string>): boolean => {
  const origin = headers.get('origin');
  if (origin !== null && allowed.has(origin)) return false;
  if (origin !== null && !isOwnOrigin(origin, host)) return true;
  const site = headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin' && site !== 'none';
};

/** A name or an address with or without a port, and nothing that would make another part of an address of it. */
const HOST = /^(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::\d{0,5})?$/;

/** The names that a gateway is asked under are few; any other is looked at each time. */
const MAX_KNOWN = 16;
const known = new Set<string>();

/** Whether it is the name of a host. An address that is read for that with each request is 2 percent of a small one. */
export const isHost = (text: string): boolean => {
  if (known.has(text)) return true;
  if (!HOST.test(text) || !URL.canParse(`http://${text}`)) return false;
  if (known.size === MAX_KNOWN) known.clear();
  known.add(text);
  return true;
};

/** As nearly all are: there is nothing in it to read. */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_-]+)+$/;

/** A path with or without a query string, as clients send it to a server and not to a proxy. */
export const isPath = (text: string): boolean =>
  PLAIN_PATH.test(text) || (text.startsWith('/') && URL.canParse(text, 'http://localhost'));

/** A name or an address with or without a port, and nothing that would make another part of an address of it. */
const HOST = /^(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::\d{0,5})?$/;

export const isHost = (text: string): boolean => HOST.test(text) && URL.canParse(`http://${text}`);

/** As nearly all are: there is nothing in it to read. */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_-]+)+$/;

/** A path with or without a query string, as clients send it to a server and not to a proxy. */
export const isPath = (text: string): boolean =>
  PLAIN_PATH.test(text) || (text.startsWith('/') && URL.canParse(text, 'http://localhost'));

import type { ServerResponse } from 'node:http';

/** How long what a client still sends is read and thrown away. */
export const LINGER_MS = 2_000;

/**
 * Lets a client read an answer that came before it had sent all of its request (lingering close): if the connection
 * closed at once, with bytes of the client unread, the system would reset it, and the client would lose what it had not
 * read yet.
 */
export const linger = (response: ServerResponse): void => {
  const { req, socket } = response;
  if (socket === null || req.complete) return;
  // What Node calls when the last answer of a connection has been written.
  socket.destroySoon = () => {
    socket.end();
    req.resume();
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
  };
};

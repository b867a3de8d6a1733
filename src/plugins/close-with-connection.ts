import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The answers that wait for their turn on a connection. */
const waiting = new WeakMap<Socket, Set<ServerResponse>>();

const waitingOn = (socket: Socket): Set<ServerResponse> => {
  const known = waiting.get(socket);
  if (known) return known;
  const answers = new Set<ServerResponse>();
  waiting.set(socket, answers);
  socket.once('close', () => {
    for (const answer of answers) {
      answer.destroy();
      answer.emit('close');
    }
  });
  return answers;
};

/**
 * Lets an answer hear that its connection has closed while it waits behind another (pipelining). Node tells it only to
 * the answer whose turn it is: the others would never be known as given up, and what is held for them, such as a place
 * among the operations, never be free again.
 */
export const closeWithConnection = ({ socket }: IncomingMessage, response: ServerResponse): void => {
  if (response.socket !== null) return;
  const answers = waitingOn(socket);
  answers.add(response);
  response.once('close', () => answers.delete(response));
};

import type { ChildProcess } from 'node:child_process';

/** What Node's cluster gives to a worker: `newconn`, a connection that came in at the server `key`. */
interface Message {
  readonly act?: string;
  readonly key?: string;
}

interface Handle {
  close(): void;
}

/**
 * Ends connections that were given to a worker which has ended before it took them. Node's cluster closes its own end
 * of a connection when the worker says that it has it, and never when the worker is gone: the client would wait for
 * ever. It gives a worker one connection of each server at a time, so that all but the last have been taken.
 */
export const endHandedOver = (worker: ChildProcess): void => {
  const last = new Map<string, Handle>();
  const send = worker.send.bind(worker) as (...args: unknown[]) => boolean;
  worker.send = (...args: unknown[]): boolean => {
    const [message, handle] = args as [Message, Handle | undefined];
    if (message.act === 'newconn' && handle !== undefined) last.set(message.key ?? '', handle);
    return send(...args);
  };
  worker.once('exit', () => {
    // Of one that was taken, this end is closed already: nothing happens.
    for (const handle of last.values()) handle.close();
    last.clear();
  });
};

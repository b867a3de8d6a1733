import { fstatSync, write, writeSync } from 'node:fs';
import { Socket } from 'node:net';

/** Where the text of a log goes. Nothing here ever waits for it. */
export interface Sink {
  /** Writes, and tells when that has been done or has failed. */
  readonly write: (text: string, done: (error?: Error | null) => void) => void;
  /** Writes at once as much as can be written at once, and throws where that is not all. */
  readonly writeNow: (text: string) => void;
  /** A write that stalls holds a thread, without which the process cannot end. */
  readonly holdsThread: boolean;
}

/**
 * A pipe or a socket: its reader may stall. The event loop waits for it and no thread does, so that the process can end
 * at any time; Node's own `process.stdout` would wait in place of everything else, and must not be touched beside this.
 */
const streamSink = (fd: number): Sink => {
  const socket = new Socket({ fd, readable: false, writable: true });
  // Each write is told of its own failure.
  socket.on('error', () => {});
  socket.unref();
  return {
    write: (text, done) => socket.write(text, done),
    writeNow: (text) => void writeSync(fd, text),
    holdsThread: false,
  };
};

/** A file, a terminal or a device. */
const fileSink = (fd: number): Sink => {
  const writeAll = (bytes: Buffer, done: (error?: Error | null) => void): void =>
    write(fd, bytes, (error, written) => {
      if (error || written === bytes.length) done(error);
      else writeAll(bytes.subarray(written), done);
    });
  return {
    write: (text, done) => writeAll(Buffer.from(text), done),
    writeNow: (text) => void writeSync(fd, text),
    holdsThread: true,
  };
};

export const openSink = (fd: number): Sink => {
  const file = fstatSync(fd);
  return file.isFIFO() || file.isSocket() ? streamSink(fd) : fileSink(fd);
};

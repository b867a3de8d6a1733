import type { Readable } from 'node:stream';
import { joinedChunks } from './joined-chunks.ts';

/** All of a body, or why there is none: it is longer than it may be, or its sender has left. */
export type Body = Buffer | 'too long' | 'ended early';

/** All that a stream of bytes brings. Of what is longer than it may be the rest is left unread. */
export const readStream = (stream: Readable, maxBytes: number): Promise<Body> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= maxBytes) return;
      stream.pause();
      // The rest may still come, and is nothing to be kept.
      stream.off('data', onData);
      stream.off('end', onEnd);
      stream.off('close', onClose);
      resolve('too long');
    };
    // Nothing more comes: to take each listener off would take as long as to add it.
    const onEnd = (): void => resolve(joinedChunks(chunks));
    const onClose = (): void => resolve('ended early');
    // A stream that somebody else has read brings nothing, and one with an encoding brings text and no bytes.
    if (stream.destroyed || stream.readableEnded || stream.readableEncoding) return onClose();
    stream.on('data', onData);
    stream.on('end', onEnd);
    stream.on('close', onClose);
    // This listener stays: without one, a client that leaves later would end the process.
    stream.on('error', onClose);
  });

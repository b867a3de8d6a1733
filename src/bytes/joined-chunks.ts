/** A body as one buffer. Most bodies come as a single chunk, which is not copied. */
export const joinedChunks = (chunks: readonly Buffer[]): Buffer => {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
};

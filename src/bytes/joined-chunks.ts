/** A body in one piece: the one buffer that most of them are need not be copied. */
export const joinedChunks = (chunks: readonly Buffer[]): Buffer => {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
};

/** Writes to standard output. Whoever reads it may have seen enough (`| head`) and be gone: then nobody is left to be told. */
export const print = (text: string): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.stdout.write(text);
};

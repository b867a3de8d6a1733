/**
 * Writes to standard output, or to the error output. Whoever reads it may have seen enough (`| head`) and be gone: then
 * nobody is left to be told. Where it cannot be written at all, the exit code says so, and the error output why.
 */
export const print = (text: string, to: NodeJS.WriteStream = process.stdout): void => {
  to.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    process.exitCode = 1;
    if (to !== process.stderr) print(`The output cannot be written: the system says ${code}.\n`, process.stderr);
  });
  to.write(text);
};

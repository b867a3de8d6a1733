/** Node's own exit code for a program that ends while it still waits for something. */
const UNSETTLED = 13;

/**
 * Runs the program. When nothing keeps a process any more, Node ends it with 0, also when the program still waits for
 * what can never come: whoever started it would take that for success. Node tells the two apart only where a module
 * awaits at its top level, and the bundle is a script.
 */
export const runMain = async (main: () => Promise<void>): Promise<void> => {
  const onIdle = (): void => {
    process.stderr.write(
      'The program waits for something that cannot come any more. This is a fault of the gateway.\n',
    );
    process.exitCode = UNSETTLED;
  };
  process.once('beforeExit', onIdle);
  await main();
  process.off('beforeExit', onIdle);
};

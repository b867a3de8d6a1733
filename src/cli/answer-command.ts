import { readConfig } from '../config/config.ts';
import { withKeyFiles } from '../config/key-files.ts';
import { ConfigError } from '../config-error.ts';
import { check } from './check/check.ts';
import { type Command, UsageError } from './command-line.ts';
import { explain } from './explain/explain.ts';
import { HELP } from './help.ts';
import { printSchemaAs } from './print-schema.ts';
import { readVersion } from './version.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What goes to standard output, and what the process ends with: 1 says that what was asked about is not good. */
export interface Answer {
  readonly out: string;
  readonly code: 0 | 1;
}

/**
 * What goes to the error output, and what the process ends with: 2 where the command line cannot be meant, 1 for all
 * else.
 */
export interface Refusal {
  readonly err: string;
  readonly code: 1 | 2;
}

const answerOf = ({ lines, isGood }: { readonly lines: readonly string[]; readonly isGood: boolean }): Answer => ({
  out: `${lines.join('\n')}\n`,
  code: isGood ? 0 : 1,
});

/** Answers every command but `serve`, and writes nothing. Throws a ConfigError or a UsageError. */
export const answerCommand = async (
  command: Exclude<Command, { readonly name: 'serve' }>,
  environment: Environment,
): Promise<Answer> => {
  // What tells how the program is used must do so under a wrong configuration too.
  const config = () => readConfig(withKeyFiles(environment));
  switch (command.name) {
    case 'help':
      return { out: HELP, code: 0 };
    case 'version':
      return { out: `${readVersion()}\n`, code: 0 };
    case 'schema':
      return { out: `${printSchemaAs(command.form, config())}\n`, code: 0 };
    case 'check':
      return answerOf(await check(config()));
    case 'explain':
      return answerOf(explain(command, config()));
  }
};

/** How an error is told to the person whose input it is about. Any other error is a fault of ours, and thrown on. */
export const refusalOf = (error: unknown): Refusal => {
  if (error instanceof UsageError) {
    return { err: `${error.message}\nstripe-graphql-gateway --help says what there is.\n`, code: 2 };
  }
  if (error instanceof ConfigError) return { err: `${error.message}\n`, code: 1 };
  throw error;
};

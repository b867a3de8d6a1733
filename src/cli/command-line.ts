import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What a command line asks for. */
export type Command =
  | { readonly name: 'serve'; readonly port: string | undefined }
  | { readonly name: 'schema'; readonly form: 'client' | 'subgraph' }
  | {
      readonly name: 'explain';
      readonly file: string;
      readonly variables: string | undefined;
      readonly operation: string | undefined;
    }
  | { readonly name: 'check' }
  | { readonly name: 'help' }
  | { readonly name: 'version' };

/** A command line that cannot be meant. Its message says what is wrong with it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

type Options = NonNullable<ParseArgsConfig['options']>;

const ALWAYS = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } } as const;

const OPTIONS = {
  serve: { port: { type: 'string', short: 'p' } },
  schema: { client: { type: 'boolean' }, subgraph: { type: 'boolean' } },
  explain: { variables: { type: 'string' }, operation: { type: 'string' } },
  check: {},
} as const satisfies Record<string, Options>;

type Named = keyof typeof OPTIONS;

const isNamed = (name: string): name is Named => Object.hasOwn(OPTIONS, name);

/** What Node says of an option, without what it says of other ways to write a positional argument. */
const firstSentence = (error: unknown): string => (error instanceof Error ? (error.message.split('. ')[0] ?? '') : '');

const parse = (name: Named, args: readonly string[]) => {
  try {
    const options: Options = { ...ALWAYS, ...OPTIONS[name] };
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${firstSentence(error)}.`);
  }
};

type Values = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const commandOf = (name: Named, values: Values, positionals: readonly string[]): Command => {
  const [file, second] = positionals;
  if (name === 'explain') {
    if (file === undefined || second !== undefined) throw new UsageError('"explain" takes the file of one document.');
    return { name, file, variables: textOf(values.variables), operation: textOf(values.operation) };
  }
  if (file !== undefined) throw new UsageError(`"${name}" takes no "${file}".`);
  switch (name) {
    case 'serve':
      return { name, port: textOf(values.port) };
    case 'schema':
      if (values.client && values.subgraph) throw new UsageError('Give --client or --subgraph, not both.');
      return { name, form: values.subgraph ? 'subgraph' : 'client' };
    case 'check':
      return { name };
  }
};

/** Reads what stands after the program's name. Without a command it is `serve`. Throws a UsageError. */
export const readCommandLine = (args: readonly string[]): Command => {
  const [first = ''] = args;
  const isOption = first === '' || first.startsWith('-');
  const name = isOption ? 'serve' : first;
  if (!isNamed(name)) throw new UsageError(`There is no command "${name}".`);
  const { values, positionals } = parse(name, isOption ? args : args.slice(1));
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  return commandOf(name, values, positionals);
};

import { parseArgs } from 'node:util';

/** How the gateway is watched while it is measured. */
export const MODES = ['quiet', 'logged', 'observed'] as const;
export type Mode = (typeof MODES)[number];

export interface Options {
  /** Names of servers; all when undefined. The gateway is started in any case: its answers are those to be had. */
  readonly servers: readonly string[] | undefined;
  /** Names of questions; all when undefined. */
  readonly questions: readonly string[] | undefined;
  readonly rounds: number;
  /** For each figure of a round. */
  readonly seconds: number;
  /** Leaves out documents that a server sees for the first time, which is half of the run. */
  readonly knownOnly: boolean;
  /** Milliseconds that the REST API takes for an answer. */
  readonly delay: number;
  readonly mode: Mode;
  /** Processes of the gateway. From two on they take every core that there is, beside load and REST API. */
  readonly workers: number;
  /** Folder for the gateway's processor profile; none is taken when undefined. */
  readonly profile: string | undefined;
}

const listOf = (text: string | undefined): readonly string[] | undefined => text?.split(',');

const positive = (name: string, text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0, not ${text}.`);
  return value;
};

/** What `npm run bench -- …` is given; docs/performance.md tells what for. */
export const readOptions = (): Options => {
  const { values } = parseArgs({
    options: {
      servers: { type: 'string' },
      questions: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '2' },
      'known-only': { type: 'boolean', default: false },
      delay: { type: 'string', default: '0' },
      workers: { type: 'string', default: '1' },
      // Read in processes.ts, before there are options.
      unpinned: { type: 'boolean', default: false },
      mode: { type: 'string', default: 'logged' },
      profile: { type: 'string' },
    },
  });
  const mode = MODES.find((each) => each === values.mode);
  if (mode === undefined) throw new Error(`--mode must be one of ${MODES.join(', ')}, not ${values.mode}.`);
  const delay = Number(values.delay);
  if (!(delay >= 0)) throw new Error(`--delay must be a number of milliseconds, not ${values.delay}.`);
  return {
    servers: listOf(values.servers),
    questions: listOf(values.questions),
    rounds: Math.ceil(positive('rounds', values.rounds)),
    seconds: positive('seconds', values.seconds),
    // A profile is of one thing only.
    knownOnly: values['known-only'] || values.profile !== undefined,
    delay,
    mode,
    workers: Math.ceil(positive('workers', values.workers)),
    profile: values.profile,
  };
};

/** Those of these names, in their own order; all when there are none. */
export const named = <Item extends { readonly name: string }>(
  option: string,
  items: readonly Item[],
  names: readonly string[] | undefined,
): readonly Item[] => {
  const known = items.map(({ name }) => name);
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`--${option} knows ${known.join(', ')}, but not ${unknown}.`);
  return items.filter(({ name }) => names?.includes(name) ?? true);
};

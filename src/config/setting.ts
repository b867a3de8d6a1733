import { z } from 'zod';

/** What the defaults of others depend on. */
export interface Facts {
  /** `NODE_ENV` is `production`. */
  readonly production: boolean;
  /** The keys are live, so that the money is real. */
  readonly live: boolean;
}

/** What holds while the variable is not set. */
export interface Fallback<T> {
  /** As docs/configuration.md shows it, in Markdown. */
  readonly shown: string;
  readonly of: (facts: Facts) => T;
}

/** One environment variable: its name, its rule, its default, and what it means. */
export interface Setting<T> {
  readonly variable: string;
  /** Reads the text. Its message says what is expected, and never the text itself, which may be a key. */
  readonly rule: z.ZodType<T, string>;
  readonly fallback: Fallback<T>;
  /** Another name that it may be given under, which goes first. */
  readonly alias?: string;
  /** For docs/configuration.md, in Markdown. */
  readonly meaning: string;
}

/** The values of a table of settings, under the same names. */
export type SettingsOf<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends Setting<infer T> ? T : never;
};

/** There is none while the variable is not set. */
export const absent = (shown = 'none'): Fallback<undefined> => ({ shown, of: () => undefined });

const always = <T>(value: T): Fallback<T> => ({ shown: `\`${value}\``, of: () => value });

const isFallback = <T>(value: T | Fallback<T>): value is Fallback<T> => typeof value === 'object' && value !== null;

const toFallback = <T extends string | number | boolean | undefined>(otherwise: T | Fallback<T>): Fallback<T> =>
  isFallback(otherwise) ? otherwise : always(otherwise);

interface Range<T> {
  readonly from: number;
  readonly to: number;
  readonly otherwise: number | Fallback<T>;
}

export const wholeNumber = <T extends number | undefined = number>(
  variable: string,
  { from, to, otherwise }: Range<T>,
  meaning: string,
): Setting<number | T> => ({
  variable,
  rule: z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number),
  fallback: toFallback<number | T>(otherwise),
  meaning,
});

export const flag = (variable: string, otherwise: boolean | Fallback<boolean>, meaning: string): Setting<boolean> => ({
  variable,
  rule: z.enum(['true', 'false'], { error: 'must be true or false' }).transform((text) => text === 'true'),
  fallback: toFallback<boolean>(otherwise),
  meaning,
});

export const oneOf = <const T extends string>(
  variable: string,
  values: readonly T[],
  otherwise: NoInfer<T>,
  meaning: string,
): Setting<T> => ({
  variable,
  rule: z.enum(values, { error: `must be one of ${values.join(', ')}` }),
  fallback: always(otherwise),
  meaning,
});

interface Text<T> {
  readonly isValid?: (text: string) => boolean;
  /** What is said when it is not. */
  readonly error?: string;
  readonly otherwise: string | Fallback<T>;
}

export const text = <T extends string | undefined = string>(
  variable: string,
  { isValid = () => true, error = 'must be a text', otherwise }: Text<T>,
  meaning: string,
): Setting<string | T> => ({
  variable,
  rule: z.string().refine(isValid, { error }),
  fallback: toFallback<string | T>(otherwise),
  meaning,
});

/** As other programs read it: in lower case too, and then first. */
export const alsoInLowerCase = <T>(setting: Setting<T>): Setting<T> => ({
  ...setting,
  alias: setting.variable.toLowerCase(),
});

import { type Config, readConfig } from '../config/config.ts';
import { withKeyFiles } from '../config/key-files.ts';
import { SETTINGS } from '../config/settings.ts';
import { ConfigError } from '../config-error.ts';
import { embeddableSettings } from './embeddable-settings.ts';
import type { Settings } from './public.ts';

const OPTION_OF = new Map(Object.entries(SETTINGS).map(([name, { variable }]) => [variable, name]));

/** Longest first: a name can begin with another. */
const VARIABLES = new RegExp(
  `\\b(?:${[...OPTION_OF.keys()].sort((one, other) => other.length - one.length).join('|')})\\b`,
  'g',
);

/** What was said of variables, said of options. */
const inOptions = (problem: string): string =>
  problem.replace(VARIABLES, (variable) => OPTION_OF.get(variable) ?? variable);

/** `production` is the one flag whose variable is no flag. */
const textOf = (name: string, value: unknown): string =>
  name === 'production' ? (value === true ? 'production' : 'development') : String(value);

/**
 * Options as a Config, by the rules that hold for variables: each option is read as its variable would be. Throws one
 * ConfigError that names every option that is wrong and shows no value.
 */
export const readOptions = (settings: Settings): Config => {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  const unknown = given
    .filter(([name]) => !Object.hasOwn(embeddableSettings, name))
    .map(([name]) => `${name} is no option.`);
  if (unknown.length > 0) throw new ConfigError(unknown);
  const environment = Object.fromEntries(
    given.map(([name, value]) => [embeddableSettings[name as keyof Settings].variable, textOf(name, value)]),
  );
  try {
    const config = readConfig(withKeyFiles(environment));
    if (config.secretKey === undefined && config.auth.way !== 'passthrough') {
      throw new ConfigError(['secretKey must be set, or way be passthrough.']);
    }
    return config;
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(error.problems.map(inOptions)) : error;
  }
};

import { readConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config-error.ts';

/** What is wrong with an environment; none when the gateway would start with it. */
export const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

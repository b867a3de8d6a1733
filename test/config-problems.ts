import { ConfigError, readConfig } from '../src/config.ts';

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

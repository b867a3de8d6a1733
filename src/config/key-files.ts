import { readFileSync } from 'node:fs';
import { ConfigError } from '../config-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables whose value may stand in a file instead, which can be replaced while the gateway runs. */
const KEYS = ['STRIPE_SECRET_KEY', 'STRIPE_WRITE_KEY', 'STRIPE_WEBHOOK_SECRET', 'ROUTER_SECRET'] as const;

/**
 * The environment with the keys that stand in files, as if they had been set. Throws a ConfigError when a file cannot
 * be read, or a key is given twice.
 */
export const withKeyFiles = (environment: Environment): Environment => {
  const problems: string[] = [];
  const given: Record<string, string | undefined> = { ...environment };
  for (const name of KEYS) {
    const file = environment[`${name}_FILE`];
    if (file === undefined || file === '') continue;
    if ((given[name] ?? '') !== '') {
      problems.push(`${name} and ${name}_FILE are both set: set one of them.`);
      continue;
    }
    try {
      given[name] = readFileSync(file, 'utf8').trim();
    } catch {
      problems.push(`${name}_FILE must be a file that can be read.`);
    }
    if (given[name] === '') problems.push(`${name}_FILE must hold a key.`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return given;
};

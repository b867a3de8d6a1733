import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { IdentifyOptions } from '../auth/identify.ts';
import type { Identify } from '../auth/identity.ts';
import { ConfigError } from '../config-error.ts';
import { identifyBy } from '../gateway.ts';

/** How often files with keys and tokens are looked at. */
const LOOK_MS = 60_000;

/** What may be replaced while the gateway runs. */
export interface Replaceable extends IdentifyOptions {
  readonly webhookSecrets: readonly string[];
}

export interface CallersOptions {
  /** What is in force now, by environment and files. Throws a ConfigError when that is wrong. */
  readonly read: () => Replaceable;
  /** Told of what has been read anew. */
  readonly onAnew: (now: Replaceable) => void;
  readonly log: Logger;
}

/** What tells whether anything has changed, and keeps no key. */
const fingerprint = ({ secretKey, writeKey, webhookSecrets, auth }: Replaceable): string => {
  const tokens = auth.way === 'token' ? readFileSync(auth.tokensFile, 'utf8') : '';
  return createHash('sha256')
    .update(JSON.stringify([secretKey, writeKey, webhookSecrets, tokens]))
    .digest('base64');
};

/**
 * Who callers are, by keys and tokens that may be replaced while the gateway runs. What is wrong is told, and not used.
 */
export class Callers {
  readonly #options: CallersOptions;
  #inForce: Identify;
  #fingerprint: string;
  #problem: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Throws a ConfigError when what is in force at the start is wrong. */
  constructor(given: CallersOptions) {
    this.#options = given;
    const options = given.read();
    this.#inForce = identifyBy(options);
    this.#fingerprint = fingerprint(options);
  }

  readonly identify: Identify = (headers) => this.#inForce(headers);

  /** Looks at the files from now on. */
  watch(): void {
    this.#timer = setInterval(() => this.reload(), LOOK_MS).unref();
  }

  /** Takes over what is in the files now; the last that was good stays when it is not. */
  reload(): void {
    const { read, onAnew, log } = this.#options;
    try {
      const options = read();
      const now = fingerprint(options);
      if (now !== this.#fingerprint) {
        this.#inForce = identifyBy(options);
        this.#fingerprint = now;
        onAnew(options);
        log.info('keys and tokens have been read anew');
      }
      this.#problem = undefined;
    } catch (error) {
      const problem = error instanceof ConfigError ? error.message : 'A file cannot be read.';
      if (problem !== this.#problem) log.error({ problem }, 'keys and tokens stay as they were');
      this.#problem = problem;
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

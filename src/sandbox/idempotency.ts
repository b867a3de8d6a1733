import { RestError } from './errors.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Entry {
  readonly path: string;
  readonly parameters: string;
  readonly requestId: string;
  readonly at: number;
  /** Absent while the first request is still running. */
  answer?: Answer;
}

export interface Attempt {
  /** Undefined for the platform itself. */
  readonly account: string | undefined;
  readonly key: string;
  readonly path: string;
  /** The same text for the same parameters. */
  readonly parameters: string;
  readonly requestId: string;
}

export interface Replay {
  readonly answer: Answer;
  /** The id of the request that was executed. */
  readonly requestId: string;
}

const keptFor = 24 * 60 * 60 * 1000;

/** The first answer to each idempotency key, by account: kept, whatever it was, once the execution has begun. */
export class IdempotencyStore {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The answer to give again, or undefined when the request is to be executed. */
  lookUp(attempt: Attempt): Replay | undefined {
    const { key } = attempt;
    if (key === '' || key.length > 255) {
      throw new RestError(400, 'An idempotency key must have between 1 and 255 characters.', {
        type: 'idempotency_error',
      });
    }
    const entry = this.#entry(attempt);
    if (entry === undefined) return undefined;
    const mismatch = (what: string): RestError => {
      const message = `Keys for idempotent requests can only be used ${what}. Try using a key other than '${key}' if you meant to execute a different request.`;
      return new RestError(400, message, { type: 'idempotency_error' });
    };
    if (entry.path !== attempt.path) {
      throw mismatch(`for the same endpoint they were first used for ('${attempt.path}' vs '${entry.path}')`);
    }
    if (entry.parameters !== attempt.parameters) throw mismatch('with the same parameters they were first used with');
    if (entry.answer !== undefined) return { answer: entry.answer, requestId: entry.requestId };
    const message = `There is currently another in-progress request using this idempotency key: '${key}'. Please try again later.`;
    throw new RestError(409, message, { type: 'idempotency_error', code: 'idempotency_key_in_use' });
  }

  /** Claims the key until the answer is there. */
  begin(attempt: Attempt): (answer: Answer) => void {
    const { path, parameters, requestId } = attempt;
    this.#prune();
    const entry: Entry = { path, parameters, requestId, at: this.#now() };
    this.#entries.set(nameOf(attempt), entry);
    return (answer) => {
      entry.answer = answer;
    };
  }

  #entry(attempt: Attempt): Entry | undefined {
    const entry = this.#entries.get(nameOf(attempt));
    return entry === undefined || this.#isForgotten(entry) ? undefined : entry;
  }

  #isForgotten(entry: Entry): boolean {
    return entry.answer !== undefined && this.#now() - entry.at >= keptFor;
  }

  /** The oldest come first: what is still kept ends the search. */
  #prune(): void {
    for (const [name, entry] of this.#entries) {
      if (!this.#isForgotten(entry)) return;
      this.#entries.delete(name);
    }
  }
}

const nameOf = ({ account = '', key }: Attempt): string => `${account}\n${key}`;

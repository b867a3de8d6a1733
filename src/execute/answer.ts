import type { ExecutionResult } from 'graphql';

/**
 * The data of an answer, which is JSON already. Who looks for a value in it gets one by `toJSON`, at the price of
 * reading it.
 */
export class DataText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** What an execution answers: as graphql-js would, but for its data, and with its own way to become JSON. */
export interface Answer extends Omit<ExecutionResult, 'data'> {
  readonly data: DataText | null;
  readonly stringify: (result: object) => string;
}

/** An answer as JSON, with whatever was added to it or changed since it was executed. */
export const stringifyAnswer = (result: object): string => {
  let members = '';
  for (const [key, value] of Object.entries(result)) {
    if (typeof value === 'function') continue;
    const text: string | undefined = value instanceof DataText ? value.text : JSON.stringify(value);
    if (text !== undefined) members += `${members && ','}${JSON.stringify(key)}:${text}`;
  }
  return `{${members}}`;
};

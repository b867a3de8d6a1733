import { scrubbedHead } from '../../stripe/scrub.ts';
import type { Warning } from '../warning.ts';

/** How many places in the answer are told of in one operation: a list may hold thousands. */
const MAX_PLACES = 20;

const isSame = (one: Warning, other: Warning): boolean =>
  one.code === other.code &&
  one.message === other.message &&
  one.value === other.value &&
  String(one.path) === String(other.path);

/**
 * Characters of a message, and of a value that REST sent: longer than any enum value, and not what a broken answer can
 * hold.
 */
const MAX_TEXT = 500;

/** The warnings of one operation, each once; of those about a place in the answer only the first. */
export class WarningList {
  readonly all: Warning[] = [];
  #places = 0;

  /** The warning as it is told: REST may have put a key into what it quotes. Undefined where nothing new is told. */
  add(warning: Warning): Warning | undefined {
    const { message, value } = warning;
    const told: Warning = {
      ...warning,
      message: scrubbedHead(message, MAX_TEXT),
      ...(value === undefined ? {} : { value: scrubbedHead(value, MAX_TEXT) }),
    };
    // A page of 100 items meets the same surprise 100 times: once is enough.
    if (this.all.some((other) => isSame(told, other))) return undefined;
    if (told.path !== undefined && !this.#countPlace(told)) return undefined;
    this.all.push(told);
    return told;
  }

  /** Whether there is room for one more; where there is not, the last one that is told says so. */
  #countPlace({ code }: Warning): boolean {
    this.#places += 1;
    if (this.#places <= MAX_PLACES) return true;
    if (this.#places === MAX_PLACES + 1) {
      const last = this.all.findLastIndex((other) => other.code === code);
      const { message, ...others } = this.all[last] as Warning;
      this.all[last] = {
        ...others,
        message: `${message} There are more such values in this answer; only the first ${MAX_PLACES} are listed.`,
      };
    }
    return false;
  }
}

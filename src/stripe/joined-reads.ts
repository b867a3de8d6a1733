import type { RestAnswer } from './call.ts';
import { type Cancellation, Recall } from './cancellation.ts';
import { RestError } from './errors.ts';
import { toRestError } from './failure.ts';

/** A caller that wants the answer of a GET. */
export interface Reader {
  readonly signal: Cancellation | undefined;
  /** `performance.now()` at which it must be over. */
  readonly deadline: number;
  /** Told whether the answer is that of another's GET. */
  readonly onJoined: (isJoined: boolean) => void;
}

type Answer = RestAnswer<object>;
/** Makes the GET; tells when it leaves. */
type Send = (signal: Cancellation, onSent: () => void) => Promise<Answer>;

/** A placeholder until the GET has begun; it never settles. */
const NO_ANSWER: Promise<never> = new Promise(() => {});

/** A GET that others may join. It is cancelled when the last of those who wait for it has left. */
class Joint extends Recall {
  readonly key: string;
  /** The deadline of the caller who began it. */
  readonly deadline: number;
  readonly #open: Map<string, Joint>;
  answer: Promise<Answer> = NO_ANSWER;
  readers = 0;

  constructor(key: string, deadline: number, open: Map<string, Joint>) {
    super();
    this.key = key;
    this.deadline = deadline;
    this.#open = open;
    open.set(key, this);
  }

  /** Nobody can join it any more. */
  readonly close = (): void => {
    if (this.#open.get(this.key) === this) this.#open.delete(this.key);
  };
}

/** Whether a GET failed by the time limit of the caller who began it: another caller may have more time. */
const isOfTime = (error: unknown): boolean =>
  error instanceof RestError && (error.kind === 'timeout' || error.kind === 'shed');

const UNSENT = { effect: 'none', requestId: undefined, sent: false } as const;

/**
 * Request coalescing (single flight): equal GETs become one as long as the first waits and has not been sent. Its
 * answer is then as fresh as that of an own GET would be, also after a write elsewhere; nobody joins a GET that has
 * been sent.
 */
export class JoinedReads {
  readonly #open = new Map<string, Joint>();

  /** @param key the same for GETs whose answers are the same: credential, account, context, path and query */
  request(key: string, reader: Reader, send: Send): Promise<Answer> {
    const open = this.#open.get(key);
    reader.onJoined(open !== undefined);
    if (open !== undefined) return this.#join(open, reader, send);
    const joint = new Joint(key, reader.deadline, this.#open);
    joint.answer = send(joint, joint.close);
    return this.#read(joint, reader, undefined);
  }

  /**
   * Each caller keeps their own deadline: where a GET ends by the earlier deadline of whoever began it, it is made
   * anew.
   */
  #join(joint: Joint, reader: Reader, send: Send): Promise<Answer> {
    return this.#read(joint, reader, reader.deadline - performance.now()).catch((error) => {
      if (!isOfTime(error) || reader.deadline <= joint.deadline || performance.now() >= reader.deadline) throw error;
      return this.request(joint.key, reader, send);
    });
  }

  #read(joint: Joint, { signal }: Reader, timeMs: number | undefined): Promise<Answer> {
    joint.readers += 1;
    return new Promise((resolve, reject) => {
      const stop = () => {
        if (timer !== undefined) clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      const leave = (fault: 'aborted' | 'timeout') => {
        stop();
        joint.readers -= 1;
        if (joint.readers > 0) return reject(toRestError({ fault, sent: false }, UNSENT));
        // The last to leave cancels the GET, and is told how it ended.
        joint.close();
        joint.abort();
      };
      const abort = () => leave('aborted');
      const timer = timeMs === undefined ? undefined : setTimeout(leave, timeMs, 'timeout');
      signal?.addEventListener('abort', abort);
      joint.answer.then(
        (answer) => {
          stop();
          joint.close();
          resolve(answer);
        },
        (error) => {
          stop();
          joint.close();
          reject(error);
        },
      );
      if (signal?.aborted) abort();
    });
  }
}

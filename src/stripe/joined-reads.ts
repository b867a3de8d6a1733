import type { RestAnswer } from './call.ts';
import { type Cancellation, Recall } from './cancellation.ts';
import { RestError } from './errors.ts';
import { toRestError } from './failure.ts';

/** One who wants what a GET brings. */
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

interface Joint {
  readonly key: string;
  readonly answer: Promise<Answer>;
  readonly recall: Recall;
  /** The time of whoever made it. */
  readonly deadline: number;
  readers: number;
}

/** Where another's time was up, or too short to wait for a turn, one's own may do. */
const isOfTime = (error: unknown): boolean =>
  error instanceof RestError && (error.kind === 'timeout' || error.kind === 'shed');

const UNSENT = { effect: 'none', requestId: undefined, sent: false } as const;

/**
 * Request coalescing: equal GETs become one as long as the first waits and has not been sent. Its answer is then as fresh as
 * an own one would be, also after a write elsewhere; what has been sent is joined by nobody.
 */
export class JoinedReads {
  readonly #open = new Map<string, Joint>();

  /** @param key the same for GETs whose answers are the same: credential, account, context, path and query */
  request(key: string, reader: Reader, send: Send): Promise<Answer> {
    const open = this.#open.get(key);
    reader.onJoined(open !== undefined);
    return open === undefined ? this.#begin(key, reader, send) : this.#join(open, reader, send);
  }

  #begin(key: string, reader: Reader, send: Send): Promise<Answer> {
    const recall = new Recall();
    let joint: Joint | undefined;
    // It may leave at once.
    let isOpen = true;
    const close = () => {
      isOpen = false;
      if (joint !== undefined && this.#open.get(key) === joint) this.#open.delete(key);
    };
    const answer = send(recall, close);
    if (!isOpen) {
      // As nearly always: nobody can join it any more. Who has it to themselves is told how it ended also when they leave.
      if (reader.signal !== undefined) recall.follow(reader.signal);
      return answer;
    }
    joint = { key, answer, recall, deadline: reader.deadline, readers: 1 };
    this.#open.set(key, joint);
    // The last to leave is told how it ended; nobody has to hear of it twice.
    answer.then(close, close);
    return this.#read(joint, reader, undefined);
  }

  /** Each keeps their own time: when that of whoever began is up sooner, the GET is made anew. */
  #join(joint: Joint, reader: Reader, send: Send): Promise<Answer> {
    joint.readers += 1;
    return this.#read(joint, reader, reader.deadline - performance.now()).catch((error) => {
      if (!isOfTime(error) || reader.deadline <= joint.deadline || performance.now() >= reader.deadline) throw error;
      return this.request(joint.key, reader, send);
    });
  }

  #read(joint: Joint, { signal }: Reader, timeMs: number | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      const leave = (fault: 'aborted' | 'timeout') => {
        stop();
        joint.readers -= 1;
        if (joint.readers > 0) reject(toRestError({ fault, sent: false }, UNSENT));
        else {
          if (this.#open.get(joint.key) === joint) this.#open.delete(joint.key);
          joint.recall.abort();
        }
      };
      const abort = () => leave('aborted');
      const timer = timeMs === undefined ? undefined : setTimeout(leave, timeMs, 'timeout');
      signal?.addEventListener('abort', abort);
      joint.answer.then(
        (answer) => {
          stop();
          resolve(answer);
        },
        (error) => {
          stop();
          reject(error);
        },
      );
      if (signal?.aborted) abort();
    });
  }
}

import type { Access } from '../access.ts';
import type { RestSettings } from '../config/rest-settings.ts';
import { Sheds } from '../overload/sheds.ts';
import type { AccountState } from './account-state.ts';
import { Accounts, type AccountsOptions } from './accounts.ts';
import type { Attempt } from './attempt.ts';
import type { Want } from './call-budget.ts';
import type { Credentials } from './headers.ts';
import { HeldTurn } from './held-turn.ts';
import { MAX_RETRY_AFTER_SECONDS } from './retry.ts';
import type { Exchange, Transport } from './transport.ts';
import type { RateReason, Turn } from './turns.ts';

/** A request without what is decided here: when it may leave, and how long it may wait for a connection. */
export type Outgoing = Omit<Exchange, 'turn' | 'waitMs'> & {
  /** Told when it leaves. */
  readonly onLeaving?: () => void;
};

/** What an attempt is sent for. */
export interface Errand {
  readonly credentials: Credentials;
  /** Who asks. */
  readonly caller: string | undefined;
  readonly access: Access;
  /** Method and path template. */
  readonly endpoint: string;
  /** `performance.now()` at which the whole call must be over. */
  readonly deadline: number;
  /** It repeats a write that may have been applied, which only an answer tells: no budget or circuit turns it away. */
  readonly mustGo: boolean;
}

/** How an attempt ended, and how long it had waited for its turn. */
export interface Passage {
  readonly attempt: Attempt;
  readonly waitedMs: number;
}

type GateOptions = AccountsOptions & Pick<RestSettings, 'restQueueWaitMs'>;

/** How long a limit is taken to last that does not say so: as long as what it counts over. */
const PAUSE_MS = 1_000;

const rateReasonOf = ({ head }: Attempt): RateReason | undefined => {
  const reason = head?.status === 429 ? head.rateLimitedReason : undefined;
  return reason === 'global-rate' || reason === 'endpoint-rate' ? reason : undefined;
};

const pauseAfter = ({ head }: Attempt): number => {
  const asked = head?.retryAfter ?? 0;
  return asked > 0 && asked <= MAX_RETRY_AFTER_SECONDS ? asked * 1_000 : PAUSE_MS;
};

/** What is kept of a read's time for the read itself when it has to wait. */
const READ_TIME_MS = 1_000;

const wantOf = ({ access, endpoint, mustGo, caller }: Errand, { signal }: Outgoing, waitMs: number): Want => ({
  access,
  endpoint,
  mustGo,
  caller,
  signal,
  waitMs,
});

const NO_TURN: Turn = { leave: () => true, done: () => {} };

/** Lets attempts out to the API when the account's circuit is closed and its budget has a turn for them. */
export class Gate {
  readonly #transport: Transport;
  readonly #accounts: Accounts;
  readonly #queueWaitMs: number;
  readonly #sheds = new Sheds();

  constructor(transport: Transport, { restQueueWaitMs, ...options }: GateOptions) {
    this.#transport = transport;
    this.#accounts = new Accounts(options);
    this.#queueWaitMs = restQueueWaitMs;
  }

  /** Never rejects, as the transport. The attempt's own time begins with its turn, and ends with the deadline. */
  attempt(errand: Errand, exchange: Outgoing): Promise<Passage> {
    const { access, deadline, mustGo } = errand;
    const account = this.#accounts.of(errand.credentials);
    // Asked again after the wait for a turn, but who is refused should not have waited.
    const refusal = mustGo ? undefined : account.circuits[access].refusal;
    if (refusal !== undefined) return Promise.resolve({ attempt: refusal, waitedMs: 0 });
    const asked = performance.now();
    const { budget } = account;
    if (budget === undefined) return this.#send(account, errand, exchange, NO_TURN, asked, asked);
    const want = wantOf(errand, exchange, this.#mayWait(errand, deadline - asked));
    const turn = budget.takeNow(want);
    if (turn !== undefined) return this.#send(account, errand, exchange, turn, asked, asked);
    return budget.take(want).then((given) => {
      const now = performance.now();
      if ('fault' in given) return { attempt: given, waitedMs: now - asked };
      return this.#send(account, errand, exchange, given, asked, now);
    });
  }

  /**
   * Many calls found no connection of late. An account that has used up its budget says nothing of this process, and one
   * caller's wishes nothing of the others.
   */
  get isShedding(): boolean {
    return this.#sheds.areMany(performance.now());
  }

  #send(
    { budget, circuits }: AccountState,
    errand: Errand,
    exchange: Outgoing,
    turn: Turn,
    asked: number,
    now: number,
  ): Promise<Passage> {
    const { access, endpoint, deadline, mustGo } = errand;
    const timeoutMs = Math.min(exchange.timeoutMs, deadline - now);
    const { method, path, headers, body, signal, expected } = exchange;
    const waitMs = mustGo ? timeoutMs : Math.min(timeoutMs, this.#queueWaitMs);
    const again = () => {
      const want = wantOf(errand, exchange, Math.max(0, deadline - performance.now()));
      return budget === undefined ? Promise.resolve(NO_TURN) : budget.take({ ...want, isAgain: true });
    };
    const held = new HeldTurn(turn, again, exchange.onLeaving);
    const send = () =>
      this.#transport.attempt({ method, path, headers, body, signal, expected, timeoutMs, waitMs, turn: held });
    return circuits[access].run(send, mustGo).then((attempt) => {
      held.done();
      const reason = rateReasonOf(attempt);
      if (reason !== undefined) budget?.slowDown(endpoint, reason, pauseAfter(attempt));
      if ('fault' in attempt && attempt.fault === 'shed') this.#sheds.add(performance.now());
      return { attempt, waitedMs: now - asked };
    });
  }

  /** A read may wait for its turn as long as its operation has time; a write that has not begun is better told soon. */
  #mayWait({ access, mustGo }: Errand, left: number): number {
    if (mustGo) return left;
    return access === 'read' ? Math.max(0, left - READ_TIME_MS) : Math.min(left, this.#queueWaitMs);
  }
}

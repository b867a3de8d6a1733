import type { RestSettings } from '../config/rest-settings.ts';
import { Sheds } from '../overload/sheds.ts';
import type { AccountState } from './account-state.ts';
import { Accounts, type AccountsOptions } from './accounts.ts';
import type { Attempt } from './attempt.ts';
import type { Errand } from './errand.ts';
import { HeldTurn } from './held-turn.ts';
import { MAX_RETRY_AFTER_SECONDS } from './retry.ts';
import type { Transport } from './transport.ts';
import type { RateReason, Turn } from './turns.ts';

type GateOptions = AccountsOptions & Pick<RestSettings, 'restQueueWaitMs'>;

/** How long no call is sent after a 429 without `Retry-After`, in milliseconds: as long as REST's window is. */
const PAUSE_MS = 1_000;

const rateReasonOf = ({ head }: Attempt): RateReason | undefined => {
  const reason = head?.status === 429 ? head.rateLimitedReason : undefined;
  return reason === 'global-rate' || reason === 'endpoint-rate' ? reason : undefined;
};

const pauseAfter = ({ head }: Attempt): number => {
  const asked = head?.retryAfter ?? 0;
  return asked > 0 && asked <= MAX_RETRY_AFTER_SECONDS ? asked * 1_000 : PAUSE_MS;
};

/** So many milliseconds of a read's time are reserved for the read itself; only the rest may be spent waiting. */
const READ_TIME_MS = 1_000;

/** What becomes of an attempt: how it ended, and how many milliseconds it had waited for its turn. */
type OnEnd<T> = (attempt: Attempt, waitedMs: number) => T | Promise<T>;

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

  /**
   * One attempt: its value is what `onEnd` makes of it. The attempt's own time begins with its turn, and ends with the
   * deadline.
   */
  attempt<T>(errand: Errand, onEnd: OnEnd<T>): Promise<T> {
    const { access, mustGo, outgoing } = errand;
    const account = this.#accounts.of(errand.call.credentials);
    // Asked again after the wait for a turn. Asked here too, so that no call waits only to be refused.
    const refusal = mustGo ? undefined : account.circuits[access].refusal;
    if (refusal !== undefined) return Promise.resolve(refusal).then((attempt) => onEnd(attempt, 0));
    const asked = performance.now();
    const { budget } = account;
    if (budget === undefined) return this.#send(account, errand, undefined, 0, asked, onEnd);
    errand.waitMs = this.#mayWait(errand, outgoing.deadline - asked);
    const turn = budget.takeNow(errand);
    if (turn !== undefined) return this.#send(account, errand, turn, 0, asked, onEnd);
    return budget.take(errand).then((given) => {
      const now = performance.now();
      if ('fault' in given) return onEnd(given, now - asked);
      return this.#send(account, errand, given, now - asked, now, onEnd);
    });
  }

  /**
   * Whether many calls were recently refused because no connection was free. Refusals by a budget do not count: they
   * tell of one account, or of one caller, and not of this process.
   */
  get isShedding(): boolean {
    return this.#sheds.areMany(performance.now());
  }

  #send<T>(
    { budget, circuits }: AccountState,
    errand: Errand,
    turn: Turn | undefined,
    waitedMs: number,
    now: number,
    onEnd: OnEnd<T>,
  ): Promise<T> {
    const { endpoint, mustGo, outgoing } = errand;
    const circuit = circuits[errand.access];
    const held = new HeldTurn(errand, budget, turn);
    const pass = circuit.enter(mustGo);
    if ('fault' in pass) {
      held.done();
      return Promise.resolve(pass).then((attempt) => onEnd(attempt, waitedMs));
    }
    const timeoutMs = Math.min(outgoing.timeoutMs, outgoing.deadline - now);
    const waitMs = mustGo ? timeoutMs : Math.min(timeoutMs, this.#queueWaitMs);
    return this.#transport.attempt(errand, held, waitMs, timeoutMs).then((attempt) => {
      circuit.learn(pass, attempt);
      held.done();
      const reason = rateReasonOf(attempt);
      if (reason !== undefined) budget?.slowDown(endpoint, reason, pauseAfter(attempt));
      if ('fault' in attempt && attempt.fault === 'shed') this.#sheds.add(performance.now(), errand.caller);
      return onEnd(attempt, waitedMs + held.waitedMs);
    });
  }

  /**
   * How long a call may wait for its turn, in milliseconds: a read as long as its operation has time, while a write
   * that has not begun is better refused soon.
   */
  #mayWait({ access, mustGo }: Errand, left: number): number {
    if (mustGo) return left;
    return access === 'read' ? Math.max(0, left - READ_TIME_MS) : Math.min(left, this.#queueWaitMs);
  }
}

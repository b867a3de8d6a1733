import type { Access } from '../access.ts';
import type { RestSettings } from '../config/rest-settings.ts';
import { Sheds } from '../overload/sheds.ts';
import { type AccountState, Accounts, type AccountsOptions } from './accounts.ts';
import type { Attempt, Broken } from './attempt.ts';
import type { RateReason, Turn } from './call-budget.ts';
import type { Credentials } from './headers.ts';
import { MAX_RETRY_AFTER_SECONDS } from './retry.ts';
import type { Exchange, Transport } from './transport.ts';

/** A request without what is decided here: how long it may wait for a connection. */
export type Outgoing = Omit<Exchange, 'onSent' | 'waitMs'>;

/** What an attempt is sent for. */
export interface Errand {
  readonly credentials: Credentials;
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

const NO_TURN: Turn = { sent: () => {}, done: () => {} };

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
  async attempt(errand: Errand, exchange: Outgoing): Promise<Passage> {
    const account = this.#accounts.of(errand.credentials, errand.access);
    const asked = performance.now();
    const turn = await this.#turn(account, errand, exchange.signal);
    const started = performance.now();
    const attempt = 'fault' in turn ? turn : await this.#send(account, errand, exchange, turn);
    this.#noteShed(attempt, errand.access);
    return { attempt, waitedMs: started - asked };
  }

  /** Many calls were turned away of late. */
  get isShedding(): boolean {
    return this.#sheds.areMany(performance.now());
  }

  async #turn(account: AccountState, errand: Errand, signal: AbortSignal | undefined): Promise<Turn | Broken> {
    const { access, endpoint, deadline, mustGo } = errand;
    // Asked again after the wait for a turn, but who is refused should not have waited.
    const refusal = mustGo ? undefined : account.circuits[access].refusal;
    if (refusal !== undefined) return refusal;
    const left = deadline - performance.now();
    const waitMs = mustGo ? left : Math.min(left, this.#queueWaitMs);
    return (await account.budget?.take({ access, endpoint, waitMs, mustGo, signal })) ?? NO_TURN;
  }

  async #send(account: AccountState, errand: Errand, exchange: Outgoing, turn: Turn): Promise<Attempt> {
    const { access, endpoint, deadline, mustGo } = errand;
    const timeoutMs = Math.min(exchange.timeoutMs, deadline - performance.now());
    const waitMs = mustGo ? timeoutMs : Math.min(timeoutMs, this.#queueWaitMs);
    const send = () => this.#transport.attempt({ ...exchange, timeoutMs, waitMs, onSent: turn.sent });
    const attempt = await account.circuits[access].run(send, mustGo);
    turn.done();
    const reason = rateReasonOf(attempt);
    if (reason !== undefined) account.budget?.slowDown(endpoint, reason, pauseAfter(attempt));
    return attempt;
  }

  /** Where many accounts are acted for, one that has used up its own budget says nothing about the others. */
  #noteShed(attempt: Attempt, access: Access): void {
    const fault = 'fault' in attempt ? attempt.fault : undefined;
    if (fault === 'shed' || (fault === 'over_budget' && this.#accounts.isAlone(access)))
      this.#sheds.add(performance.now());
  }
}

import type { GraphQLError } from 'graphql';
import type { Access } from '../access.ts';
import type { EventSettings } from '../config/event-settings.ts';
import type { RequestLimits } from '../config/request-limits.ts';
import type { Caller } from '../graph/caller.ts';
import { publicError } from '../graph/errors.ts';
import { PerKey } from '../overload/per-key.ts';
import type { Sheds } from '../overload/sheds.ts';
import { type Release, Slots } from '../overload/slots.ts';
import type { Cancellation } from '../stripe/cancellation.ts';

export interface OperationSlotsOptions
  extends Pick<RequestLimits, 'maxOperations' | 'maxOperationsPerCaller' | 'operationQueue' | 'operationQueueWaitMs'>,
    Pick<EventSettings, 'maxStreams'> {
  /** Told of each operation that is turned away. */
  readonly sheds: Sheds;
}

/** Events have one place for so many of operations. */
const EVENTS_PART = 4;

/**
 * When to ask again after load shedding: in a second about as many operations have ended as have to for there to be
 * room.
 */
const RETRY_AFTER = { seconds: 1, ms: 1_000 };

const turnedAway = (status: number, message: string) =>
  publicError('OVERLOADED', message, {
    retryable: true,
    extensions: {
      retryAfterMs: RETRY_AFTER.ms,
      http: { status, headers: { 'retry-after': String(RETRY_AFTER.seconds) } },
    },
  });

const overloaded = () =>
  turnedAway(503, 'Too many operations are being executed here. Nothing of this one was. Ask again later.');

const tooManyOfCaller = (max: number) =>
  turnedAway(
    429,
    `One caller may have ${max} operations in hand at once. Nothing of this one was executed. Ask again later.`,
  );

const gone = () => publicError('REQUEST_ABORTED', 'The caller left before it was the operation’s turn.');

/** Gives back a place, and what its caller has in hand. */
const both = (release: Release, leave: Release | undefined): Release => {
  if (leave === undefined) return release;
  return () => {
    release();
    leave();
  };
};

/**
 * Admission control: bounds how many operations execute at once. The others wait for a moment, mutations before
 * queries, and are turned away (load shedding) when too many wait or it takes too long: while the REST API hangs, what
 * arrives must not pile up here. A fifth of the places is kept for mutations.
 */
export class OperationSlots {
  readonly #options: OperationSlotsOptions;
  readonly #slots: Slots;
  /** Of events: a flood of them takes no place of a request (bulkhead). */
  readonly #ofEvents: Slots;
  readonly #ofCaller: PerKey;

  constructor(options: OperationSlotsOptions) {
    this.#options = options;
    this.#slots = new Slots(options.maxOperations, options.operationQueue);
    this.#ofEvents = new Slots(Math.ceil(options.maxOperations / EVENTS_PART), options.maxStreams);
    this.#ofCaller = new PerKey(options.maxOperationsPerCaller);
  }

  /**
   * A place to execute what is selected on an event; undefined when the subscriber leaves meanwhile. Each stream waits
   * for one at a time.
   */
  takeForEvent(signal: Cancellation): Promise<Release | undefined> {
    return this.#ofEvents.take('read', undefined, signal);
  }

  /**
   * A place to execute in, at once where one is free; OVERLOADED when there is none, and REQUEST_ABORTED when the
   * caller leaves meanwhile.
   */
  take(
    access: Access,
    { tenant }: Pick<Caller, 'tenant'>,
    signal: Cancellation,
  ): Release | GraphQLError | Promise<Release | GraphQLError> {
    // Without authentication all are one caller, who may have all places.
    const leave = tenant === '' ? undefined : this.#ofCaller.enter(tenant);
    if (tenant !== '' && leave === undefined) return tooManyOfCaller(this.#options.maxOperationsPerCaller);
    const free = signal.aborted ? undefined : this.#slots.takeNow(access);
    return free === undefined ? this.#wait(access, tenant, leave, signal) : both(free, leave);
  }

  async #wait(
    access: Access,
    tenant: string,
    leave: Release | undefined,
    signal: Cancellation,
  ): Promise<Release | GraphQLError> {
    const release = await this.#slots.take(access, this.#options.operationQueueWaitMs, signal, tenant);
    if (release !== undefined) return both(release, leave);
    leave?.();
    if (signal.aborted) return gone();
    this.#options.sheds.add(performance.now(), tenant);
    return overloaded();
  }
}

import { createHash } from 'node:crypto';
import { noSuch } from './errors.ts';
import { eventId, eventTypesOf } from './event-types.ts';
import { type Identified, isRestObject, itemsOf, type RestObject, type Seed } from './rest-object.ts';

export interface WorldOptions {
  /** Keeps the ids made in one account's world apart from those of another's. */
  readonly name: string;
  readonly seed: Seed;
  /** Milliseconds, like Date.now. */
  readonly now: () => number;
  readonly pageSizeInExpansion: number;
  /** An object as an answer shows it that expands nothing. */
  readonly show: (object: RestObject, world: World) => unknown;
}

/** Who has caused what is told. */
export interface Cause {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}

/** REST itself. */
const NOBODY: Cause = { id: null, idempotency_key: null };

/** How many events are kept. */
const mostEvents = 10_000;

/** An object as it has become, with what is to be told of that. */
interface Change {
  readonly object: RestObject;
  readonly types: readonly string[];
  /** Unix seconds. */
  readonly at: number;
}

interface Happening {
  /** Unix seconds. */
  readonly at: number;
  readonly run: () => void;
}

/** One account's data. Objects are replaced, never changed, so an answer in hand stays what it was. */
export class World {
  readonly pageSizeInExpansion: number;
  /** Calculations that a transaction was made from: the REST objects do not tell. */
  readonly usedCalculations = new Set<string>();
  readonly #collections = new Map<string, Map<string, RestObject>>();
  readonly #name: string;
  readonly #now: () => number;
  readonly #show: WorldOptions['show'];
  #made = 0;
  #events = 0;
  #changes: Change[] = [];
  #agenda: Happening[] = [];
  /** Set while something happens that was to happen earlier than now. */
  #moment: number | undefined;

  constructor(options: WorldOptions) {
    this.#name = options.name;
    this.#now = options.now;
    this.#show = options.show;
    this.pageSizeInExpansion = options.pageSizeInExpansion;
    for (const object of options.seed) this.#plant(object);
  }

  /** Unix seconds. */
  now(): number {
    return this.#moment ?? Math.floor(this.#now() / 1000);
  }

  /** What REST does by itself after a while, such as a refresh that succeeds. */
  later(seconds: number, run: () => void): void {
    this.#agenda.push({ at: this.now() + seconds, run });
  }

  /** Lets everything happen that was to happen by now, each at its own time, as if the world had never stood still. */
  catchUp(): void {
    const now = this.now();
    for (;;) {
      const due = this.#agenda.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at)[0];
      if (due === undefined) return;
      this.#agenda = this.#agenda.filter((happening) => happening !== due);
      this.#moment = due.at;
      try {
        due.run();
      } finally {
        this.#moment = undefined;
      }
    }
  }

  /** The same sequence in every run, so that examples and tests can be repeated. */
  newId(prefix: string): string {
    this.#made += 1;
    const digest = createHash('sha256').update(`${this.#name}/${prefix}/${this.#made}`).digest('base64');
    return `${prefix}_1${digest.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 23)}`;
  }

  put<T extends Identified>(object: T): T {
    // The stripe package's types name their fields one by one; here any field may be read by its name.
    const after = object as unknown as RestObject;
    const types = eventTypesOf(this.find(object.object, object.id), after);
    if (types.length > 0) this.#changes.push({ object: after, types, at: this.now() });
    this.#keep(after);
    return object;
  }

  /** Makes events of what has happened since the last time, and gives them. */
  tell(request: Cause = NOBODY): RestObject[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes.flatMap(({ object, types, at }) =>
      types.map((type) => this.#keep(this.#eventOf(object, type, at, request))),
    );
  }

  find<T extends RestObject>(type: string, id: string): T | undefined {
    return this.#collections.get(type)?.get(id) as T | undefined;
  }

  /** For an id in the path. */
  get<T extends RestObject>(type: string, id: string): T {
    const found = this.find<T>(type, id);
    if (found === undefined) throw noSuch(type, id, { status: 404, param: 'id' });
    return found;
  }

  /** For an id in a parameter. */
  named<T extends RestObject>(type: string, id: string, param: string): T {
    const found = this.find<T>(type, id);
    // A deleted object is still shown by its id, and can be used for nothing.
    if (found === undefined || found.deleted === true) throw noSuch(type, id, { status: 400, param });
    return found;
  }

  /** In the order in which they came. */
  all<T extends RestObject>(type: string): T[] {
    return [...(this.#collections.get(type)?.values() ?? [])] as T[];
  }

  #eventOf(object: RestObject, type: string, created: number, request: Cause): RestObject {
    this.#events += 1;
    const events = this.#collections.get('event');
    // The oldest come first.
    for (const id of events?.keys() ?? []) {
      if ((events?.size ?? 0) < mostEvents) break;
      events?.delete(id);
    }
    return {
      id: eventId(this.#name, this.#events),
      object: 'event',
      ...(this.#name.startsWith('acct_') && { account: this.#name }),
      api_version: '2024-11-20.acacia',
      created,
      data: { object: this.#show(object, this) },
      livemode: false,
      pending_webhooks: 0,
      request,
      type,
    };
  }

  #keep(object: RestObject): RestObject {
    const collection = this.#collections.get(object.object) ?? new Map<string, RestObject>();
    this.#collections.set(object.object, collection.set(object.id, object));
    return object;
  }

  #plant(object: Record<string, unknown>): void {
    if (!isRestObject(object)) throw new TypeError('A seed object needs the strings `id` and `object`.');
    this.#keep(object);
    // A transfer shows its newest reversals; a seed may hold them only there.
    if (object.object !== 'transfer') return;
    for (const reversal of itemsOf(object, 'reversals').toReversed()) this.#keep(reversal);
  }
}

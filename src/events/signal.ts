/**
 * What is kept of an event: that something happened, to which object, and when. Its data is of another time and perhaps
 * of another version of REST, and may be about people; none of it goes beyond the place where the event came in.
 */
export interface Signal {
  readonly id: string;
  readonly object: 'event';
  /** Such as `transfer.created`. */
  readonly type: string;
  /** The connected account that it happened on; undefined on the gateway's own. */
  readonly account?: string;
  /** Unix seconds. */
  readonly created: number;
  readonly livemode: boolean;
  readonly data: { readonly object: { readonly id: string } };
}

const EVENT_ID = /^evt_[A-Za-z0-9_]{1,128}$/;
const TYPE = /^[a-z0-9_.]{1,128}$/;
const OBJECT_ID = /^[A-Za-z0-9_]{1,128}$/;
const ACCOUNT = /^acct_[A-Za-z0-9]{1,64}$/;

export const isEventId = (id: string): boolean => EVENT_ID.test(id);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** A text of that form, or undefined. */
const textOf = (value: unknown, form: RegExp): string | undefined =>
  typeof value === 'string' && form.test(value) ? value : undefined;

/**
 * The signal in what REST sends as an event; undefined when it is none. Some objects have no id, and no signal either.
 */
export const signalOf = (event: unknown): Signal | undefined => {
  if (!isRecord(event) || event.object !== 'event') return undefined;
  const { created, livemode, data } = event;
  const id = textOf(event.id, EVENT_ID);
  const type = textOf(event.type, TYPE);
  const account = textOf(event.account, ACCOUNT);
  const about = isRecord(data) && isRecord(data.object) ? textOf(data.object.id, OBJECT_ID) : undefined;
  if (id === undefined || type === undefined || about === undefined) return undefined;
  if (!Number.isSafeInteger(created) || typeof livemode !== 'boolean') return undefined;
  if (account === undefined && event.account !== undefined && event.account !== null) return undefined;
  return {
    id,
    object: 'event',
    type,
    ...(account === undefined ? {} : { account }),
    created: created as number,
    livemode,
    data: { object: { id: about } },
  };
};

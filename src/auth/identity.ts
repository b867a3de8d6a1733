import type { Caller } from '../graph/caller.ts';
import type { RequestHeaders } from './bearer.ts';

/** Who asks, by the headers of their request alone. Throws a Refusal. */
export type Identify = (headers: RequestHeaders) => Caller | Promise<Caller>;

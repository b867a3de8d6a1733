import type { Cancellation } from '../stripe/cancellation.ts';

/** What the gateway reads of an HTTP request, whichever way it has come in. Every `Request` of the web is one. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: {
    get(name: string): string | null;
    keys(): Iterable<string>;
  };
  /** Aborts when whoever sent it has left. */
  readonly signal: Cancellation;
}

/**
 * Why a request is not even read.
 * - `unauthenticated`: it is not known who asks
 * - `forbidden`: it is known, and they may not
 * - `invalid`: what they ask for cannot be meant
 * - `unavailable`: who asks cannot be found out now
 */
export type RefusalKind = 'unauthenticated' | 'forbidden' | 'invalid' | 'unavailable';

/** Thrown in place of a caller. Its message is written for them, and holds nothing that they sent. */
export class Refusal extends Error {
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, message: string) {
    super(message);
    this.name = 'Refusal';
    this.kind = kind;
  }
}

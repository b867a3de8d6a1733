import type { MetricObjectWithValues, MetricValue } from 'prom-client';
import type { Signal } from '../events/signal.ts';
import type { Booking, Order } from '../shared/ledger.ts';

/** Where the data of all workers is, when it is the sandbox. */
export interface SandboxAccess {
  readonly url: string;
  readonly key: string;
  /** What its webhooks are signed with. */
  readonly webhookSecret: string;
}

/** What has been counted in one process. */
export type Snapshot = MetricObjectWithValues<MetricValue<string>>[];

export type ToPrimary =
  | { readonly kind: 'born' }
  | { readonly kind: 'listening'; readonly url: string; readonly webhookUrl: string | undefined }
  | { readonly kind: 'event'; readonly call: number; readonly signal: Signal }
  | { readonly kind: 'book'; readonly call: number; readonly order: Order }
  | { readonly kind: 'measured'; readonly snapshot: Snapshot };

export type ToWorker =
  | { readonly kind: 'begin'; readonly sandbox: SandboxAccess | undefined }
  | { readonly kind: 'booked'; readonly call: number; readonly booking: Booking }
  | { readonly kind: 'taken'; readonly call: number }
  | { readonly kind: 'event'; readonly signal: Signal }
  | { readonly kind: 'measure' }
  | { readonly kind: 'stop' };

import type { Metadata } from './metadata.ts';
import type { RestObject } from './rest-object.ts';

/** What the endpoints read of the stored objects; the rest of their fields only passes through. */

export interface Charge extends RestObject {
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  application_fee: string | null;
  captured: boolean;
  currency: string;
  disputed: boolean;
  payment_intent: string | null;
  payment_method_details: { type: string } | null;
  status: string;
  transfer?: string;
}

export interface Transfer extends RestObject {
  object: 'transfer';
  amount: number;
  amount_reversed: number;
  created: number;
  currency: string;
  livemode: boolean;
  metadata: Metadata;
  reversed: boolean;
}

import type { Answer as Got } from '../../sandbox/client.ts';

/** The REST API's side, at which a row makes what its write needs; no gateway has a part in it. */
export interface Bank {
  /** What was made; a refusal fails the test. */
  post(path: string, form?: string): Promise<Got['body'] & { readonly id: string }>;
  /** A number that no other write has, from 1. */
  next(): number;
}

/** One write that can be done once. */
export interface Write {
  /** Without the key. */
  readonly input: object;
  /** What is sent. */
  readonly path: string;
  readonly body: string;
  /** What is selected of the object that is answered. */
  readonly made: object;
  /** What it does to the cash of `ACCOUNT`; nothing unless said. */
  readonly cash?: number;
}

/** One mutation. */
export interface Row {
  readonly name: string;
  /** Of its payload. */
  readonly field: string;
  readonly selection: string;
  /** Another write each time. */
  readonly prepare: (bank: Bank) => Promise<Write> | Write;
}

/** The financial account that rows move money of. */
export const ACCOUNT = 'fa_1Seed000001';

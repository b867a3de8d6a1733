import { publicError } from '../graph/errors.ts';
import type { PlannedCall } from '../graph/plan/call-tree.ts';
import type { CallRecord, RecordedCall } from '../graph/read/call-record.ts';
import type { HttpRequest } from './http-request.ts';

/** By this header a caller asks what an operation does with the REST API. */
const EXPLAIN_HEADER = 'x-explain';

/**
 * `calls`: execute it, and tell the REST calls that were made. `plan`: tell those that it could make, and make none.
 */
export type Explanation = 'calls' | 'plan';

/** What is told, as `extensions.rest`. */
export type Explained =
  | { readonly durationMs: number; readonly calls: readonly RecordedCall[] }
  | { readonly plan: readonly PlannedCall[] };

const off = () =>
  publicError(
    'FORBIDDEN',
    `Nothing is explained here: leave \`${EXPLAIN_HEADER}\` out. Whoever runs this gateway turns it on with EXPLAIN=true.`,
    { extensions: { http: { status: 403 } } },
  );

const unknownValue = () =>
  publicError(
    'BAD_REQUEST',
    `\`${EXPLAIN_HEADER}\` must be \`calls\`, to see the REST calls of an operation, or \`plan\`, to see them before.`,
    { extensions: { http: { status: 400 } } },
  );

/**
 * What a request wants to see of its operation, if anything. It is refused where that is not shown: whoever wants a
 * plan must not have the operation executed in its place.
 */
export const explanationOf = ({ headers }: HttpRequest, isOn: boolean): Explanation | undefined => {
  const asked = headers.get(EXPLAIN_HEADER);
  if (asked === null) return undefined;
  if (!isOn) throw off();
  if (asked !== 'calls' && asked !== 'plan') throw unknownValue();
  return asked;
};

/** The calls of an operation that has been executed; nothing where nobody wants to see them. */
export const toldCalls = (record: CallRecord | undefined): { readonly rest?: Explained } =>
  record === undefined ? {} : { rest: { durationMs: record.durationMs, calls: record.calls } };

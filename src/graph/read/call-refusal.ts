import type { Access } from '../../access.ts';
import { RestError } from '../../stripe/errors.ts';
import { type Caller, may, missingScope } from '../caller.ts';
import { publicError } from '../errors.ts';
import type { ReadBytes } from './read-bytes.ts';

/** What an operation's calls are held against. */
interface Bounds {
  readonly caller: Pick<Caller, 'scopes' | 'credentials'>;
  readonly domainsOf: (endpoint: string) => readonly string[];
  readonly maxCalls: number;
  readonly deadline: number;
}

/** A call, and what the operation has done before it. */
interface Asked {
  readonly access: Access;
  readonly endpoint: string;
  readonly calls: number;
  readonly read: ReadBytes;
}

const mayCall = ({ scopes, credentials }: Bounds['caller'], access: Access, domains: readonly string[]): boolean =>
  credentials[access] !== undefined && (scopes === 'all' || domains.some((domain) => may({ scopes }, access, domain)));

/** Why a call may not be made at all; undefined when it may. */
export const refusalOf = (
  { caller, domainsOf, maxCalls, deadline }: Bounds,
  { access, endpoint, calls, read }: Asked,
): Error | undefined => {
  // Types and fields have asked before; a resource that forgot to is held up here.
  const domains = domainsOf(endpoint);
  if (!mayCall(caller, access, domains)) return missingScope(access, domains[0] ?? '');
  // The worst case was checked before the first call; this is for what it cannot foresee: single
  // calls in place of an expansion that REST refused.
  if (calls >= maxCalls) {
    return publicError('COST_LIMIT_EXCEEDED', `This operation has used its ${maxCalls} REST calls. Ask for less.`);
  }
  if (access === 'read' && read.refusal !== undefined) return read.refusal;
  // A write that has begun is waited for, and one that has not is better begun by another operation.
  if (performance.now() < deadline) return undefined;
  return new RestError('The operation has used up its time.', {
    kind: 'timeout',
    effect: 'none',
    sent: false,
    retryable: true,
  });
};

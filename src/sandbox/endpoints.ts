import type { Endpoint } from './endpoint.ts';
import { bankAccountActions } from './financial-connections/account-actions.ts';
import { bankAccountEndpoints } from './financial-connections/accounts.ts';
import { bankTransactionEndpoints } from './financial-connections/transactions.ts';
import { calculationEndpoints } from './tax/calculations.ts';
import { taxTransactionEndpoints } from './tax/transactions.ts';
import { transferReversalEndpoints } from './transfer-reversals.ts';
import { transferEndpoints } from './transfers.ts';
import { treasuryEndpoints } from './treasury.ts';

const endpoints: readonly Endpoint[] = [
  ...transferEndpoints,
  ...transferReversalEndpoints,
  ...calculationEndpoints,
  ...taxTransactionEndpoints,
  ...treasuryEndpoints,
  ...bankAccountEndpoints,
  ...bankAccountActions,
  ...bankTransactionEndpoints,
];

export interface Match {
  readonly endpoint: Endpoint;
  readonly ids: Readonly<Record<string, string>>;
}

const decodeSegment = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
};

const idsIn = (path: string, template: string): Record<string, string> | undefined => {
  const parts = template.split('/');
  const segments = path.split('/');
  if (segments.length !== parts.length) return undefined;
  const ids: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (!part.startsWith('{')) {
      if (segment !== part) return undefined;
      continue;
    }
    const id = decodeSegment(segment);
    if (id === undefined || id === '') return undefined;
    ids[part.slice(1, -1)] = id;
  }
  return ids;
};

/** Segments are compared as they stand: `..` is an id that does not exist, never a step up. */
export const findEndpoint = (method: string, path: string): Match | undefined => {
  for (const endpoint of endpoints) {
    const ids = endpoint.method === method ? idsIn(path, endpoint.path) : undefined;
    if (ids !== undefined) return { endpoint, ids };
  }
  return undefined;
};

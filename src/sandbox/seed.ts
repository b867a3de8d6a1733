import type { Seed } from './rest-object.ts';
import { financialConnections } from './seed/financial-connections.ts';
import { tax } from './seed/tax.ts';
import { transfers } from './seed/transfers.ts';
import { treasury } from './seed/treasury.ts';

/** The data the sandbox starts with: the same at every call, and shared with no other call. */
export const defaultSeed = (): Seed =>
  [...transfers(), ...tax(), ...treasury(), ...financialConnections()].map((object) => ({ ...object }));

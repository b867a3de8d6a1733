import type { Attack } from '../attack.ts';
import { bodyAttacks } from './bodies.ts';
import { documentAttacks } from './documents.ts';
import { floodAttacks } from './floods.ts';
import { inputAttacks } from './inputs.ts';
import { webAttacks } from './web.ts';

export const ATTACKS: readonly Attack[] = [
  ...documentAttacks,
  ...bodyAttacks,
  ...inputAttacks,
  ...webAttacks,
  ...floodAttacks,
];

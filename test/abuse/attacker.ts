import { constants, setPriority } from 'node:os';
import { ATTACKS } from './attacks/attacks.ts';
import { Target } from './send.ts';
import { storm } from './storm.ts';

/** Which of the attacks, and whom it is for. */
export interface AttackerQuestion {
  readonly index: number;
  readonly origin: string;
}

// Whoever attacks has processors of their own. Here they share the gateway's, and take what it leaves.
setPriority(constants.priority.PRIORITY_LOW);

process.on('message', async ({ index, origin }: AttackerQuestion) => {
  const attack = ATTACKS[index];
  if (attack === undefined) throw new RangeError(`There is no attack ${index}.`);
  const target = new Target(origin);
  process.send?.(await storm(attack, target));
  await target.close();
});
process.on('disconnect', () => process.exit());

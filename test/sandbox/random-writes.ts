import fc from 'fast-check';
import { expect } from 'vitest';
import type { Client } from './client.ts';
import type { Clock } from './clock.ts';

/** One write, as a path and a form; what it makes may be named by a later one. */
export type Call = readonly [path: string, form: string];

/** The id of something of that kind that was made before, of late; one of nothing where there is none. */
export type Made = (kind: string) => string;

export interface Step {
  /** Its number in the table of writes. */
  readonly write: number;
  /** How many of a kind have been made since the one that it acts on. */
  readonly which: number;
  /** What passes before it. */
  readonly seconds: number;
}

/** What every step draws; a table has more of its own. */
export const stepOf = (writes: readonly unknown[], longestSeconds: number) => ({
  write: fc.nat({ max: writes.length - 1 }),
  which: fc.nat({ max: 2 }),
  seconds: fc.constantFrom(0, 0, 30, longestSeconds),
});

/** Does the steps in a world that is back at its seed, and notes which writes were not refused. */
export const doSteps = async <Drawn extends Step>(
  { client, time, done }: { readonly client: Client; readonly time: Clock; readonly done: Set<number> },
  steps: readonly Drawn[],
  callOf: (step: Drawn, made: Made) => Call | undefined,
): Promise<void> => {
  client.sandbox.reset();
  const made = new Map<string, string[]>();
  for (const step of steps) {
    const [path, form] = callOf(step, (kind) => {
      const all = made.get(kind) ?? [];
      return all.at(-1 - (step.which % Math.max(all.length, 1))) ?? 'none_1';
    }) ?? ['', ''];
    time.pass(step.seconds);
    const { status, body } = await client.post(path, form);
    expect([200, 400, 404]).toContain(status);
    if (status !== 200) continue;
    done.add(step.write);
    const kind = String(body.object).replace('treasury.', '');
    made.set(kind, [...(made.get(kind) ?? []), String(body.id)]);
  }
};

/** None of them was refused each time. */
export const expectAllDone = (done: ReadonlySet<number>, writes: readonly unknown[]): void =>
  expect([...done].sort((a, b) => a - b)).toEqual(writes.map((_, index) => index));

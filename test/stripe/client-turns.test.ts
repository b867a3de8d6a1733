import { expect, it } from 'vitest';
import { type Kind, OwnTurns, type Rates, type Turn } from '../../src/stripe/turns.ts';
import { failureOf, startClientWorld } from './world.ts';

const RATES = { readsPerSecond: 100, writesPerSecond: 100, endpointPerSecond: 100, queue: 10 };

/** Turns that are stale so many times when they are used. */
class LateTurns extends OwnTurns {
  readonly given: Kind[] = [];
  givenBack = 0;
  #stale: number;

  constructor(rates: Rates, stale: number) {
    super(rates);
    this.#stale = stale;
  }

  override take(kind: Kind): Turn {
    const turn = super.take(kind);
    this.given.push(kind);
    const done = () => {
      this.givenBack += 1;
      turn.done();
    };
    if (this.#stale === 0) return { leave: () => turn.leave(), done };
    this.#stale -= 1;
    return { leave: () => false, done };
  }
}

const startLate = async (stale: number, restWriteDeadlineMs = 25_000) => {
  const opened: LateTurns[] = [];
  const openTurns = (_: string, rates: Rates) => {
    const turns = new LateTurns(rates, stale);
    opened.push(turns);
    return turns;
  };
  const world = await startClientWorld({}, { budget: { ...RATES, openTurns }, restWriteDeadlineMs });
  const turns = (): LateTurns => opened[0] ?? new LateTurns(RATES, 0);
  return { ...world, turns };
};

it.each(['get', 'post'] as const)(
  'a %s whose turns are stale is sent with the first that is not, once',
  async (how) => {
    const { upstream, turns, events, ...client } = await startLate(3);
    const answer = await client[how]();
    expect(answer).toMatchObject({ status: 200, attempts: 1 });
    expect(upstream.requests).toHaveLength(1);
    expect(turns().given).toHaveLength(4);
    expect(events).toHaveLength(1);
    // The connection that was made for the first is the one that it leaves on.
    expect(upstream.connections).toBe(1);
  },
);

it('a call that gets no turn that holds ends in its time, unsent, and keeps no connection', async () => {
  const { upstream, post, turns } = await startLate(Number.POSITIVE_INFINITY, 300);
  const error = await failureOf(post());
  expect(error).toMatchObject({ effect: 'none', sent: false });
  expect(upstream.requests).toHaveLength(0);
  expect(turns().givenBack).toBeGreaterThan(0);
});

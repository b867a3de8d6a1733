import { type Asked, NAME } from './contenders/contender.ts';
import type { Load } from './load.ts';
import type { Sample } from './measure.ts';
import type { Options } from './options.ts';
import type { Question } from './questions.ts';
import type { Server } from './servers.ts';

/** A server and a question that it answers rightly. */
export interface Pair {
  readonly server: Server;
  readonly question: Question;
  readonly asked: Asked;
  /** For one request alone. */
  readonly restCalls: number;
}

export interface Measured extends Pair {
  /** One of each round: the same document again and again. */
  readonly known: Sample[];
  /**
   * One of each round: a document that the server has not seen. Empty where it takes none, and where they are left out.
   */
  readonly firstSight: Sample[];
}

type Ask = (server: Server, what: Omit<Load, 'concurrency'>) => Promise<Sample>;

/** Clients that each wait for their answer. */
export const CONCURRENCY = 16;

/** Before the first figure counts, and before each. */
const WARM_UP = { first: 1, each: 0.3 };

/**
 * In each round all servers have their turn at a question before the next question, and begin with another one than in
 * the round before: what a machine does meanwhile falls on all alike. A server that fails is told of, and its question
 * left out from there on.
 */
export const measureRounds = async (
  pairs: readonly Pair[],
  { rounds, seconds, knownOnly }: Pick<Options, 'rounds' | 'seconds' | 'knownOnly'>,
  ask: Ask,
  complain: (text: string) => void,
): Promise<readonly Measured[]> => {
  const all: Measured[] = pairs.map((pair) => ({ ...pair, known: [], firstSight: [] }));
  const failed = new Set<Measured>();
  const turn = async (measured: Measured, warmUp: number, counts: boolean): Promise<void> => {
    const { server, asked } = measured;
    const load = {
      url: `${server.url}${asked.path}`,
      body: asked.body,
      warmUpMs: warmUp * seconds * 1000,
      durationMs: counts ? seconds * 1000 : 1,
    };
    const known = await ask(server, { ...load, anew: undefined });
    const never = !asked.isDocument || knownOnly;
    const firstSight = never ? undefined : await ask(server, { ...load, anew: NAME });
    if (!counts) return;
    measured.known.push(known);
    if (firstSight !== undefined) measured.firstSight.push(firstSight);
  };
  for (let round = 0; round <= rounds; round += 1) {
    for (const question of new Set(pairs.map((pair) => pair.question))) {
      const asked = all.filter((each) => each.question === question && !failed.has(each));
      const from = round % Math.max(1, asked.length);
      for (const measured of [...asked.slice(from), ...asked.slice(0, from)]) {
        await turn(measured, round === 0 ? WARM_UP.first : WARM_UP.each, round > 0).catch((error: Error) => {
          complain(`${measured.server.contender.name} failed at ${question.name}: ${error.message}`);
          failed.add(measured);
        });
      }
    }
    complain(round === 0 ? 'warm' : `round ${round} of ${rounds}`);
  }
  return all.filter((each) => !failed.has(each));
};

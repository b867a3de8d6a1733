import type { Booking, Ledger, Order } from '../../src/shared/ledger.ts';
import type { Mode } from '../../src/shared/membership.ts';
import { MemoryLedger } from '../../src/shared/memory-ledger.ts';
import { SharedBudget } from '../../src/shared/shared-budget.ts';
import { CallBudget, type Want } from '../../src/stripe/call-budget.ts';
import type { Rates } from '../../src/stripe/turns.ts';
import { WaitingRoom } from '../../src/stripe/waiting-room.ts';

/** How the ledger behaves: it answers, refuses connections, or stands still. */
export type Health = 'well' | 'down' | 'hung';

const TRIP_MS = 1;

/** A ledger behind a network, all on the clock of the test. */
export const startLedger = (answerMs = 100) => {
  const network = {
    health: 'well' as Health,
    orders: 0,
    /** Places that were booked, and those of them that came back. */
    booked: 0,
    returned: 0,
    tripOf: (_: number): readonly number[] => [TRIP_MS, 0],
    /** By how much the ledger's clock is ahead of that of the test. */
    aheadMs: 0,
  };
  const open = () => new MemoryLedger(() => performance.now() + network.aheadMs);
  let memory = open();
  const ledger: Ledger = {
    answerMs,
    book: (order: Order) =>
      new Promise<Booking>((resolve, reject) => {
        network.orders += 1;
        const [thereMs, backMs] = network.tripOf(network.orders);
        const arrive = () => {
          const booking = memory.book(order);
          network.booked += booking.wishes.reduce((sum, [, ...dueIn]) => sum + dueIn.length, 0);
          network.returned += order.returned.length;
          setTimeout(resolve, backMs, booking);
        };
        if (network.health === 'well') setTimeout(arrive, thereMs);
        else setTimeout(() => reject(new Error(network.health)), network.health === 'hung' ? answerMs : TRIP_MS);
      }),
    close: () => {},
  };
  return {
    ledger,
    network,
    /** All that it knew is gone. */
    wipe: () => {
      memory = open();
    },
  };
};

/** Some processes that share the budget of one account. */
export const startReplicas = async (count: number, ledger: Ledger, rates: Rates, startMs = 0) => {
  const sent: number[] = [];
  const refused: string[] = [];
  const modes: Mode[] = [];
  const troubles: (string | undefined)[] = [];
  const budgets = Array.from({ length: count }, () => {
    const shared = new SharedBudget({
      ledger,
      replicas: count,
      onChange: (mode, trouble) => {
        modes.push(mode);
        troubles.push(trouble);
      },
    });
    return { shared, budget: new CallBudget(shared.open('acct', rates), new WaitingRoom(1_000)) };
  });
  const starting = Promise.all(budgets.map(({ shared }) => shared.start(startMs)));
  return {
    starting,
    sent,
    refused,
    modes,
    troubles,
    budgets,
    /** One call by one replica, sent as soon as it may, or so many milliseconds after. */
    call: async (replica: number, want: Partial<Want> = {}, heldUpMs = 0): Promise<number | undefined> => {
      const asked = performance.now();
      const wanted = {
        access: 'read',
        endpoint: 'GET /a',
        waitMs: 2_000,
        mustGo: false,
        signal: undefined,
        ...want,
      } as const;
      let turn = await budgets[replica]?.budget.take(wanted);
      if (heldUpMs > 0) await new Promise((resolve) => setTimeout(resolve, heldUpMs));
      // On a busy machine it may be stale by now, and is then asked for again, as by whoever sends calls.
      while (turn !== undefined && !('fault' in turn) && !turn.leave()) {
        turn = await budgets[replica]?.budget.take({ ...wanted, isAgain: true });
      }
      if (turn === undefined || 'fault' in turn) {
        refused.push(turn?.fault ?? 'none');
        return undefined;
      }
      sent.push(performance.now());
      return performance.now() - asked;
    },
    close: () => {
      for (const { shared } of budgets) shared.close();
    },
  };
};

/**
 * The most of these times that lie within a second. Each may have been noted up to `heldUpMs` late: what was noted
 * within a second less that, did come within a second.
 */
export const mostInASecond = (times: readonly number[], heldUpMs = 0): number => {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(
    0,
    ...sorted.map((time, index) => sorted.slice(index).filter((other) => other < time + 1_000 - heldUpMs).length),
  );
};

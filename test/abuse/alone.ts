import { setTimeout as sleep } from 'node:timers/promises';
import { cpuMsOf } from './proc.ts';
import { type Measured, now, type Span, type Traffic } from './traffic.ts';

const WARM_UP_MS = 5_000;
const QUIET_MS = 10_000;
/** Between two kinds of attack: first what the one before has left behind, then as long a look at traffic alone. */
const PAUSE_MS = 250;
const LOOK_MS = 750;

/**
 * Good traffic while nothing else is asked of a gateway: before, between and after attacks, so that both see the same
 * machine.
 */
export class Alone {
  readonly #spans: Span[] = [];
  readonly #pid: number | undefined;
  readonly #traffic: Traffic;
  #cpuMs = 0;

  constructor(pid: number | undefined, traffic: Traffic) {
    this.#pid = pid;
    this.#traffic = traffic;
  }

  /** The first look, which is a long one. */
  async begin(): Promise<void> {
    await sleep(WARM_UP_MS);
    await this.look(QUIET_MS);
  }

  async look(ms = LOOK_MS): Promise<void> {
    await sleep(PAUSE_MS);
    const from = now();
    const cpu = cpuMsOf(this.#pid);
    await sleep(ms);
    this.#cpuMs += cpuMsOf(this.#pid) - cpu;
    this.#spans.push({ from, to: now() });
  }

  /** Processor time that good traffic takes in that many milliseconds. */
  cpuMsIn(ms: number): number {
    const looked = this.#spans.reduce((sum, { from, to }) => sum + to - from, 0);
    return (this.#cpuMs / looked) * ms;
  }

  /** Ask when the last of it has had its time. */
  measured(): Promise<Measured> {
    return this.#traffic.measured(this.#spans);
  }
}

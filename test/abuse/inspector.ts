import { WebSocket } from 'undici';

/** What one process says of itself. Bytes and milliseconds. */
export interface Vitals {
  /** Heap in use right after a full collection. */
  readonly heap: number;
  /** Resident memory right after it. */
  readonly rss: number;
  /** The longest that its event loop was held since the last look, and the 99th percentile. */
  readonly loopMax: number;
  readonly loopP99: number;
  /** Timers, sockets and the like that keep it alive. */
  readonly resources: number;
}

interface Evaluated {
  readonly result?: { readonly result: { readonly value: unknown } };
  readonly id: number;
}

const WATCH_LOOP = `(() => {
  const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
  globalThis.loopDelay = monitorEventLoopDelay({ resolution: 10 });
  globalThis.loopDelay.enable();
  return true;
})()`;

const LOOK = `(() => {
  const { max, percentile } = globalThis.loopDelay;
  const found = {
    heap: process.memoryUsage().heapUsed,
    rss: process.memoryUsage().rss,
    loopMax: max / 1e6,
    loopP99: globalThis.loopDelay.percentile(99) / 1e6,
    resources: process.getActiveResourcesInfo().length,
  };
  globalThis.loopDelay.reset();
  return JSON.stringify(found);
})()`;

/** Asks a process that was started with `--inspect`: nothing in the product has to know of it. */
export class Inspector {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Evaluated) => void>();
  #sent = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Evaluated;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  static async connect(address: string): Promise<Inspector> {
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    const inspector = new Inspector(socket);
    await inspector.#evaluate(WATCH_LOOP);
    return inspector;
  }

  /** Collects garbage first, so that what is left is what is held. */
  async look(): Promise<Vitals> {
    await this.#send('HeapProfiler.collectGarbage');
    return JSON.parse(String(await this.#evaluate(LOOK))) as Vitals;
  }

  /** Moves the time of day as the process reads it; clocks that cannot jump stay as they are. */
  async setClock(byMs: number): Promise<void> {
    await this.#evaluate(`{ const { now } = Date; Date.now = () => now() + ${byMs}; true }`);
  }

  close(): void {
    this.#socket.close();
  }

  async #evaluate(expression: string): Promise<unknown> {
    const { result } = await this.#send('Runtime.evaluate', { expression, returnByValue: true });
    return result?.result.value;
  }

  #send(method: string, params: object = {}): Promise<Evaluated> {
    this.#sent += 1;
    const id = this.#sent;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}

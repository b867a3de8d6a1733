import { type ChildProcess, fork, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Inspector } from './inspector.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const children = new Set<ChildProcess>();

const keep = (child: ChildProcess): void => {
  children.add(child);
  child.once('exit', () => children.delete(child));
};

// Interrupted, it leaves nothing behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => endAll());

/** Ends whatever was started here. */
export const endAll = (): void => {
  for (const child of children) child.kill('SIGKILL');
};

/** Ends this program when its work has ended, and everything that it started; with 1 when that failed. */
export const endAfter = (work: Promise<void>): Promise<void> =>
  work
    .catch((error: Error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exitCode = 1;
    })
    .finally(() => {
      endAll();
      process.exit();
    });

export interface Gateway {
  readonly origin: string;
  readonly pid: number | undefined;
  readonly inspector: Inspector;
  /** False once it has ended, for whatever reason. */
  readonly isAlive: () => boolean;
  /** Lines of its log at error or worse, the newest last; a hundred of them. */
  readonly complaints: readonly string[];
  /** Waits for a line of its log that holds this. */
  readonly says: (text: string) => Promise<void>;
  /** The exit code after SIGTERM. */
  readonly stop: () => Promise<number | null>;
  /** Ends it where it stands, whatever it has in hand. */
  readonly kill: () => Promise<void>;
}

// Workers are given ports for their inspectors one after the other, which may be taken: such a worker is replaced.
const BENIGN = /^(Debugger|For help|Waiting for the debugger|Starting inspector on)/;

/** The built gateway in a process of its own, as an operator starts it in production; variables come on top. */
export const startGateway = async (variables: Readonly<Record<string, string>>): Promise<Gateway> => {
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production', PORT: '0', ...variables };
  const child = spawn(process.execPath, ['--inspect=127.0.0.1:0', 'dist/bundle/main.js'], { cwd: ROOT, env });
  keep(child);
  const complaints: string[] = [];
  const complain = (line: string): void => {
    complaints.push(line.slice(0, 2_000));
    if (complaints.length > 100) complaints.shift();
  };
  const awaited = new Map<string, () => void>();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const addresses = new Promise<{ origin: string; debug: string }>((resolve, reject) => {
    let origin = '';
    let debug = '';
    let rest = '';
    const check = () => {
      if (origin !== '' && debug !== '') resolve({ origin, debug });
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (origin === '') origin = /"url":"(http:\/\/[^"/]+)/.exec(line)?.[1] ?? '';
        for (const [text, heard] of awaited) if (line.includes(text)) heard();
        if (/"level":("(error|fatal)"|[56]0)/.test(line)) complain(line);
      }
      check();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      debug ||= /ws:\/\/\S+/.exec(text)?.[0] ?? '';
      for (const line of text.split('\n')) {
        if (line !== '' && !BENIGN.test(line)) complain(line);
      }
      check();
    });
    child.once('exit', (code) => reject(new Error(`The gateway ended with ${code}: ${complaints.join('\n')}`)));
  });
  const { origin, debug } = await addresses;
  const inspector = await Inspector.connect(debug);
  const end = (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    inspector.close();
    child.kill(signal);
    return ended;
  };
  return {
    origin,
    pid: child.pid,
    inspector,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    complaints,
    says: (text) =>
      new Promise((resolve) => {
        awaited.set(text, () => {
          awaited.delete(text);
          resolve();
        });
      }),
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
  };
};

/** A program of this folder in a process of its own, to be asked and to tell. */
export class Helper<Question extends object, Answer extends object> {
  readonly #child: ChildProcess;
  readonly #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];

  constructor(file: string) {
    this.#child = fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: ['--import', 'tsx'] });
    keep(this.#child);
    this.#child.on('message', (answer) => this.#waiting.shift()?.resolve(answer as Answer));
    this.#child.once('exit', () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(`${file} has ended.`));
    });
  }

  /** Answers come in the order of the questions. */
  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.send(question);
    });
  }

  end(): void {
    this.#child.kill();
  }
}

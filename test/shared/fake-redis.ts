import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** Commands as a client sends them: arrays of texts, each told with its length in bytes. */
const commandsOf = (text: string): string[][] => {
  const commands: string[][] = [];
  let rest = text;
  for (let head = /^\*(\d+)\r\n/.exec(rest); head !== null; head = /^\*(\d+)\r\n/.exec(rest)) {
    rest = rest.slice(head[0].length);
    const command: string[] = [];
    for (let n = 0; n < Number(head[1]); n += 1) {
      const [line = '', length = '0'] = /^\$(\d+)\r\n/.exec(rest) ?? [];
      command.push(rest.slice(line.length, line.length + Number(length)));
      rest = rest.slice(line.length + Number(length) + 2);
    }
    commands.push(command);
  }
  return commands;
};

const INFO = 'redis_version:7.0.0\r\nloading:0\r\n';

/** What each command is answered by a Redis that does all that a client asks for when it connects. */
const HEALTHY: Readonly<Record<string, string>> = { info: `$${INFO.length}\r\n${INFO}\r\n`, client: '+OK\r\n' };

export interface Fake {
  /** By command, in the protocol of Redis; `*` is any other. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Said as soon as somebody connects, who is then let go. */
  readonly farewell?: string;
}

/** Something that speaks as a Redis does that is in trouble; it ends with the test. */
export const startFakeRedis = async ({ answers = {}, farewell }: Fake): Promise<string> => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (farewell !== undefined) {
      socket.end(farewell);
      return;
    }
    socket.setEncoding('latin1').on('data', (chunk) => {
      for (const [name = ''] of commandsOf(chunk.toString())) {
        const command = name.toLowerCase();
        socket.write(answers[command] ?? HEALTHY[command] ?? answers['*'] ?? '+OK\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

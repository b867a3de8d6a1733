import { describe, expect, it } from 'vitest';
import { createLog, scrubLine } from '../../src/telemetry/log.ts';

const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const CANARIES = [KEY, 'rk_live_4eC39HqLyjWD', 'whsec_4eC39HqLyjWD', 'pi_3Abc_secret_4eC39HqLyjWD'];

const collect = (level = 'trace') => {
  const lines: string[] = [];
  return { lines, log: createLog(level, { write: (line: string) => lines.push(line) }) };
};

class Refusal extends Error {
  readonly body: unknown;
  constructor(message: string, body: unknown, cause: Error) {
    super(message, { cause });
    this.body = body;
  }
}

describe('the log', () => {
  it.each(CANARIES)('holds no %s, wherever it is logged from', (key) => {
    const { log, lines } = collect();
    log.info(key);
    log.info(`a key\n${key}\tand more`);
    log.warn({ a: { b: [key, `"${key}"`, `\\${key}`, `\u0007${key}`] } }, 'nested');
    log.info({ [key]: 1 }, 'as a name');
    log.error({
      err: new Refusal(`refused\n${key}`, { error: { message: `Invalid API Key: ${key}` } }, new Error(`\n${key}`)),
    });
    log.error(new Error(`at ${key}`));
    log.info('%s and %j', key, { key });
    log
      .child({ key, text: `\r\n${key}` })
      .child({}, { msgPrefix: `\n${key} ` })
      .info('child');
    expect(lines).toHaveLength(8);
    for (const line of lines) {
      expect(line).not.toContain(key.split('_').at(-1));
      expect(JSON.parse(line)).toHaveProperty('level');
    }
    expect(lines.join('')).toContain('[redacted]');
  });

  it('is otherwise left as it is, one line each', () => {
    const { log, lines } = collect('info');
    log.info({ requestId: 'req-1', path: '/v1/transfers/tr_1' }, 'a\nb');
    log.debug('not at this level');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.endsWith('\n')).toBe(true);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId: 'req-1', path: '/v1/transfers/tr_1', msg: 'a\nb' });
  });

  it('leaves out a line that it cannot read', () => {
    expect(scrubLine(`{"msg": ${KEY}`)).not.toContain('4eC39');
  });
});

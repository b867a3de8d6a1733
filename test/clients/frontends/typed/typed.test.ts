import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DocumentNode, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { startGateway } from '../gateway.ts';
import { LATEST, oneUnitOf, postedSum, REVERSE } from './treasury.ts';

const PACKAGE = join(import.meta.dirname, '..');
const GENERATE = join(PACKAGE, 'node_modules/@graphql-codegen/cli/cjs/bin.js');
const TYPE_CHECK = join(PACKAGE, '../../../node_modules/typescript/bin/tsc');

/** What a command says when it fails; empty when it does not. */
const run = async (cwd: string, script: string, ...options: string[]): Promise<string> =>
  promisify(execFile)(process.execPath, [script, ...options], { cwd, env: { PATH: process.env.PATH } }).then(
    () => '',
    ({ stdout, stderr }) => `${stdout}${stderr}`,
  );

/** Generates and checks types again, under a copy of the schema in which something is different. */
const checkUnder = async (change: (schema: string) => string): Promise<{ generated: string; checked: string }> => {
  await mkdir(join(PACKAGE, 'generated'), { recursive: true });
  const copy = await mkdtemp(join(PACKAGE, 'generated/copy-'));
  try {
    await writeFile(join(copy, 'schema.graphql'), change(await readFile(join(PACKAGE, 'schema.graphql'), 'utf8')));
    await cp(join(PACKAGE, 'codegen.ts'), join(copy, 'codegen.ts'));
    await cp(join(import.meta.dirname, 'treasury.ts'), join(copy, 'typed/treasury.ts'));
    await writeFile(
      join(copy, 'tsconfig.json'),
      JSON.stringify({ extends: join(PACKAGE, 'tsconfig.json'), include: ['typed'] }),
    );
    const generated = await run(copy, GENERATE);
    return { generated, checked: generated === '' ? await run(copy, TYPE_CHECK, '-p', '.', '--pretty', 'false') : '' };
  } finally {
    await rm(copy, { recursive: true });
  }
};

/** Replaces what stands once within one type of the schema. */
const within = (type: string, from: string, to: string) => (schema: string) => {
  const [definition = ''] = new RegExp(`^(type|input|enum) ${type}\\b[^}]*\\n}`, 'm').exec(schema) ?? [];
  if (definition.split(from).length !== 2) throw new Error(`"${from}" does not stand once in ${type}.`);
  return schema.replace(definition, definition.replace(from, to));
};

describe('typed operations', () => {
  it('say what the gateway answers', async () => {
    await using gateway = await startGateway();
    const ask = async (document: DocumentNode, variables: object) => {
      const response = await gateway.fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: print(document), variables }),
      });
      return (await response.json()).data;
    };
    expect(postedSum(await ask(LATEST, { account: 'fa_1Seed000001' }))).toEqual(expect.any(Number));
    expect(await ask(REVERSE, oneUnitOf('tr_1Seed000010'))).toMatchObject({
      createTransferReversal: { transferReversal: { amount: 1 } },
    });
    expect(gateway.costs()).toEqual([1, 1]);
  });

  it('pass under the schema as it is', async () => {
    expect(await checkUnder((schema) => schema)).toEqual({ generated: '', checked: '' });
  });

  it.each([
    [
      'a field that may become null',
      within('TreasuryTransaction', '  amount: SafeInt!', '  amount: SafeInt'),
      /treasury\.ts\(\d+,\d+\): error TS\d+: .*null/,
    ],
    [
      'an enum value with another name',
      within('TreasuryTransactionStatus', '  POSTED\n', '  SETTLED\n'),
      /treasury\.ts\(\d+,\d+\): error TS2367: .*"POSTED"/,
    ],
    [
      'an input field with another name',
      within('CreateTransferReversalInput', '  amount: SafeInt', '  value: SafeInt'),
      /treasury\.ts\(\d+,\d+\): error TS\d+: .*'amount' does not exist/s,
    ],
  ])('fail the type check under %s', async (_change, change, expected) => {
    const { generated, checked } = await checkUnder(change);
    expect(generated).toBe('');
    expect(checked).toMatch(expected);
  });

  it('are not even generated under a field with another name', async () => {
    const { generated } = await checkUnder(within('TreasuryTransaction', '  amount: SafeInt!', '  value: SafeInt!'));
    expect(generated).toMatch(/Cannot query field "amount" on type "TreasuryTransaction"/);
  });
});

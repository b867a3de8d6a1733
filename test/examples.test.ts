import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { examplesIndex } from '../scripts/examples-index.ts';
import { startWorld } from './world.ts';

const FOLDER = new URL('../docs/examples/', import.meta.url);

interface Example {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  /** How many REST calls the first line promises. */
  readonly promised: number;
  /** The conversation with REST that the file shows. */
  readonly shown: readonly string[];
}

/** The comments at the head of the file: `calls`, what it shows, `variables`, and the REST calls. */
const read = (file: string): Example => {
  const query = readFileSync(new URL(file, FOLDER), 'utf8');
  const [first = '', second = '', ...others] = query.split('\n');
  const head = others.slice(
    0,
    others.findIndex((line) => !line.startsWith('#')),
  );
  expect(second, 'the second line says what the example shows').toMatch(/^# [A-Z0-9`].+\.$/);
  const variables = head.find((line) => line.startsWith('# variables: '))?.slice('# variables: '.length);
  return {
    query,
    variables: variables === undefined ? {} : JSON.parse(variables),
    promised: Number(/^# calls: (\d+)$/.exec(first)?.[1]),
    shown: head.filter((line) => /^# (GET|POST) /.test(line)).map((line) => line.slice('# '.length)),
  };
};

/** Calls made at the same moment arrive in any order. */
const inOrder = (calls: readonly string[]): string[] => [...calls].sort();

const files = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'));

describe('docs/examples', () => {
  it('have an index that names each, by what it shows', () => {
    expect(readFileSync(new URL('README.md', FOLDER), 'utf8')).toBe(examplesIndex());
  });

  it('are enough to learn from', () => {
    expect(files.length).toBeGreaterThanOrEqual(28);
  });

  it.each(files)('%s', async (file) => {
    const { query, variables, promised, shown } = read(file);
    await using world = await startWorld();
    const { data, errors, extensions } = await world.query(query, variables);
    expect(errors).toBeUndefined();
    expect(data).toBeTruthy();
    // A mutation that is refused answers a problem, which has a message.
    expect(JSON.stringify(data)).not.toContain('"message":');
    expect(inOrder(world.calls)).toEqual(inOrder(shown));
    expect(world.calls).toHaveLength(promised);
    const cost = extensions?.cost as { estimated: number; actual: number } | undefined;
    expect(cost?.actual).toBe(promised);
    expect(cost?.estimated).toBeGreaterThanOrEqual(promised);
  });
});

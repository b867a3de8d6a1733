import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DocumentCache } from '../../src/plugins/document-cache.ts';
import { KnownDocument } from '../../src/plugins/known-document.ts';

const known = (text: string) => new KnownDocument(parse(text));

const ROOT = join(import.meta.dirname, '../..');

const flood = async (count: number) => {
  const program = 'dist/test/document-flood.js';
  const entryPoints = ['test/plugins/document-flood.ts'];
  const bundle = { bundle: true, packages: 'external', platform: 'node', format: 'esm' } as const;
  await build({ absWorkingDir: ROOT, entryPoints, outfile: program, ...bundle });
  const env = { PATH: process.env.PATH, DOCUMENT_CACHE_BYTES: String(8 * 2 ** 20) };
  const run = promisify(execFile)(process.execPath, ['--expose-gc', program, String(count)], { cwd: ROOT, env });
  const { stdout } = await run;
  return JSON.parse(stdout) as { growth: number; calls: number };
};

describe('the memory of documents', () => {
  // With no bound these take more than 50 MB. After 5,000 (`document-flood.ts 5000`, two minutes) it is no more than
  // after these.
  it('grows by its bound, and not by what comes: documents of the largest size, wrong ones, and long ones', async () => {
    const { growth, calls } = await flood(110);
    expect(calls).toBe(0);
    expect(growth).toBeLessThan(40);
  });

  it('forgets what was used least when the next would be too much, and keeps nothing that is larger than itself', () => {
    const texts = ['{ a }', '{ b }', '{ c }'];
    const [a = '', b = '', c = ''] = texts;
    const probe = new DocumentCache(1_000_000);
    probe.set(a, known(a));
    const cache = new DocumentCache(probe.bytes * 2);
    for (const text of [a, b]) cache.set(text, known(text));
    cache.get(a);
    cache.set(c, known(c));
    expect(texts.map((text) => cache.get(text) !== undefined)).toEqual([true, false, true]);
    expect([cache.size, cache.bytes]).toEqual([2, probe.bytes * 2]);
    const large = `{ ${'a '.repeat(100)} }`;
    cache.set(large, known(large));
    expect(cache.get(large)).toBeUndefined();
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { start } from './process.ts';

const ROOT = join(import.meta.dirname, '..');

const bundleFile = (): string => {
  const folder = join(ROOT, 'dist/bundle');
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.cjs')) ?? '');
};

it('the bundle that npm start runs answers, names its own errors, and finds the parts that it does not hold', async () => {
  const { query, said, url } = await start({ METRICS_PORT: '0', LOG_LEVEL: 'info' });
  expect(await query('{ transfer(id: "tr_1Mio2dLkdIwHu7ixsUuCxJpu") { currency } }')).toEqual({
    data: { transfer: { currency: 'USD' } },
    extensions: { cost: expect.objectContaining({ estimated: 1, actual: 1 }) },
  });
  // With two copies of graphql in it an error of ours would be a stranger's, and masked.
  expect(await query('{ transfer(id: "nothing") { id } }')).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  });
  expect(await query('{ transfer(id: "tr_1") { nothing } }')).toMatchObject({
    errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
  });

  const page = await fetch(url.replace('/graphql', '/graphiql'), { headers: { accept: 'text/html' } });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('GraphiQL');

  await eventually(() => expect(said.out).toContain('metricsUrl'));
  const metricsUrl = /"metricsUrl":"([^"]+)"/.exec(said.out)?.[1] ?? '';
  expect(await (await fetch(`${metricsUrl}/metrics`)).text()).toContain('gateway_operations_total');
});

it('shows sources in its stacks where Node is asked for that', () => {
  const told = `import { findSourceMap } from 'node:module';
    process.on('exit', () => {
      const { sources = [] } = findSourceMap(${JSON.stringify(bundleFile())})?.payload ?? {};
      console.error(sources.filter((source) => source.endsWith('src/gateway.ts')).length);
    });`;
  const preload = `data:text/javascript,${encodeURIComponent(told)}`;
  const node = ['--enable-source-maps', '--import', preload, join(ROOT, 'dist/bundle/main.js'), '--version'];
  const { stderr, status } = spawnSync(process.execPath, node, { cwd: ROOT, encoding: 'utf8' });
  expect([stderr.trim(), status]).toEqual(['1', 0]);
});

/** Prints whether V8 refuses the code; in plain JavaScript, since tsx takes longer to start than all else here. */
const { outputFiles } = buildSync({
  stdin: {
    contents: `import { compiled } from './scripts/bundle/compiled.ts';
      process.stdout.write(String(compiled(process.argv[1]).cachedDataRejected));`,
    resolveDir: ROOT,
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
});

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const startFlags: readonly string[] = scripts.start.split(' ').filter((word: string) => word.startsWith('--'));

it.each([
  ['as npm start begins', startFlags],
  ['without flags', []],
])('is not compiled anew %s: V8 takes the code that stands beside it', (_name, flags) => {
  const node = [...flags, '--input-type=module', '--eval', outputFiles[0]?.text ?? '', bundleFile()];
  expect(execFileSync(process.execPath, node, { cwd: ROOT, encoding: 'utf8' })).toBe('false');
});

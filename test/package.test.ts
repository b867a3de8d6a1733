import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const run = promisify(execFile);

/**
 * Within what npm runs, npm says by variables of its own where it is: in an empty folder it shall know nothing of this
 * one.
 */
const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));

const USE = `
import { createGateway, type Gateway, type GatewayOptions } from 'stripe-graphql-gateway';
const options: GatewayOptions = { secretKey: 'sk_test_1', corsOrigins: ['https://app.example'], maxRestCalls: 10 };
const gateway: Gateway = createGateway(options);
const answer: Response = await gateway.fetch(new Request('http://localhost/graphql'));
export const status: number = answer.status;
await gateway.dispose();
`;

/** An empty folder with nothing in it but the packed package, installed as its users do. */
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stripe-graphql-gateway-'));
  // What is in dist is what test/build.ts has made.
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT, env: ENVIRONMENT });
  const [packed = ''] = await readdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const quietly = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  await run('npm', ['install', ...quietly, `./${packed}`], { cwd: folder, env: ENVIRONMENT });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What npm has put where npx and the scripts of a package find it. */
const command = async (...args: string[]) =>
  (await run(join(folder, 'node_modules/.bin/stripe-graphql-gateway'), args, { cwd: folder, env: ENVIRONMENT })).stdout;

describe('the packed package in an empty folder', () => {
  it('serves the sandbox', async () => {
    const child = spawn(join(folder, 'node_modules/.bin/stripe-graphql-gateway'), ['--port', '0'], {
      cwd: folder,
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      let said = '';
      child.stdout.on('data', (chunk) => {
        said += chunk;
      });
      while (!said.includes('/graphql') && child.exitCode === null) await sleep(20);
      const url = /http:\/\/\S+\/graphql/.exec(said)?.[0] ?? '';
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ transfer(id: "tr_1Seed000003") { amount } }' }),
      });
      expect(await response.json()).toMatchObject({ data: { transfer: { amount: 2500 } } });
      const page = await fetch(url.replace('/graphql', '/graphiql'), { headers: { accept: 'text/html' } });
      expect(await page.text()).toContain('GraphiQL');
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('has every command under its name', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    const byNpx = run('npx', ['stripe-graphql-gateway', '--version'], { cwd: folder, env: ENVIRONMENT });
    expect((await byNpx).stdout).toBe(`${version}\n`);
    expect(await command('--help')).toMatch(/^Usage: stripe-graphql-gateway /);
    expect(await command('schema', '--subgraph')).toBe(await readFile(join(ROOT, 'schema.graphql'), 'utf8'));
    expect(await command('check')).toContain('it would run on the sandbox');
  });

  it('can be imported', async () => {
    const program = `
      import { createGateway } from 'stripe-graphql-gateway';
      await using_(createGateway({ secretKey: 'sk_test_1' }));
      async function using_(gateway) {
        const health = await gateway.fetch(new Request('http://localhost/health'));
        process.stdout.write(String(health.status));
        await gateway.dispose();
      }`;
    await writeFile(join(folder, 'use.js'), program);
    expect((await run(process.execPath, ['use.js'], { cwd: folder, env: ENVIRONMENT })).stdout).toBe('200');
  });

  it('has types, and they say what is wrong', async () => {
    const compilerOptions = {
      target: 'ES2023',
      lib: ['ES2023', 'ESNext.Disposable'],
      module: 'NodeNext',
      strict: true,
      noEmit: true,
      typeRoots: [join(ROOT, 'node_modules/@types')],
      types: ['node'],
    };
    const programs = {
      'use.ts': USE,
      'type.ts': USE.replace('maxRestCalls: 10', "maxRestCalls: '10'"),
      'name.ts': USE.replace('maxRestCalls', 'maxRestCall'),
    };
    for (const [name, text] of Object.entries(programs)) await writeFile(join(folder, name), text);
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: Object.keys(programs) }));
    const said = await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc')], { cwd: folder }).then(
      ({ stdout }) => stdout,
      ({ stdout }) => String(stdout),
    );
    const problems = said.split('\n').filter((line) => /^\S/.test(line));
    expect(problems).toEqual([
      expect.stringMatching(/^name\.ts.*'maxRestCall'/),
      expect.stringMatching(/^type\.ts.*'string'/),
    ]);
  });

  it('holds what is run and read, and no source, test or map', async () => {
    const files = await readdir(join(folder, 'node_modules/stripe-graphql-gateway'), { recursive: true });
    for (const file of ['README.md', 'LICENSE', 'schema.graphql', 'docs/configuration.md', 'dist/bundle/main.js']) {
      expect(files).toContain(file);
    }
    expect(files.filter((file) => /^(?:src|test|scripts)\b|\.map$|^dist\/(?!bundle|modules)/.test(file))).toEqual([]);
  });
});

import { execFile, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { defaultSeed } from '../../src/sandbox/seed.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { eventually } from '../eventually.ts';
import { buildImage, type Image, installNode, type User } from './image.ts';

const ROOT = join(import.meta.dirname, '../..');
const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const execute = promisify(execFile);
const read = (file: string): Promise<string> => readFile(join(ROOT, file), 'utf8');

/** Of what npm tells those whom it starts, what is built in an empty folder shall know nothing but the registry. */
const ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm_|NODE_ENV$|VITEST)/i.test(name))),
  npm_config_registry: execFileSync('npm', ['config', 'get', 'registry'], { cwd: ROOT, encoding: 'utf8' }).trim(),
};

/**
 * One who builds, and one who runs and may write nothing: two users who are not root, where this process may become
 * them.
 */
const usersOf = async (env: NodeJS.ProcessEnv): Promise<{ builder: User; runner: User }> => {
  const [builder, runner] = [65_533, 65_532].map((id) => ({ uid: id, gid: id }));
  const itself = { builder: {}, runner: {} };
  if (process.getuid?.() !== 0 || builder === undefined || runner === undefined) return itself;
  return execute('npm', ['--version'], { ...builder, env, cwd: '/' }).then(
    () => ({ builder, runner }),
    () => itself,
  );
};

let folder: string;
let image: Image;
let runner: User;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-image-'));
  path = [await installNode(join(folder, 'bin')), process.env.PATH].join(delimiter);
  const environment = { ...ENVIRONMENT, PATH: path, HOME: join(folder, 'home') };
  await Promise.all(['home', 'stages', 'context'].map((name) => mkdir(join(folder, name))));
  await chmod(folder, 0o755);
  const { builder, ...others } = await usersOf(environment);
  runner = others.runner;
  for (const name of ['home', 'stages']) {
    if (builder.uid !== undefined && builder.gid !== undefined)
      await chown(join(folder, name), builder.uid, builder.gid);
  }
  const [dockerfile, ignore] = await Promise.all([read('deploy/Dockerfile'), read('.dockerignore')]);
  image = await buildImage({ context: ROOT, dockerfile, ignore, folder, builder, environment });
  await execute('chmod', ['-R', 'a-w', image.workdir]);
  // Two installations and a build.
}, 900_000);

afterAll(async () => {
  if (image !== undefined) await execute('chmod', ['-R', 'u+w', image.workdir]);
  await rm(folder, { recursive: true, force: true });
});

const freePort = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return String(typeof address === 'object' ? address?.port : '');
};

/** What a container with a read-only file system would have: no home, and no place for files that are for a while. */
const containerOf = (env: Record<string, string>) => ({
  ...runner,
  cwd: image.workdir,
  env: { PATH: path, HOME: '/none', TMPDIR: '/none', ...image.env, ...env },
});

/** As the engine starts it, until it says that it listens. */
const startContainer = async (env: Record<string, string>) => {
  const [program = '', ...args] = image.command;
  const child = spawn(program, args, { ...containerOf(env), stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const exit = once(child, 'exit');
  await eventually(() => {
    if (child.exitCode === null) expect(said).toContain('/graphql');
  });
  expect(child.exitCode).toBeNull();
  return { child, exit, url: `http://127.0.0.1:${env.PORT}/graphql` };
};

/** 0: healthy. */
const checkHealth = async (env: Record<string, string>): Promise<number> => {
  const [program = '', ...args] = image.healthCheck;
  return execute(program, args, containerOf(env)).then(
    () => 0,
    ({ code }) => code,
  );
};

const ask = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ transfer(id: "tr_1Seed000003") { amount } }' }),
  });
  return { status: response.status, body: await response.json() };
};

const ANSWER = { status: 200, body: { data: { transfer: { amount: 2_500 } } } };

describe('the steps of deploy/Dockerfile, in an empty folder', () => {
  it('are made with the Node that the project is', async () => {
    const bases = [...(await read('deploy/Dockerfile')).matchAll(/^FROM node:(\d+)/gm)].map(([, major]) => major);
    expect(new Set(bases)).toEqual(new Set([(await read('.nvmrc')).trim()]));
  });

  it('give an image whose user may write none of it, and that starts the sandbox as its first lines say', async () => {
    expect(image.user).not.toBe('root');
    const files = await readdir(image.workdir, { recursive: true });
    // Root may write anything; who runs is root only where npm is out of the reach of others.
    const isRoot = runner.uid === undefined && process.getuid?.() === 0;
    if (!isRoot) await expect(execute('touch', ['written'], containerOf({}))).rejects.toThrow('ermission denied');
    const [, options = ''] = /^# docker run (.+)$/m.exec(await read('deploy/Dockerfile')) ?? [];
    const given = Object.fromEntries(
      [...options.matchAll(/-e (\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const env = { ...given, PORT: await freePort() };
    expect(await checkHealth(env)).toBe(1);
    const { child, exit, url } = await startContainer(env);
    expect(await checkHealth(env)).toBe(0);
    expect(await ask(url)).toMatchObject(ANSWER);
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(await readdir(image.workdir, { recursive: true })).toEqual(files);
  });

  it('give an image that takes deploy/environment.example, and keys and tokens from files', async () => {
    const rest = await startSandbox({ seed: defaultSeed(), keys: [KEY] });
    onTestFinished(() => rest.close());
    const token = createHash('sha256').update('token').digest('hex');
    const secrets = join(folder, 'secrets');
    await mkdir(secrets);
    await writeFile(join(secrets, 'secret-key'), KEY);
    await writeFile(join(secrets, 'tokens.json'), JSON.stringify([{ name: 'shop', sha256: token, scopes: ['*'] }]));
    const lines = [...(await read('deploy/environment.example')).matchAll(/^([A-Z_]+)=(.*)$/gm)];
    const { child, exit, url } = await startContainer({
      ...Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value])),
      PORT: await freePort(),
      METRICS_PORT: '0',
      DRAIN_DELAY_MS: '0',
      STRIPE_API_BASE: rest.url,
      STRIPE_SECRET_KEY_FILE: join(secrets, 'secret-key'),
      AUTH_TOKENS_FILE: join(secrets, 'tokens.json'),
    });
    expect(await ask(url)).toMatchObject({ status: 401 });
    expect(await ask(url, { authorization: 'Bearer token' })).toMatchObject(ANSWER);
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  });
});

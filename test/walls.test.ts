import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** The file's imports: of ours as a path below src, of others as they are written. */
const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^(?:import|export)\b[^'"]*['"]([^'"]+)['"]/gm)].map(
    ([, from = '']) => (from.startsWith('.') ? relative(root, join(root, file, '..', from)) : from),
  );

const layerOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : file);

/** What each layer may import of ours. A layer may always import itself. */
const ALLOWED: Record<string, readonly string[]> = {
  'access.ts': [],
  // How a field of a document reads its arguments, for the planner and for the execution alike.
  'argument-values.ts': [],
  'main.ts': ['cli', 'config', 'config-error.ts', 'process', 'telemetry', 'v8-flags.ts'],
  // How V8 collects garbage, for the process and for what loads its bundle.
  'v8-flags.ts': [],
  // What the process does but serve: it prints, checks, and ends.
  cli: ['auth', 'config', 'config-error.ts', 'gateway.ts', 'graph', 'plugins', 'schema.ts', 'stripe'],
  // The gateway within another application, which imports it as a package.
  embedding: ['config', 'config-error.ts', 'gateway.ts', 'telemetry'],
  // One process that answers, or a primary with its workers.
  process: [
    'auth',
    'config',
    'config-error.ts',
    'events',
    'gateway.ts',
    'http',
    'sandbox',
    'server.ts',
    'shared',
    'telemetry',
  ],
  // One table of settings. Whoever takes some as options takes their types from it.
  config: ['config-error.ts'],
  'config-error.ts': [],
  // Who asks, by the headers of a request. Of the graph it knows what a caller is, and of GraphQL nothing.
  auth: ['config', 'config-error.ts', 'graph', 'stripe'],
  // Listening and letting go; main.ts would be twice as long.
  'server.ts': ['config', 'config-error.ts', 'http'],
  // What comes in parts, in one piece.
  bytes: [],
  // Connections: who reads slowly, who is still sending, and who sends what is no request.
  http: [],
  // What it is told: the types of its options, and nothing that runs.
  'gateway-options.ts': ['auth', 'config', 'events', 'stripe', 'telemetry'],
  'gateway.ts': [
    'auth',
    'config',
    'config-error.ts',
    'direct',
    'example-operations',
    'gateway-options.ts',
    'graph',
    'overload',
    'plugins',
    'schema.ts',
    'stripe',
    'telemetry',
  ],
  // What GraphiQL opens with: texts.
  'example-operations': [],
  'schema.ts': ['graph', 'resources'],
  // Signals: how they come in, and to whom they go. Of the graph and of REST it knows nothing.
  // Redis is reached in one way.
  events: ['bytes', 'shared'],
  plugins: [
    'access.ts',
    'auth',
    'bytes',
    'config',
    'config-error.ts',
    'events',
    'execute',
    'graph',
    'http',
    'overload',
    'stripe',
    'telemetry',
  ],
  // The way in of a plain POST, beside graphql-yoga's: the same steps, which the plugins have too.
  direct: ['graph', 'http', 'plugins', 'stripe'],
  // What is told of operations and REST calls, and to whom; plugins hand it over, and it knows nothing of them.
  telemetry: ['graph', 'stripe'],
  resources: ['graph', 'stripe'],
  // Values as JSON text, for the fields that know their values and for the execution alike.
  json: [],
  graph: ['access.ts', 'argument-values.ts', 'json', 'stripe'],
  // Executes a document as graphql-js does: any document over any schema.
  execute: ['argument-values.ts', 'json'],
  // Semaphore and load shedding, for operations and REST calls alike.
  overload: ['access.ts'],
  stripe: ['access.ts', 'bytes', 'config', 'overload'],
  // Turns of one budget for several processes. Of the REST client it knows what a turn is.
  shared: ['stripe'],
  sandbox: [],
};

/** What stands in `graph/` itself: the words that its wings share. */
const TOP = 'top';

/** What each wing of `graph/` may import of the others; all may import the words that stand on top of them. */
const WINGS: Record<string, readonly string[]> = {
  [TOP]: [],
  plan: [],
  read: [],
  // What one operation has of both.
  operation: ['plan', 'read'],
  // Connections read pages.
  kit: ['operation', 'read'],
  subgraph: ['kit', 'operation'],
};

const wingOf = (file: string): string | undefined => {
  const [layer, wing, ...below] = file.split('/');
  if (layer !== 'graph') return undefined;
  return below.length > 0 ? wing : TOP;
};

describe('walls of the house', () => {
  it.each(files)('%s imports only what its layer may', (file) => {
    const layer = layerOf(file);
    const ours = importsOf(file).filter((from) => from.endsWith('.ts'));
    const forbidden = ours.filter((from) => layerOf(from) !== layer && !ALLOWED[layer]?.includes(layerOf(from)));
    expect(ALLOWED[layer], `src/${layer} is not a layer`).toBeDefined();
    expect(forbidden).toEqual([]);
  });

  it.each(files.filter((file) => wingOf(file) !== undefined))('%s imports only what its wing may', (file) => {
    const wing = wingOf(file) ?? '';
    const others = importsOf(file)
      .map(wingOf)
      .filter((other) => other !== undefined && other !== wing && other !== TOP);
    expect(WINGS[wing], `src/graph/${wing} is not a wing`).toBeDefined();
    expect(others.filter((other) => !WINGS[wing]?.includes(other ?? ''))).toEqual([]);
  });

  it('keeps GraphQL out of the REST client', () => {
    const guilty = files.filter(
      (file) => layerOf(file) === 'stripe' && importsOf(file).some((from) => from.includes('graphql')),
    );
    expect(guilty).toEqual([]);
  });

  it('keeps GraphQL out of finding who asks, but for what a caller is', () => {
    const guilty = files.flatMap((file) =>
      layerOf(file) === 'auth'
        ? importsOf(file)
            .filter((from) => /graphql|pothos|^graph\/(?!caller\.ts$)/.test(from))
            .map((from) => `${file}: ${from}`)
        : [],
    );
    expect(guilty).toEqual([]);
  });

  it('keeps GraphQL and the gateway out of the sandbox', () => {
    const guilty = files.filter(
      (file) => layerOf(file) === 'sandbox' && importsOf(file).some((from) => /graphql|pothos/.test(from)),
    );
    expect(guilty).toEqual([]);
  });

  it('reads the environment in main.ts alone', () => {
    const guilty = files.filter((file) => /\bprocess\.env\b/.test(readFileSync(join(root, file), 'utf8')));
    expect(guilty).toEqual(['main.ts']);
  });

  it('has one form of function: the arrow', () => {
    const guilty = files.filter((file) =>
      /^\s*(export )?(async )?function\b/m.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(guilty).toEqual([]);
  });

  it('has nothing that is still to be written', () => {
    expect(files.filter((file) => /\bTODO\b/.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it('has no barrels', () => {
    expect(files.filter((file) => file.endsWith('index.ts'))).toEqual([]);
  });
});

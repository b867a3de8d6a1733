import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { defineConfig, type Plugin, type TestProjectInlineConfiguration } from 'vitest/config';

/** Tables and pure functions: no server, no process. */
const UNIT = [
  'test/cli/command-line.test.ts',
  'test/config/*.test.ts',
  'test/deploy/examples.test.ts',
  'test/docs/{configuration,contributing,errors,fields,troubleshooting}.test.ts',
  'test/graph/kit/scopes.test.ts',
  'test/graph/{plan/plan,read/arrivals}.test.ts',
  'test/overload/*.test.ts',
  'test/sandbox/{reversal-arithmetic,seed}.test.ts',
  'test/stripe/{call-budget,circuit,errors,form,path,rate-window,reception,retry,waiting-room}.test.ts',
  'test/{schema,walls}.test.ts',
];

/** What takes seconds: thousands of random operations or faults, processes of their own, times that really pass. */
const SLOW = [
  'test/auth/{isolation,start}.test.ts',
  'test/cli/commands.test.ts',
  'test/docs/tutorial.test.ts',
  'test/events/processes.test.ts',
  'test/execute/{differential,own-schema}.test.ts',
  'test/graph/{plan/cost,plan/known,read/sharing}.test.ts',
  'test/mutations/{every-write*,exactly-once,faults,kill}.test.ts',
  'test/plugins/{document-cache,limits}.test.ts',
  'test/shared/*.test.ts',
  'test/resources/odd-values.test.ts',
  'test/scaffold/*.test.ts',
  'test/stripe/{client-*,retry-budget,scrub}.test.ts',
  'test/upstream/*.test.ts',
  'test/telemetry/unwritable-log.test.ts',
  'test/{bundle,drain,garbage,main,package,reload,server,worker-troubles,workers}.test.ts',
];

/** What measures the memory or the processor of the very process that it runs in. */
const ALONE = ['test/stripe/{client-answers,scrub}.test.ts', 'test/upstream/leaving.test.ts', 'test/server.test.ts'];

/** Installs twice and builds: minutes, most of them of npm. */
const IMAGE = ['test/deploy/image.test.ts'];

const ELSEWHERE = ['**/node_modules/**', 'test/clients/**', 'test/openapi/**'];
const ALL = ['test/**/*.test.ts'];
/** Makes the process that some of them start. */
const BUILT = { globalSetup: ['test/build.ts'] };

/** Files share their process, which imports the gateway once and not once for each file. */
const shared = (test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  extends: true,
  test: { ...test, exclude: [...ELSEWHERE, ...ALONE, ...IMAGE, ...(test?.exclude ?? [])], isolate: false },
});

const alone: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'alone', include: ALONE, exclude: ELSEWHERE },
};

const image: TestProjectInlineConfiguration = { extends: true, test: { name: 'image', include: IMAGE } };

/** What `--project` chooses from. */
const PARTS = [
  shared({ name: 'unit', include: UNIT }),
  shared({ name: 'world', include: ALL, exclude: [...UNIT, ...SLOW] }),
  shared({ name: 'slow', include: SLOW, ...BUILT }),
  alone,
  image,
];

const SOURCES = join(import.meta.dirname, 'src');
const MODULES = join(import.meta.dirname, 'dist/modules');

/**
 * In a whole run tests import what `npm run build` makes of `src`, module by module, which Node reads by itself: vite
 * would have every process of tests wait for hundreds of modules, and put a getter before each use of an import.
 */
const builtModules: Plugin = {
  name: 'built modules',
  enforce: 'pre',
  resolveId: (id, importer) => {
    if (importer === undefined || !/^\.\.?\/.*\.ts$/.test(id)) return undefined;
    const path = relative(SOURCES, join(dirname(importer), id));
    return path.startsWith('..') ? undefined : join(MODULES, path.replace(/\.ts$/, '.js'));
  },
};

/**
 * `--mode whole`, or `large` for the large counts of `test/counts.ts`: all of them at once. Projects share no process, so that parts of it
 * would import the gateway again.
 */
// Projects begin in the order of their names: `alone` first, whose files take long.
const WHOLE = [alone, shared({ name: 'whole', include: ALL })].map(({ test, ...project }) => ({
  ...project,
  plugins: [builtModules],
  // Files that wait for processes and times let those work that compute.
  test: { ...test, ...BUILT, maxWorkers: 2 * availableParallelism() },
}));

/** Modes of a whole run. */
const isWhole = (mode: string): boolean => mode === 'whole' || mode === 'large';

export default defineConfig(({ mode }) => ({
  // vite would pick graphql's `module` build while Node picks `main`: two copies, and every
  // GraphQLError of ours would be masked as a stranger's.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    server: { deps: { external: [/\/dist\/modules\//] } },
    // Ends what hangs; nothing else, on however slow a machine.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    // vitest would leave one to itself, which is half of a small machine.
    maxWorkers: availableParallelism(),
    env: mode === 'large' ? { COUNTS: 'large' } : {},
    projects: isWhole(mode) ? WHOLE : PARTS,
  },
}));

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerCommand, refusalOf } from '../../src/cli/answer-command.ts';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { resources } from '../../src/schema.ts';
import { run, start } from '../process.ts';

const ROOT = join(import.meta.dirname, '../..');
const KEY = 'rk_test_4eC39HqLyjWDarjtT1zdp7dc';

/** The real process: what it writes where, and what it ends with. */
const runProcess = async (args: readonly string[], environment: Record<string, string> = {}) => {
  const { said, exit } = run(environment, [], ['dist/bundle/main.js', ...args]);
  return { code: await exit, ...said };
};

/**
 * What the process would write and end with, without starting one: each kind of command has a test with its process
 * too, here or in package.test.ts.
 */
const runCommand = async (args: readonly string[], environment: Record<string, string> = {}) => {
  try {
    const command = readCommandLine(args);
    if (command.name === 'serve') throw new TypeError('It serves, for which there must be a process.');
    return { err: '', ...(await answerCommand(command, environment)) };
  } catch (error) {
    return { out: '', ...refusalOf(error) };
  }
};

/** A REST API that knows one key, which may not read Tax, and holds nothing. */
const startRest = async () => {
  const calls: string[] = [];
  /** On whose data each call was to act. */
  const targets: { account: unknown; context: unknown }[] = [];
  const server = createServer(({ method, url = '', headers }, response) => {
    calls.push(`${method} ${url}`);
    targets.push({ account: headers['stripe-account'], context: headers['stripe-context'] });
    const answer = (status: number, error: object) => {
      response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_1' });
      response.end(JSON.stringify({ error: { type: 'invalid_request_error', ...error } }));
    };
    if (headers.authorization !== `Bearer ${KEY}`) answer(401, { message: 'Invalid API Key provided: rk_test_****' });
    else if (url.startsWith('/v1/tax/')) answer(403, { message: `The key ${KEY} needs rak_tax_read.` });
    else answer(404, { code: 'resource_missing', message: 'No such object.' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    calls,
    targets,
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

describe('serve', () => {
  it('listens on the port of the command line, which goes before the one of the environment', async () => {
    // PORT=1 could not be listened on.
    const { query } = await start({ PORT: '1' }, [], ['dist/bundle/main.js', 'serve', '--port', '0']);
    expect(await query('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
  });

  it('gives the port to its workers too', async () => {
    const { query } = await start({ PORT: '1', WORKERS: '2' }, [], ['dist/bundle/main.js', '--port', '0']);
    expect(await query('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
  });

  it('refuses a port that is none as the configuration does', async () => {
    expect(await runProcess(['--port', 'http'])).toEqual({
      code: 1,
      out: '',
      err: 'The configuration is wrong:\n  PORT must be a whole number from 0 to 65535.\n',
    });
  });
});

describe('what only prints', () => {
  it('tells the commands, and the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(await runCommand(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    const help = await runCommand(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const name of ['serve', 'schema', 'explain', 'check', '--port', '--client', '--subgraph']) {
      expect(help.out).toContain(name);
    }
  });

  it('says what is wrong with the command line, where help is, and ends with 2', async () => {
    expect(await runProcess(['strat'])).toEqual({
      code: 2,
      out: '',
      err: 'There is no command "strat".\nstripe-graphql-gateway --help says what there is.\n',
    });
  });

  /** The real process as a shell starts it, and what it ends with. */
  const shell = (command: string) => spawnSync('/bin/bash', ['-c', command], { cwd: ROOT, encoding: 'utf8' });

  it.each([
    ['what it prints', '--help > >(exec <&-)', 0],
    ['the schema, of which a line is read', 'schema > >(head -1 > /dev/null)', 0],
    ['what is wrong', 'strat 2> >(exec <&-)', 2],
    ['either', 'strat > /dev/null 2>&-', 2],
  ])('ends as usual where nobody reads %s', (_, args, code) => {
    expect(shell(`node dist/bundle/main.js ${args}`)).toMatchObject({ status: code, stderr: '' });
  });

  it('says that the output cannot be written, and ends with 1', () => {
    expect(shell('node dist/bundle/main.js --help > /dev/full')).toMatchObject({
      status: 1,
      stderr: 'The output cannot be written: the system says ENOSPC.\n',
    });
    expect(shell('node dist/bundle/main.js strat 2> /dev/full').status).toBe(1);
  });

  it('prints the schema for routers as it lies in schema.graphql', async () => {
    const { code, out } = await runCommand(['schema', '--subgraph']);
    expect(code).toBe(0);
    expect(out).toBe(readFileSync(join(ROOT, 'schema.graphql'), 'utf8'));
  });

  it('prints the schema for clients: the same types without what is for routers', async () => {
    const { code, out } = await runCommand(['schema']);
    expect(code).toBe(0);
    expect(out).not.toMatch(/\b_(?:entities|service|Any|Entity|Service)\b|^directive|@(?:key|link|shareable|cost)/m);
    const typesOf = (text: string) =>
      [...text.matchAll(/^(?:type|interface|union|enum|input|scalar) (\w+)/gm)].map(([, name]) => name);
    const all = readFileSync(join(ROOT, 'schema.graphql'), 'utf8');
    expect(typesOf(out).sort()).toEqual(typesOf(all).sort());
    // It stands alone: whoever reads it knows no federation.
    expect(Object.keys(buildSchema(out).getQueryType()?.getFields() ?? {})).toContain('node');
  });

  it('prints it as it is configured', async () => {
    const { out } = await runCommand(['schema'], { SUBGRAPH_NODE_FIELDS: 'false' });
    expect(Object.keys(buildSchema(out).getQueryType()?.getFields() ?? {})).not.toContain('node');
  });
});

describe('explain', () => {
  const example = 'docs/examples/deeper-than-rest-expands.graphql';

  it('prints the calls of an operation as a tree, and asks nobody', async () => {
    const { code, out, err } = await runProcess(['explain', example]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [title, first] = out.split('\n');
    expect(title).toMatch(/^query DeeperThanRestExpands: \d+ REST calls at most, \d+ values$/);
    expect(first).toBe('  Query.transferReversals  1 call  GET /v1/transfers/{id}/reversals');
    expect(out).toContain('    expand: data.transfer');
  });

  /** A file that lives as long as its test. */
  const fileOf = (name: string, content: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'explain-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const PAGE = 'query Page($first: Int!, $id: ID!) { transfer(id: $id) { reversals(first: $first) { nodes { id } } } }';
  const WIDE =
    'query Wide($n: Int!) { transfers(first: $n) { nodes { reversals(first: 300) { nodes { balanceTransaction { net } } } } } }';

  it('reads variables from a file: they decide what it costs', async () => {
    const page = fileOf('page.graphql', PAGE);
    const explain = async (first: number) => {
      const variables = fileOf('variables.json', JSON.stringify({ first, id: 'tr_1' }));
      const { code, out } = await runCommand(['explain', page, '--variables', variables]);
      return { code, title: out.split('\n')[0] };
    };
    expect(await explain(5)).toEqual({ code: 0, title: expect.stringContaining('query Page: 1 REST calls at most') });
    expect(await explain(300)).toEqual({ code: 0, title: expect.stringContaining('query Page: 4 REST calls at most') });
  });

  it('takes the operation by its name, where the file has several', async () => {
    const file = fileOf('two.graphql', `${PAGE} query Once { balance { livemode } }`);
    const { code, out } = await runCommand(['explain', file, '--operation', 'Once']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^query Once: 1 REST calls at most, \d+ values\n {2}Query\.balance {2}1 call {2}GET \/v1\/balance\n$/,
    );
    const refused = { code: 1, err: '', out: expect.stringContaining('Say by --operation which one') };
    expect(await runCommand(['explain', file])).toEqual(refused);
    expect(await runCommand(['explain', file, '--operation', 'Twice'])).toEqual(refused);
  });

  it('draws what is too dear, says so, and ends with 1', async () => {
    const variables = fileOf('variables.json', '{ "n": 100 }');
    const wide = await runCommand(['explain', fileOf('wide.graphql', WIDE), '--variables', variables]);
    expect(wide).toMatchObject({ code: 1, err: '' });
    expect(wide.out).toMatch(/^ {2}Query\.transfers {2}1 call {2}GET \/v1\/transfers$/m);
    expect(wide.out).toMatch(/^This operation can need \d+ REST calls; the limit is 200\. .+$/m);
    const reversal = '(input: { transfer: "tr_1", amount: 1, idempotencyKey: "k" }) { __typename }';
    const many = `mutation { ${[1, 2, 3].map((n) => `m${n}: createTransferReversal${reversal}`).join(' ')} }`;
    const refused = await runCommand(['explain', fileOf('many.graphql', many)], { MAX_MUTATIONS: '2' });
    expect(refused).toEqual({ code: 1, err: '', out: expect.stringMatching(/mutations/) });
  });

  it.each([
    ['variables that are missing', PAGE, '{}', /^1:12 Variable "\$first" of required type "Int!" was not provided\.$/m],
    [
      'variables of another type',
      PAGE,
      '{ "first": "all", "id": "tr_1" }',
      /^1:12 Variable "\$first" got invalid value "all";/m,
    ],
    ['a document that breaks off', '{ transfers {', undefined, /^1:14 Syntax Error: .+$/m],
    [
      'a field that there is none of',
      'query {\n  nothing\n}',
      undefined,
      /^2:3 Cannot query field "nothing" on type "Query"\./m,
    ],
    ['a page that cannot be asked for', '{ transfers(first: -1) { nodes { id } } }', undefined, /^1:3 .*`first`/m],
  ])('tells the place of %s, and ends with 1', async (_, document, variables, line) => {
    const given = variables === undefined ? [] : ['--variables', fileOf('variables.json', variables)];
    const { code, out, err } = await runCommand(['explain', fileOf('op.graphql', document), ...given]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(line);
  });

  it('says which file is missing, or holds something else', async () => {
    expect(await runCommand(['explain', 'none.graphql'])).toEqual({
      code: 1,
      out: 'none.graphql cannot be read.\n',
      err: '',
    });
    const page = fileOf('page.graphql', PAGE);
    const withVariables = async (file: string) => runCommand(['explain', page, '--variables', file]);
    const refused = (why: string) => ({ code: 1, out: '', err: expect.stringContaining(why) });
    expect(await withVariables('none.json')).toEqual(refused('--variables must be a file with JSON that can be read'));
    expect(await withVariables(fileOf('v.json', '{'))).toEqual(
      refused('--variables must be a file with JSON: what it holds is none'),
    );
    const { code, out } = await withVariables(fileOf('v.json', '[1]'));
    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('a file with a JSON object') });
  });
});

describe('check', () => {
  it('says that there is no key, and asks nobody', async () => {
    const { code, out } = await runCommand(['check']);
    expect(code).toBe(0);
    expect(out).toContain('There is no STRIPE_SECRET_KEY: it would run on the sandbox.');
  });

  it('names every problem of the configuration', async () => {
    const { code, err } = await runProcess(['check'], { PORT: 'http', STRIPE_SECRET_KEY: 'nonsense' });
    expect(code).toBe(1);
    expect(err).toMatch(/STRIPE_SECRET_KEY must be a key.*\n.*PORT must be/);
  });

  it('tells by one read for each type what a key may read, and what it lacks', async () => {
    await using rest = await startRest();
    const { code, out, err } = await runProcess(['check'], { STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: rest.url });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('STRIPE_SECRET_KEY: REST knows the key.');
    expect(out).toMatch(/^ {2}may read {6}Transfer$/m);
    expect(out).toMatch(
      /^ {2}may not read {2}TaxTransaction: .*`rak_tax_read`.* \(GET \/v1\/tax\/transactions\/\{id\}\)$/m,
    );
    expect(out).not.toContain(KEY);
    const asked = resources.nodes.map(({ path, exampleId }) => `GET ${path?.(exampleId).text}`);
    expect(rest.calls).toEqual(asked);
  });

  it('ends with 1 at the first call where REST does not know the key', async () => {
    await using rest = await startRest();
    const environment = { STRIPE_SECRET_KEY: 'sk_test_another', STRIPE_API_BASE: rest.url };
    const { code, out } = await runCommand(['check'], environment);
    expect(code).toBe(1);
    expect(out).toContain('STRIPE_SECRET_KEY: The REST API did not accept the key in use.');
    expect(rest.calls).toHaveLength(1);
  });

  it('asks once under the key that writes, and writes nothing', async () => {
    await using rest = await startRest();
    const environment = { STRIPE_SECRET_KEY: KEY, STRIPE_WRITE_KEY: 'sk_test_another', STRIPE_API_BASE: rest.url };
    const { code, out } = await runCommand(['check'], environment);
    expect(code).toBe(1);
    expect(out).toContain('STRIPE_WRITE_KEY: The REST API did not accept the key in use.');
    expect(rest.calls).toHaveLength(resources.nodes.length + 1);
    expect(rest.calls.filter((call) => !call.startsWith('GET '))).toEqual([]);
  });

  it.each([
    ['STRIPE_ACCOUNT', { account: 'acct_1', context: undefined }],
    ['STRIPE_CONTEXT', { account: undefined, context: 'acct_1' }],
  ])('asks on the data that %s says, as the gateway will', async (name, target) => {
    await using rest = await startRest();
    await runCommand(['check'], { STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: rest.url, [name]: 'acct_1' });
    expect(rest.targets).toEqual(resources.nodes.map(() => target));
  });

  it('ends with 1 where REST cannot be reached', async () => {
    const environment = { STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: 'http://127.0.0.1:1' };
    const { code, out } = await runCommand(['check'], environment);
    expect(code).toBe(1);
    expect(out).toContain('The REST API cannot be reached');
  });
});

import { describe, expect, it } from 'vitest';
import { effectiveLimits, readConfig } from '../../src/config/config.ts';
import { problemsOf } from './problems.ts';

const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';

const DEFAULTS = {
  secretKey: undefined,
  writeKey: undefined,
  mutations: 'on',
  live: false,
  auth: { way: 'none' },
  apiBase: 'https://api.stripe.com',
  apiVersion: '2024-11-20.acacia',
  allowHttp: false,
  account: undefined,
  host: '127.0.0.1',
  sandboxOpen: false,
  port: 4000,
  eventSource: undefined,
  webhookPort: undefined,
  webhookSecrets: [],
  maxStreams: 1000,
  maxStreamsPerCaller: 5,
  persistedDocumentsFile: undefined,
  persistedOnly: 'false',
  maxRestCalls: 200,
  maxValues: 500_000,
  maxAnswerBytes: 8_388_608,
  maxReadBytes: 33_554_432,
  maxHeldBytes: 134_217_728,
  maxMutations: 5,
  maxPageSize: 1000,
  maxBodyBytes: 262_144,
  maxJsonLevels: 64,
  maxJsonValues: 10_000,
  maxDocumentCharacters: 100_000,
  maxTokens: 2000,
  maxDepth: 12,
  maxAliases: 200,
  maxDirectives: 50,
  maxRootFields: 200,
  maxErrors: 100,
  documentCacheBytes: 33_554_432,
  requestTimeoutMs: 10_000,
  operationTimeoutMs: 25_000,
  maxOperations: 256,
  maxOperationsPerCaller: 64,
  operationQueue: 512,
  keepAliveTimeoutMs: 65_000,
  answerTimeoutMs: 30_000,
  maxPendingAnswerBytes: 67_108_864,
  operationQueueWaitMs: 2000,
  drainMs: 30_000,
  drainDelayMs: 0,
  graphqlPath: '/graphql',
  production: false,
  graphiql: true,
  introspection: true,
  explain: true,
  corsOrigins: [],
  restConnections: 256,
  restConnectTimeoutMs: 5000,
  restReadTimeoutMs: 8000,
  restWriteTimeoutMs: 15_000,
  restReadDeadlineMs: 20_000,
  restWriteDeadlineMs: 25_000,
  restMaxAnswerBytes: 16_777_216,
  restReadsPerSecond: 20,
  restWritesPerSecond: 20,
  restEndpointPerSecond: 20,
  restQueue: 512,
  restQueueWaitMs: 2000,
  restBreakAfter: 20,
  metricsPort: undefined,
  nodeFields: true,
  securityDirectives: false,
  stubs: [],
  workers: 1,
  redisPrefix: 'stripe-gateway',
  replicas: 1,
  logLevel: 'info',
};

describe('readConfig', () => {
  it('runs on the sandbox when nothing is set', () => {
    expect(readConfig({})).toEqual(DEFAULTS);
  });

  it('takes an empty variable for one that is not set', () => {
    const names = ['STRIPE_SECRET_KEY', 'STRIPE_API_BASE', 'STRIPE_ACCOUNT', 'HOST', 'PORT', 'LOG_LEVEL'];
    expect(readConfig(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(DEFAULTS);
  });

  it('leaves the rest of the environment alone', () => {
    expect(readConfig({ PATH: '/bin', HOME: '/root' })).toEqual(DEFAULTS);
  });

  it('reads every variable', () => {
    const config = readConfig({
      STRIPE_SECRET_KEY: KEY,
      STRIPE_WRITE_KEY: KEY,
      MUTATIONS: 'write-key',
      STRIPE_LIVE: 'false',
      STRIPE_API_BASE: 'http://127.0.0.1:12111',
      STRIPE_API_VERSION: '2025-01-27.acacia',
      STRIPE_ALLOW_HTTP: 'true',
      STRIPE_ACCOUNT: 'acct_1Abc',
      AUTH: 'token',
      AUTH_TOKENS_FILE: '/etc/tokens.json',
      HOST: '::1',
      SANDBOX_OPEN: 'false',
      PORT: '0',
      MAX_REST_CALLS: '7',
      MAX_VALUES: '5000',
      MAX_ANSWER_BYTES: '2000',
      MAX_READ_BYTES: '3000',
      MAX_HELD_BYTES: '4000',
      MAX_MUTATIONS: '3',
      MAX_PAGE_SIZE: '50',
      MAX_BODY_BYTES: '1000',
      MAX_JSON_LEVELS: '5',
      MAX_JSON_VALUES: '50',
      MAX_DOCUMENT_CHARACTERS: '1000',
      MAX_TOKENS: '100',
      MAX_DEPTH: '4',
      MAX_ALIASES: '0',
      MAX_DIRECTIVES: '1',
      MAX_ROOT_FIELDS: '2',
      MAX_ERRORS: '3',
      DOCUMENT_CACHE_BYTES: '5',
      REQUEST_TIMEOUT_MS: '500',
      OPERATION_TIMEOUT_MS: '600',
      MAX_OPERATIONS: '20',
      MAX_OPERATIONS_PER_CALLER: '9',
      OPERATION_QUEUE: '30',
      KEEP_ALIVE_TIMEOUT_MS: '75000',
      ANSWER_TIMEOUT_MS: '700',
      MAX_PENDING_ANSWER_BYTES: '800',
      OPERATION_QUEUE_WAIT_MS: '300',
      DRAIN_MS: '6',
      DRAIN_DELAY_MS: '7',
      GRAPHQL_PATH: '/api/graphql',
      NODE_ENV: 'production',
      GRAPHIQL: 'true',
      INTROSPECTION: 'true',
      EXPLAIN: 'true',
      CORS_ORIGINS: 'https://app.example, http://localhost:5173',
      REST_CONNECTIONS: '8',
      REST_CONNECT_TIMEOUT_MS: '100',
      REST_READ_TIMEOUT_MS: '200',
      REST_WRITE_TIMEOUT_MS: '300',
      REST_READ_DEADLINE_MS: '400',
      REST_WRITE_DEADLINE_MS: '500',
      REST_MAX_ANSWER_BYTES: '1000',
      REST_READS_PER_SECOND: '70',
      REST_WRITES_PER_SECOND: '60',
      REST_ENDPOINT_PER_SECOND: '15',
      REST_QUEUE: '100',
      REST_QUEUE_WAIT_MS: '1000',
      REST_BREAK_AFTER: '10',
      WORKERS: '4',
      REDIS_URL: 'rediss://user:password@redis.example:6380/1',
      REDIS_PREFIX: 'shop',
      REPLICAS: '3',
      METRICS_PORT: '9090',
      SUBGRAPH_NODE_FIELDS: 'false',
      SUBGRAPH_SECURITY_DIRECTIVES: 'true',
      ROUTER_SECRET: 'shared-'.repeat(5),
      SUBGRAPH_STUBS: 'Customer, Account',
      PERSISTED_DOCUMENTS_FILE: '/etc/documents.json',
      PERSISTED_ONLY: 'mutations',
      EVENTS: 'webhook',
      WEBHOOK_PORT: '4100',
      STRIPE_WEBHOOK_SECRET: 'whsec_12345678, whsec_abcdefgh',
      MAX_STREAMS: '10',
      MAX_STREAMS_PER_CALLER: '2',
      LOG_LEVEL: 'silent',
    });
    expect(config).toEqual({
      secretKey: KEY,
      writeKey: KEY,
      mutations: 'write-key',
      live: false,
      auth: { way: 'token', tokensFile: '/etc/tokens.json' },
      apiBase: 'http://127.0.0.1:12111',
      apiVersion: '2025-01-27.acacia',
      allowHttp: true,
      account: 'acct_1Abc',
      host: '::1',
      sandboxOpen: false,
      port: 0,
      maxRestCalls: 7,
      maxValues: 5000,
      maxAnswerBytes: 2000,
      maxReadBytes: 3000,
      maxHeldBytes: 4000,
      maxMutations: 3,
      maxPageSize: 50,
      maxBodyBytes: 1000,
      maxJsonLevels: 5,
      maxJsonValues: 50,
      maxDocumentCharacters: 1000,
      maxTokens: 100,
      maxDepth: 4,
      maxAliases: 0,
      maxDirectives: 1,
      maxRootFields: 2,
      maxErrors: 3,
      documentCacheBytes: 5,
      requestTimeoutMs: 500,
      operationTimeoutMs: 600,
      maxOperations: 20,
      maxOperationsPerCaller: 9,
      operationQueue: 30,
      keepAliveTimeoutMs: 75_000,
      answerTimeoutMs: 700,
      maxPendingAnswerBytes: 800,
      operationQueueWaitMs: 300,
      drainMs: 6,
      drainDelayMs: 7,
      graphqlPath: '/api/graphql',
      production: true,
      graphiql: true,
      introspection: true,
      explain: true,
      corsOrigins: ['https://app.example', 'http://localhost:5173'],
      restConnections: 8,
      restConnectTimeoutMs: 100,
      restReadTimeoutMs: 200,
      restWriteTimeoutMs: 300,
      restReadDeadlineMs: 400,
      restWriteDeadlineMs: 500,
      restMaxAnswerBytes: 1000,
      restReadsPerSecond: 70,
      restWritesPerSecond: 60,
      restEndpointPerSecond: 15,
      restQueue: 100,
      restQueueWaitMs: 1000,
      restBreakAfter: 10,
      workers: 4,
      redisUrl: 'rediss://user:password@redis.example:6380/1',
      redisPrefix: 'shop',
      replicas: 3,
      metricsPort: 9090,
      nodeFields: false,
      securityDirectives: true,
      routerSecret: 'shared-'.repeat(5),
      stubs: ['Customer', 'Account'],
      persistedDocumentsFile: '/etc/documents.json',
      persistedOnly: 'mutations',
      eventSource: 'webhook',
      webhookPort: 4100,
      webhookSecrets: ['whsec_12345678', 'whsec_abcdefgh'],
      maxStreams: 10,
      maxStreamsPerCaller: 2,
      logLevel: 'silent',
    });
  });

  it('takes four fifths of what REST allows the mode of the key', () => {
    const live = readConfig({ STRIPE_SECRET_KEY: KEY.replace('test', 'live'), STRIPE_LIVE: 'true' });
    expect(live).toMatchObject({ restReadsPerSecond: 80, restWritesPerSecond: 80, restEndpointPerSecond: 20 });
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });

  it('names every problem at once', () => {
    const problems = problemsOf({
      STRIPE_SECRET_KEY: 'nonsense',
      STRIPE_WRITE_KEY: 'pk_test_4eC39HqLyjWD',
      MUTATIONS: 'yes',
      STRIPE_LIVE: 'yes',
      STRIPE_API_BASE: 'ftp://example.com',
      STRIPE_API_VERSION: 'latest',
      STRIPE_ACCOUNT: 'me',
      AUTH: 'password',
      AUTH_JWT_ALGORITHM: 'HS256',
      AUTH_JWT_JWKS: 'http://issuer.example/jwks',
      HOST: 'a b',
      SANDBOX_OPEN: 'yes',
      PORT: 'http',
      MAX_REST_CALLS: '0',
      MAX_MUTATIONS: '0',
      MAX_PAGE_SIZE: '-1',
      MAX_BODY_BYTES: '0',
      MAX_JSON_LEVELS: '2',
      MAX_JSON_VALUES: '2',
      MAX_DOCUMENT_CHARACTERS: '0',
      MAX_TOKENS: '10001',
      MAX_DEPTH: '0',
      MAX_ALIASES: '-1',
      MAX_DIRECTIVES: 'x',
      MAX_ROOT_FIELDS: '0',
      MAX_ERRORS: '0',
      DOCUMENT_CACHE_BYTES: '0',
      REQUEST_TIMEOUT_MS: '99',
      OPERATION_TIMEOUT_MS: '99',
      MAX_OPERATIONS: '0',
      OPERATION_QUEUE: '-1',
      OPERATION_QUEUE_WAIT_MS: '20001',
      DRAIN_MS: '0',
      DRAIN_DELAY_MS: '-1',
      GRAPHIQL: 'yes',
      INTROSPECTION: '1',
      CORS_ORIGINS: '*',
      REST_CONNECTIONS: '0',
      REST_CONNECT_TIMEOUT_MS: '9',
      REST_READ_TIMEOUT_MS: '9',
      REST_WRITE_TIMEOUT_MS: '9',
      REST_READ_DEADLINE_MS: '9',
      REST_WRITE_DEADLINE_MS: '600001',
      REST_MAX_ANSWER_BYTES: '0',
      REST_READS_PER_SECOND: '0',
      REST_WRITES_PER_SECOND: '-1',
      REST_ENDPOINT_PER_SECOND: 'all',
      REST_QUEUE: '0',
      REST_QUEUE_WAIT_MS: '20001',
      REST_BREAK_AFTER: '0',
      METRICS_PORT: '65536',
      SUBGRAPH_NODE_FIELDS: 'no',
      SUBGRAPH_SECURITY_DIRECTIVES: 'no',
      LOG_LEVEL: 'loud',
    });
    expect(problems).toEqual([
      'STRIPE_SECRET_KEY must be a key such as sk_test_… or rk_test_….',
      'STRIPE_WRITE_KEY must be a key such as sk_test_… or rk_test_….',
      'MUTATIONS must be one of on, write-key, off.',
      'STRIPE_LIVE must be true or false.',
      'AUTH must be one of none, token, jwt, passthrough.',
      'AUTH_JWT_ALGORITHM must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA.',
      'AUTH_JWT_JWKS must be a file, or an address: https, or http on loopback.',
      'HOST must be a host name or an address.',
      'SANDBOX_OPEN must be true or false.',
      'PORT must be a whole number from 0 to 65535.',
      'DRAIN_MS must be a whole number from 1 to 600000.',
      'DRAIN_DELAY_MS must be a whole number from 0 to 600000.',
      'METRICS_PORT must be a whole number from 0 to 65535.',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
      'GRAPHIQL must be true or false.',
      'INTROSPECTION must be true or false.',
      'CORS_ORIGINS must be origins such as https://app.example, with commas between.',
      'SUBGRAPH_NODE_FIELDS must be true or false.',
      'SUBGRAPH_SECURITY_DIRECTIVES must be true or false.',
      'MAX_REST_CALLS must be a whole number from 1 to 100000.',
      'MAX_MUTATIONS must be a whole number from 1 to 100.',
      'MAX_PAGE_SIZE must be a whole number from 1 to 10000.',
      'MAX_BODY_BYTES must be a whole number from 1 to 100000000.',
      'MAX_JSON_LEVELS must be a whole number from 3 to 1000.',
      'MAX_JSON_VALUES must be a whole number from 3 to 1000000.',
      'MAX_DOCUMENT_CHARACTERS must be a whole number from 1 to 10000000.',
      'MAX_TOKENS must be a whole number from 1 to 10000.',
      'MAX_DEPTH must be a whole number from 1 to 100.',
      'MAX_ALIASES must be a whole number from 0 to 10000.',
      'MAX_DIRECTIVES must be a whole number from 0 to 10000.',
      'MAX_ROOT_FIELDS must be a whole number from 1 to 10000.',
      'MAX_ERRORS must be a whole number from 1 to 10000.',
      'DOCUMENT_CACHE_BYTES must be a whole number from 1 to 999999999.',
      'REQUEST_TIMEOUT_MS must be a whole number from 100 to 600000.',
      'OPERATION_TIMEOUT_MS must be a whole number from 100 to 600000.',
      'MAX_OPERATIONS must be a whole number from 1 to 100000.',
      'OPERATION_QUEUE must be a whole number from 0 to 100000.',
      'OPERATION_QUEUE_WAIT_MS must be a whole number from 0 to 20000.',
      'STRIPE_API_BASE must be an https origin, or http on loopback, without a path.',
      'STRIPE_API_VERSION must be a version such as 2024-11-20.acacia.',
      'STRIPE_ACCOUNT must be the id of a connected account, acct_….',
      'REST_CONNECTIONS must be a whole number from 1 to 10000.',
      'REST_CONNECT_TIMEOUT_MS must be a whole number from 10 to 600000.',
      'REST_READ_TIMEOUT_MS must be a whole number from 10 to 600000.',
      'REST_WRITE_TIMEOUT_MS must be a whole number from 10 to 600000.',
      'REST_READ_DEADLINE_MS must be a whole number from 10 to 600000.',
      'REST_WRITE_DEADLINE_MS must be a whole number from 10 to 600000.',
      'REST_MAX_ANSWER_BYTES must be a whole number from 1 to 999999999.',
      'REST_READS_PER_SECOND must be a whole number from 1 to 10000.',
      'REST_WRITES_PER_SECOND must be a whole number from 1 to 10000.',
      'REST_ENDPOINT_PER_SECOND must be a whole number from 1 to 10000.',
      'REST_QUEUE must be a whole number from 1 to 10000.',
      'REST_QUEUE_WAIT_MS must be a whole number from 0 to 20000.',
      'REST_BREAK_AFTER must be a whole number from 1 to 10000.',
    ]);
  });

  it('puts all problems into the message, a line each, and no value', () => {
    const secret = `${KEY}!`;
    expect(() => readConfig({ STRIPE_SECRET_KEY: secret, PORT: '70000' })).toThrow(
      [
        'The configuration is wrong:',
        '  STRIPE_SECRET_KEY must be a key such as sk_test_… or rk_test_….',
        '  PORT must be a whole number from 0 to 65535.',
      ].join('\n'),
    );
    expect(problemsOf({ STRIPE_SECRET_KEY: secret, PORT: '70000' }).join()).not.toMatch(/4eC39|70000/);
  });

  it.each(['sk_test_4eC39HqLyjWD', 'sk_live_4eC39HqLyjWD', 'rk_test_4eC39HqLyjWD', 'rk_live_4eC39HqLyjWD'])(
    'takes the key %s',
    (key) => {
      const live = String(key.includes('_live_'));
      expect(readConfig({ STRIPE_SECRET_KEY: key, STRIPE_LIVE: live }).secretKey).toBe(key);
    },
  );

  it.each(['pk_test_4eC39HqLyjWD', 'sk_test_', 'sk_test_4eC39HqLyjWD ', 'sk_test_4eC39\nHqLyjWD', 'acct_1Abc'])(
    'refuses the key %j',
    (key) => {
      expect(problemsOf({ STRIPE_SECRET_KEY: key })).toHaveLength(1);
    },
  );

  it.each(['https://api.stripe.com', 'https://proxy.example:8443/', 'http://localhost:1', 'http://[::1]:12111'])(
    'takes the base %s',
    (base) => {
      expect(readConfig({ STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: base }).apiBase).toBe(base);
    },
  );

  it.each([
    'http://api.stripe.com',
    'http://10.0.0.1',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'https://user:password@api.stripe.com',
    'https://api.stripe.com/v1',
    'https://api.stripe.com/?a=b',
    'api.stripe.com',
    'file:///etc/passwd',
  ])('refuses the base %s', (base) => {
    expect(problemsOf({ STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: base })).toEqual([
      'STRIPE_API_BASE must be an https origin, or http on loopback, without a path.',
    ]);
  });

  it('refuses to execute known documents alone where there are none', () => {
    expect(problemsOf({ PERSISTED_ONLY: 'true' })).toEqual([
      'PERSISTED_ONLY is set without PERSISTED_DOCUMENTS_FILE, so that nothing could be executed: set both.',
    ]);
    expect(problemsOf({ PERSISTED_ONLY: 'yes' })).toContain('PERSISTED_ONLY must be one of true, mutations, false.');
    expect(problemsOf({ PERSISTED_ONLY: 'mutations', PERSISTED_DOCUMENTS_FILE: 'documents.json' })).toEqual([]);
  });

  it.each([
    [{ STRIPE_WEBHOOK_SECRET: 'whsec_12345678' }, /STRIPE_WEBHOOK_SECRET is set without STRIPE_SECRET_KEY/],
    [{ STRIPE_SECRET_KEY: KEY, WEBHOOK_PORT: '4100' }, /WEBHOOK_PORT and STRIPE_WEBHOOK_SECRET need each other/],
    [{ STRIPE_SECRET_KEY: KEY, STRIPE_WEBHOOK_SECRET: 'whsec_12345678' }, /need each other/],
    [{ STRIPE_SECRET_KEY: KEY, EVENTS: 'webhook' }, /EVENTS is webhook without WEBHOOK_PORT/],
    [{ EVENTS: 'poll', WEBHOOK_PORT: '4100' }, /WEBHOOK_PORT has no use with EVENTS=poll/],
    [{ AUTH: 'passthrough', EVENTS: 'poll' }, /EVENTS must be off with AUTH=passthrough/],
    [{ STRIPE_SECRET_KEY: KEY, WEBHOOK_PORT: '1', STRIPE_WEBHOOK_SECRET: 'whsec_short,x' }, /must be signing secrets/],
    [{ EVENTS: 'push' }, /EVENTS must be one of webhook, poll, off/],
  ])('refuses %j', (given, problem) => {
    expect(problemsOf(given)).toEqual([expect.stringMatching(problem)]);
  });

  it('does not guess which data is meant by a base without a key', () => {
    expect(problemsOf({ STRIPE_API_BASE: 'https://api.stripe.com' })).toEqual([
      'STRIPE_API_BASE is set without STRIPE_SECRET_KEY: set both, or neither for the sandbox.',
    ]);
  });

  it.each(['65536', '1e3', '0x10', '4000 ', '+1', '1.5', '٣'])('refuses the port %j', (port) => {
    expect(problemsOf({ PORT: port })).toHaveLength(1);
  });

  it('turns what shows the schema off in production, unless it is asked for', () => {
    expect(readConfig({ NODE_ENV: 'production' })).toMatchObject({
      production: true,
      graphiql: false,
      introspection: false,
    });
    expect(readConfig({ NODE_ENV: 'production', GRAPHIQL: 'true' })).toMatchObject({
      graphiql: true,
      introspection: false,
    });
    expect(readConfig({ NODE_ENV: 'test', INTROSPECTION: 'false' })).toMatchObject({
      graphiql: true,
      introspection: false,
    });
  });

  it.each([
    '*',
    'https://*.example',
    'app.example',
    'https://app.example/',
    'https://app.example/x',
    'https://app.example:443',
    'null',
    'file://',
    'https://a.example,',
    'HTTPS://app.example',
  ])('refuses the origin %j', (origin) => {
    expect(problemsOf({ CORS_ORIGINS: origin })).toHaveLength(1);
  });
});

describe('the limits that are logged', () => {
  it('are every number and switch, and no text', () => {
    const limits = effectiveLimits(readConfig({ STRIPE_SECRET_KEY: KEY, MAX_DEPTH: '7' }));
    expect(limits).toMatchObject({ maxDepth: 7, maxRestCalls: 200, introspection: true });
    expect(Object.values(limits).filter((value) => typeof value !== 'number' && typeof value !== 'boolean')).toEqual(
      [],
    );
  });
});

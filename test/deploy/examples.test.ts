import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentSchema, readConfig } from '../../src/config/config.ts';
import { ERROR_CODES } from '../../src/graph/errors.ts';
import { MODES } from '../../src/shared/membership.ts';
import { metricNames } from '../telemetry/metric-names.ts';

const read = (file: string): string => readFileSync(new URL(`../../deploy/${file}`, import.meta.url), 'utf8');

/** What a secret would hold. */
const SECRETS = { STRIPE_SECRET_KEY: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc', REDIS_URL: 'rediss://:password@redis:6379' };

const unquote = (text: string): string => text.replace(/^"(.*)"$/, '$1');

const variablesOf = (text: string): Record<string, string> => ({
  ...Object.fromEntries([...text.matchAll(/^ +- name: ([A-Z_]+)$/gm)].map(([, name = '']) => [name, ''])),
  ...Object.fromEntries(
    [...text.matchAll(/- \{ name: ([A-Z_]+), value: (.+) \}$/gm)].map(([, name = '', value = '']) => [
      name,
      unquote(value),
    ]),
  ),
  ...Object.fromEntries(
    [...text.matchAll(/^ {6}([A-Z_]+): (.+)$/gm)].map(([, name = '', value = '']) => [name, unquote(value)]),
  ),
});

const numberAt = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN);

const deployment = read('kubernetes/deployment.yaml');
const compose = read('compose/compose.yaml');

const unit = read('systemd/stripe-graphql-gateway.service');

/**
 * Of the keys that systemd.unit(5), systemd.service(5) and systemd.exec(5) list, those that a unit like this may need.
 */
const KEYS = {
  Unit: ['After', 'Description', 'Documentation', 'StartLimitBurst', 'StartLimitIntervalSec', 'Wants'],
  Service: [
    ...['CapabilityBoundingSet', 'DynamicUser', 'Environment', 'EnvironmentFile', 'ExecReload', 'ExecStart'],
    ...['KillMode', 'LoadCredential', 'LockPersonality', 'NoNewPrivileges', 'PrivateDevices', 'ProtectClock'],
    ...['ProtectControlGroups', 'ProtectHome', 'ProtectHostname', 'ProtectKernelLogs', 'ProtectKernelModules'],
    ...['ProtectKernelTunables', 'ProtectSystem', 'Restart', 'RestartSec', 'RestrictAddressFamilies'],
    ...['RestrictNamespaces', 'RestrictRealtime', 'SystemCallArchitectures', 'SystemCallFilter', 'TimeoutStopSec'],
    ...['Type', 'UMask', 'WorkingDirectory'],
  ],
  Install: ['WantedBy'],
};

/** As `docker run --env-file` and systemd read it. */
const lines = Object.fromEntries(
  [...read('environment.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
);

describe('deploy/systemd with deploy/environment.example', () => {
  it('sets variables that there are, to values that they may have', () => {
    const [, files = ''] = /^Environment=(.+)$/m.exec(unit) ?? [];
    const set = Object.fromEntries(
      [...files.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
    );
    expect(Object.keys(set)).toEqual(['STRIPE_SECRET_KEY_FILE', 'AUTH_TOKENS_FILE']);
    expect(Object.keys(lines).length).toBeGreaterThan(5);
    for (const name of [...Object.keys(set), ...Object.keys(lines)]) {
      expect(Object.keys(environmentSchema.shape)).toContain(name);
    }
    const { drainMs, drainDelayMs } = readConfig({ ...lines, ...set, ...SECRETS });
    expect(numberAt(unit, /^TimeoutStopSec=(\d+)$/m) * 1_000).toBeGreaterThan(drainMs + drainDelayMs);
  });

  it('starts what the package has under its command, by a user of its own who may write nothing', () => {
    const { name, bin } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(unit).toContain(`ExecStart=/usr/bin/node node_modules/${name}/${bin[name]}\n`);
    expect(unit).toMatch(/^DynamicUser=yes$/m);
    expect(unit).toMatch(/^ProtectSystem=strict$/m);
  });

  // systemd ignores a line that it does not know: the unit would start, with less protection than it says.
  it.each(Object.entries(KEYS))('has in [%s] no key that systemd does not know', (section, keys) => {
    const [, text = ''] = new RegExp(`\\[${section}\\]\\n([^[]*)`).exec(unit) ?? [];
    const used = [...text.matchAll(/^(\w+)=/gm)].map(([, key = '']) => key);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)('is right in the eyes of systemd itself', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'gateway-unit-')), 'stripe-graphql-gateway.service');
    // Node lies elsewhere on some machines, and a program that is missing is a fault of the unit.
    writeFileSync(file, unit.replace('/usr/bin/node', process.execPath));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });
    expect(stderr.split('\n').filter((line) => line.includes('stripe-graphql-gateway'))).toEqual([]);
    expect(status).toBe(0);
  });
});

describe('deploy/Dockerfile', () => {
  const dockerfile = read('Dockerfile');
  const ignore = readFileSync(new URL('../../.dockerignore', import.meta.url), 'utf8').split('\n');

  it('copies from the folder what .dockerignore lets through, all of it and nothing else', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
      names.split(' '),
    );
    const allowed = ignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(ignore.filter((line) => line !== '' && !/^[!#]/.test(line))).toEqual(['*']);
    expect([...new Set(copied)].sort()).toEqual(allowed.sort());
    for (const name of copied) expect(existsSync(new URL(`../../${name}`, import.meta.url)), name).toBe(true);
  });

  it('starts the program of the package as a user who is not root, and asks the probe that there is', () => {
    const [last = ''] = dockerfile.split('\nFROM ').slice(-1);
    const { bin, name } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(last).toContain(`CMD ["node", "${bin[name]}"]`);
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK .*\/health/m);
    for (const [, variable = ''] of last.matchAll(/(\w+)=\S+/g)) {
      if (variable === variable.toUpperCase()) expect(Object.keys(environmentSchema.shape)).toContain(variable);
    }
  });
});

describe.each([
  ['kubernetes/deployment.yaml', deployment, numberAt(deployment, /terminationGracePeriodSeconds: (\d+)/)],
  ['compose/compose.yaml', compose, numberAt(compose, /stop_grace_period: (\d+)s/)],
])('deploy/%s', (_, text, graceSeconds) => {
  const variables = variablesOf(text);
  const config = readConfig({ ...variables, ...SECRETS });

  it('sets variables that there are, to values that they may have', () => {
    expect(Object.keys(variables).length).toBeGreaterThan(9);
    for (const name of Object.keys(variables)) expect(Object.keys(environmentSchema.shape)).toContain(name);
  });

  it('leaves more time than a stop may take', () => {
    expect(config.drainDelayMs).toBeGreaterThan(0);
    expect(graceSeconds * 1_000).toBeGreaterThan(config.drainDelayMs + config.drainMs);
  });
});

it('the autoscaler makes no more replicas than share the budget', () => {
  const most = numberAt(read('kubernetes/autoscaler.yaml'), /maxReplicas: (\d+)/);
  expect(variablesOf(deployment).REPLICAS).toBe(String(most));
  expect(deployment).toContain('maxUnavailable: 0');
});

/** The metrics that queries ask for. */
const metricsIn = (queries: readonly string[]): string[] =>
  queries.flatMap((query) =>
    [...query.matchAll(/\b(?:gateway|nodejs|process)_\w+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, '')),
  );

it('the dashboard asks for metrics that there are', async () => {
  const known = await metricNames();
  const queries = [...read('grafana/gateway.json').matchAll(/"expr": "([^"]+)"/g)].map(([, query = '']) => query);
  const asked = metricsIn(queries);
  expect(new Set(asked).size).toBeGreaterThan(10);
  for (const name of asked) expect([...known]).toContain(name);
  expect([...known]).toContain(/name: (gateway_\w+)/.exec(read('kubernetes/autoscaler.yaml'))?.[1]);
});

describe('deploy/prometheus/alerts.yaml', () => {
  const rules = read('prometheus/alerts.yaml').split('- alert: ').slice(1);
  const queries = rules.map((rule) => /^ +expr: (.+)$/m.exec(rule)?.[1] ?? '');

  it('asks for metrics that there are, each with something to compare it with', async () => {
    const known = await metricNames();
    for (const query of queries) {
      const asked = metricsIn([query]);
      expect(asked.length, query).toBeGreaterThan(0);
      for (const name of asked) expect([...known]).toContain(name);
      expect(query).toMatch(/ [>=]=? [\d.]+$|^absent\(/);
    }
  });

  it('asks for codes and outcomes that there are', () => {
    const valuesOf = (label: string): string[] =>
      queries.flatMap((query) =>
        [...query.matchAll(new RegExp(`\\b${label}=~?"([^"]+)"`, 'g'))].flatMap(([, values = '']) => values.split('|')),
      );
    expect(valuesOf('code').length).toBeGreaterThan(2);
    for (const code of valuesOf('code')) expect(ERROR_CODES).toContain(code);
    for (const mode of valuesOf('mode')) expect(MODES).toContain(mode);
    for (const status of valuesOf('status')) {
      expect(status).toMatch(/^[2-5]xx$|^(?:refused|rate_limited|shed|unavailable|timeout|protocol|aborted)$/);
    }
  });

  it('is what docs/operations.md explains', () => {
    const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const explained = [...page.matchAll(/^\| `(Gateway\w+)` \|/gm)].map(([, name = '']) => name);
    expect(explained).toEqual(rules.map((rule) => rule.split('\n')[0]));
  });
});

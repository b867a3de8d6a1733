import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../src/config/settings.ts';
import { problemsOf } from './problems.ts';

const SECRET = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';

describe('a misspelt variable', () => {
  it.each([
    ['STRIPE_SECERT_KEY', 'STRIPE_SECRET_KEY'],
    ['STRIPE_SECRETKEY', 'STRIPE_SECRET_KEY'],
    ['STIRPE_SECERT_KEY', 'STRIPE_SECRET_KEY'],
    ['STRIPE_SECRET_KEYS', 'STRIPE_SECRET_KEY'],
    ['stripe_secret_key', 'STRIPE_SECRET_KEY'],
    ['TRIPE_WRITE_KEY', 'STRIPE_WRITE_KEY'],
    ['STRIPE_LVIE', 'STRIPE_LIVE'],
    ['AUTH_TOKEN_FILE', 'AUTH_TOKENS_FILE'],
    ['MUTATION', 'MUTATIONS'],
    ['LOG_LEVLE', 'LOG_LEVEL'],
    ['LOG_LVL', 'LOG_LEVEL'],
    ['NODE_EVN', 'NODE_ENV'],
    ['REDIS_URI', 'REDIS_URL'],
    ['MAX_ROOT_FIELD', 'MAX_ROOT_FIELDS'],
    ['PROT', 'PORT'],
    ['HSOT', 'HOST'],
    ['AUHT', 'AUTH'],
  ])('%s: refuses the start for %s', (given, ours) => {
    const problems = problemsOf({ [given]: SECRET });
    expect(problems).toEqual([`${given} is no variable of the gateway, but ${ours} is: rename it, or remove it.`]);
    expect(problems.join()).not.toContain(SECRET);
  });

  it.each(Object.values(SETTINGS).map(({ variable }) => variable))(
    '%s with two letters swapped is not passed over',
    (variable) => {
      const swapped = variable.replace(/([A-Z])([A-Z])$/, '$2$1');
      expect(problemsOf({ [swapped]: 'x' })).toContainEqual(expect.stringContaining(` but ${variable} is:`));
    },
  );

  it('names each of them, beside what else is wrong', () => {
    expect(problemsOf({ STRIPE_SECERT_KEY: 'x', LOG_LEVLE: 'x', PORT: 'x' })).toHaveLength(3);
  });

  it('counts for nothing when it is empty', () => {
    expect(problemsOf({ STRIPE_SECERT_KEY: '' })).toEqual([]);
  });
});

describe('a variable of somebody else', () => {
  it.each([
    'HOSTNAME',
    'HOSTTYPE',
    'HOSTS',
    'POST',
    'PORTS',
    'SORT',
    'PATH',
    'MATH',
    'OATH',
    'LOGNAME',
    'NODE',
    'NODE_OPTIONS',
    'NODE_PATH',
    'NODE_EXTRA_CA_CERTS',
    'HTTP_PROXY',
    'http_proxy',
    'no_proxy',
    'REDIS_HOST',
    'REDIS_PORT',
    'REDIS_SERVICE_HOST',
    'STRIPE_API_KEY',
    'STRIPE_PUBLISHABLE_KEY',
    'STRIPE_DEVICE_NAME',
    'OTEL_SERVICE_NAME',
    'npm_config_loglevel',
    'npm_lifecycle_event',
    'KUBERNETES_SERVICE_PORT',
    'XDG_DATA_HOME',
  ])('%s is left alone', (name) => {
    expect(problemsOf({ [name]: 'x' })).toEqual([]);
  });
});

describe('a variable of ours that goes by a lower-case name too', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('%s is read', (name) => {
    expect(problemsOf({ [name]: 'http://proxy.example:3128' })).toEqual([]);
    expect(problemsOf({ [name]: 'x' })).toEqual([expect.stringMatching(/^HTTPS_PROXY must be the address of a proxy/)]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configurationPage } from '../../scripts/configuration-page.ts';
import { environmentSchema, readConfig } from '../../src/config/config.ts';
import { SECTIONS, SETTINGS } from '../../src/config/settings.ts';

const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

/** The first and the last cell of each row. */
const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| .+ \| ([^|]+) \|$/gm)].map(([, name = '', value = '']) => ({
  name,
  value,
}));

describe('docs/configuration.md', () => {
  it('is what `npm run docs:config` makes of the table', () => {
    expect(page).toBe(configurationPage());
  });

  it('explains every variable, and no other', () => {
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(environmentSchema.shape));
  });

  it('has a section for every setting', () => {
    expect(SECTIONS.flatMap(({ settings }) => Object.keys(settings))).toEqual(Object.keys(SETTINGS));
  });

  const plain = rows.filter(({ name, value }) => /^`[^`]+`$/.test(value) && name !== 'STRIPE_WRITE_KEY');

  it.each(plain)('shows for $name the value that holds without it', ({ name, value }) => {
    const key = { STRIPE_SECRET_KEY: 'sk_test_4eC39HqLyjWD' };
    expect(readConfig({ ...key, [name]: value.replaceAll('`', '') })).toEqual(readConfig(key));
  });

  it('shows a value for most', () => {
    expect(plain.length).toBeGreaterThan(40);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endpointOf } from '../../src/stripe/endpoint.ts';

const root = join(import.meta.dirname, '../../src');

/** Every path that the sources can ask for, as it is written. */
const templates = [
  ...new Set(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.startsWith('sandbox'))
      .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/restPath`([^`]+)`/g)])
      .map(([, template = '']) => template),
  ),
].filter((template) => template.startsWith('/v1/'));

describe('endpointOf', () => {
  it.each(templates)('knows the ids in %s, whatever they look like', (template) => {
    const endpoint = template.replace(/\$\{[^}]+\}/g, '{id}');
    for (const id of ['tr_1Abc', 'abc', 'reversals', 'x'.repeat(255)]) {
      expect(endpointOf(template.replace(/\$\{[^}]+\}/g, id))).toBe(endpoint);
    }
  });

  it('is about more than a few paths', () => {
    expect(templates.length).toBeGreaterThan(15);
  });

  it('knows nothing of the query', () => {
    expect(endpointOf('/v1/transfers?limit=10&starting_after=tr_1')).toBe('/v1/transfers');
  });
});

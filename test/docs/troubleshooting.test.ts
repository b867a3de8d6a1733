import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentSchema } from '../../src/config/config.ts';
import { ERROR_CODES } from '../../src/graph/errors.ts';
import { metricNames } from '../telemetry/metric-names.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8');
const sections = page.split(/^### /m).slice(1);

/** What the page names as code and looks like that. */
const named = (pattern: RegExp): string[] => [
  ...new Set([...page.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => pattern.exec(code)?.[1] ?? '').filter(Boolean)),
];

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
  .join('\n');

describe('docs/troubleshooting.md', () => {
  it('has a section for each code of the source, and no other', () => {
    const codes = sections.map((section) => /^`(\w+)`$/m.exec(section)?.[1] ?? '');
    expect(codes.toSorted()).toEqual([...ERROR_CODES].toSorted());
  });

  it.each(sections.map((section) => [section.split('\n')[0] ?? '', section]))('says of %s what to do', (_, section) => {
    const [, meaning = ''] = section.split('\n\n');
    expect(meaning).toMatch(/^[A-Z][\s\S]+\.$/);
    for (const part of ['Usual causes', 'Do', 'Look'])
      expect(section).toMatch(new RegExp(`^- \\*\\*${part}:\\*\\* \\S`, 'm'));
  });

  it('names variables that there are', () => {
    const variables = named(/^([A-Z][A-Z]+_[A-Z_]+)(?:=.*)?$/).filter((name) => name !== 'NODE_EXTRA_CA_CERTS');
    const known = [...Object.keys(environmentSchema.shape), ...ERROR_CODES, 'OTHER_MODE', 'NOT_APPLIED'];
    expect(variables.length).toBeGreaterThan(30);
    expect(variables.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('names metrics that there are', async () => {
    const known = await metricNames();
    const metrics = named(/^(gateway_\w+)/);
    expect(metrics.length).toBeGreaterThan(5);
    expect(metrics.filter((name) => !known.has(name))).toEqual([]);
  });

  it('names lines of the log that there are', () => {
    const lines = named(/^((?:[a-z]+ ){2,}[a-z]+|(?:caller|request|unexpected) \w+|REST call|stopping|listening)$/);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => !sources.includes(`'${line}'`))).toEqual([]);
  });
});

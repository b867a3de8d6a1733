import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { annotationOf, resourceOf } from '../../src/graph/annotations.ts';
import { schema } from '../../src/schema.ts';

const security = readFileSync(join(import.meta.dirname, '../../docs/security.md'), 'utf8');
const section = /### What a restricted key needs\n([\s\S]*?)\n### /.exec(security)?.[1] ?? '';
const namesIn = (text = ''): string[] => [...text.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);

const rows = section
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| group'))
  .map((line) => line.split('|').slice(1, -1))
  .map(([, read, write]) => ({ read: namesIn(read), write: namesIn(write) }));

const nodes = Object.values(schema.getTypeMap()).flatMap((type) => {
  const resource = isObjectType(type) ? resourceOf(type) : undefined;
  return resource?.path ? [resource] : [];
});
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

it('has each node type and each mutation once, and no other', () => {
  expect(rows.flatMap(({ read }) => read).sort()).toEqual(nodes.map(({ typename }) => typename).sort());
  expect(rows.flatMap(({ write }) => write).sort()).toEqual(mutations.map(({ name }) => name).sort());
});

it('has in one row what is of one part of REST', () => {
  const domainOfType = new Map(nodes.map(({ typename, domain }) => [typename, domain]));
  for (const { read, write } of rows) {
    const written = mutations.filter(({ name }) => write.includes(name)).map((field) => annotationOf(field));
    const domains = [
      ...read.map((name) => domainOfType.get(name)),
      ...written.map((rest) => (rest?.kind === 'mutation' ? rest.domain : undefined)),
    ];
    expect(new Set(domains).size).toBe(1);
    expect(domains).not.toContain(undefined);
  }
});

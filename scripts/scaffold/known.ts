import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../src/resources');

/** A type that a resource file exports, to be referred to. */
export interface Known {
  readonly typename: string;
  /** Below `src/`. */
  readonly file: string;
  readonly isStub: boolean;
}

const EXPORTED = /export const (\w+) = (nodeType|stubType)(?:<[^(]+>)?\(\s*'(\w+)',\s*\{\s*object: '([\w.]+)'/g;

/** The resources and stubs of the graph by the `object` of their REST objects, as their files export them. */
export const knownTypes = (): ReadonlyMap<string, Known> =>
  new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(EXPORTED)].map(
          ([, name = '', maker, , object = '']) =>
            [object, { typename: name, file: `resources/${file}`, isStub: maker === 'stubType' }] as const,
        ),
      ),
  );

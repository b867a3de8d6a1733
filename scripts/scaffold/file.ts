import { dirname, join, relative } from 'node:path';
import { defaultSeed } from '../../src/sandbox/seed.ts';
import { fieldsOf } from '../rest-types/fields.ts';
import { Draft } from './draft.ts';
import { findPlace, type Place } from './endpoints.ts';
import { writeFields } from './fields.ts';
import { writeFilters } from './filters.ts';
import { formatted } from './format.ts';
import { pascal, todo } from './names.ts';

const root = join(import.meta.dirname, '../..');

export interface Scaffold {
  /** Below the project's folder. */
  readonly path: string;
  readonly text: string;
  readonly place: Place;
}

const objectOf = (type: string): string => {
  const shape = fieldsOf(type).find(({ key }) => key === 'object')?.shape;
  return shape?.kind === 'choice' ? (shape.values[0] ?? '') : '';
};

/** REST's types do not say how ids begin; the sandbox has objects of most kinds. */
const prefixOf = (object: string): string => {
  const id = defaultSeed().find((each) => each.object === object)?.id;
  return /^[a-z]+_/.exec(String(id))?.[0] ?? 'TODO_';
};

const importsOf = (draft: Draft, path: string): string =>
  [...draft.imports]
    .map(([file, names]) => {
      const from = relative(dirname(join(root, path)), join(root, 'src', file));
      return `import { ${[...names].join(', ')} } from '${from.startsWith('.') ? from : `./${from}`}';`;
    })
    .join('\n');

const writeNode = (draft: Draft, typename: string, { type, retrieve }: Place): string => {
  const fields = writeFields(draft, { typename, stripeType: type });
  draft.kit('node.ts', 'nodeType');
  const object = objectOf(type);
  return `/** GET ${retrieve} */
    export const ${typename} = nodeType<Stripe.${type}>('${typename}', {
      object: '${object}',
      prefix: '${prefixOf(object)}',
      endpoint: '${retrieve}',
      description: ${todo(typename)},
      fields: (t) => ({ ${fields} }),
    });`;
};

const writeQueries = (draft: Draft, typename: string, name: string, { type, list }: Place): string => {
  draft.kit('builder.ts', 'builder');
  draft.kit('lookup.ts', 'lookup');
  const one = typename.replace(/^./, (letter) => letter.toLowerCase());
  const lookup = `${one}: lookup(t, ${typename}, ${todo(`${one} by its id, or null when there is none`)}),`;
  if (list === undefined) return `builder.queryFields((t) => ({ ${lookup} }));`;
  draft.kit('connection.ts', 'connection');
  draft.kit('connection.ts', 'connectionType');
  const filters = writeFilters(draft, typename, type, list.params);
  // Below a parent the path has its id; which argument that is, is to be said.
  const values = list.path.includes('{') ? '// TODO: values, for what stands between the braces.\n' : '';
  return `const ${typename}Connection = connectionType(${typename}, ${todo(`${name} in words`)});

    builder.queryFields((t) => ({
      ${lookup}
      ${one}s: connection(t, ${typename}Connection, {
        description: ${todo(`${name}, newest first`)},
        endpoint: '${list.path}',
        ${values}${filters}
      }),
    }));`;
};

const write = (name: string): Scaffold => {
  const place = findPlace(name);
  const path = `src/resources/${name.replaceAll('_', '-')}.ts`;
  const typename = pascal(objectOf(place.type));
  const draft = new Draft();
  const node = writeNode(draft, typename, place);
  const queries = writeQueries(draft, typename, name, place);
  const text = [
    "import type Stripe from 'stripe';",
    importsOf(draft, path),
    '',
    draft.declared.join('\n\n'),
    '',
    node,
    '',
    queries,
  ].join('\n');
  return { path, text, place };
};

/** The resource files of places such as `issuing/authorizations`, as far as REST's types tell them. */
export const scaffold = (...names: readonly string[]): readonly Scaffold[] => {
  const written = names.map(write);
  const texts = formatted(new Map(written.map(({ path, text }) => [path, text])));
  return written.map((each) => ({ ...each, text: texts.get(each.path) ?? each.text }));
};

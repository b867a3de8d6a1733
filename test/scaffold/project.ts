import { join, relative } from 'node:path';
import {
  isCallExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAssignment,
  isSpreadAssignment,
  isStringLiteral,
  type Node,
  type ObjectLiteralExpression,
} from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

const root = join(import.meta.dirname, '../..');
const PROJECT = join(root, 'tsconfig.scaffolded.json');

/**
 * What a file says of its fields: for each its name, its helper, its REST key and whether it can be null or expanded.
 */
export interface Written {
  readonly fields: readonly string[];
  /** What the compiler has against it. */
  readonly problems: readonly string[];
}

const flagsOf = (options: ObjectLiteralExpression | undefined): readonly string[] =>
  [...(options?.properties ?? [])]
    .flatMap((property) => (isPropertyAssignment(property) && isIdentifier(property.name) ? [property.name.text] : []))
    .filter((name) => ['expandable', 'nullable', 'onlyExpanded'].includes(name))
    .toSorted();

/** Every field that is written with a helper, `amount: amount(t, 'amount', …)`, in the whole file. */
const fieldsIn = (node: Node, found: string[]): string[] => {
  if (isPropertyAssignment(node) && isCallExpression(node.initializer) && isIdentifier(node.name)) {
    const { expression, arguments: given } = node.initializer;
    const [builder, key, ...others] = [...given];
    const options = others.findLast(isObjectLiteralExpression);
    const isField = builder && isIdentifier(builder) && builder.text === 't' && isIdentifier(expression);
    // An edge has no key of its own: a connection is made of an endpoint.
    if (isField && (key === undefined || isStringLiteral(key))) {
      found.push(`${node.name.text}: ${expression.text}(${key?.text ?? ''}) ${flagsOf(options).join(' ')}`);
    }
  }
  // The one helper that makes two fields of a key.
  if (isSpreadAssignment(node) && isCallExpression(node.expression)) {
    const { expression } = node.expression;
    if (isIdentifier(expression) && expression.text === 'currency') found.push('...currency');
  }
  node.forEachChild((child) => {
    fieldsIn(child, found);
  });
  return found;
};

/** Reads files of the project, of which some stand on no disk. */
export const readWritten = (
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
): ReadonlyMap<string, Written> => {
  const virtual = new Map([...files].map(([path, text]) => [join(root, path), text]));
  const config = JSON.stringify({ extends: './tsconfig.json', include: [], files: [...files.keys(), ...paths] });
  const api = new API({
    cwd: root,
    fs: {
      fileExists: (file) => (file === PROJECT || virtual.has(file) ? true : undefined),
      readFile: (file) => (file === PROJECT ? config : virtual.get(file)),
    },
  });
  try {
    const project = api.updateSnapshot({ openProjects: [PROJECT] }).getProject(PROJECT);
    if (project === undefined) throw new Error('The compiler did not open the project.');
    return new Map(
      [...files.keys(), ...paths].map((path) => {
        const source = project.program.getSourceFile(join(root, path));
        if (source === undefined) throw new Error(`The compiler did not read ${path}.`);
        const problems = files.has(path) ? project.program.getSemanticDiagnostics(join(root, path)) : [];
        return [
          path,
          { fields: fieldsIn(source, []), problems: problems.map(({ text }) => `${relative(root, path)}: ${text}`) },
        ];
      }),
    );
  } finally {
    api.close();
  }
};

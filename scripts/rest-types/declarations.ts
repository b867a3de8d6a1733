import { join } from 'node:path';
import {
  type ClassDeclaration,
  type Identifier,
  type InterfaceDeclaration,
  isClassDeclaration,
  isInterfaceDeclaration,
  isModuleBlock,
  isModuleDeclaration,
  isTypeAliasDeclaration,
  type Node,
  type TypeAliasDeclaration,
} from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

/** A type of the `stripe` package, with the namespace that its own names are looked up from. */
export interface Declared {
  /** Such as `Treasury.FinancialAccount.Status`. */
  readonly name: string;
  readonly scope: readonly string[];
  readonly node: InterfaceDeclaration | TypeAliasDeclaration | ClassDeclaration;
}

const root = join(import.meta.dirname, '../..');
const ROOT_NAMESPACE = 'Stripe';

/** A project of these files alone, which stands on no disk. */
const PROJECT = join(root, 'node_modules/.rest-types.json');
const OPTIONS = { compilerOptions: { noLib: true, types: [], noResolve: true }, include: ['stripe/types/**/*.d.ts'] };

const collect = (node: Node, scope: readonly string[], found: Map<string, Declared>): void => {
  node.forEachChild((child) => {
    if (isModuleDeclaration(child)) {
      const { text } = child.name as Identifier;
      // `declare module 'stripe'` and the namespace in it are the same for all.
      collect(child, text === 'stripe' || text === ROOT_NAMESPACE ? [] : [...scope, text], found);
    } else if (isModuleBlock(child)) {
      collect(child, scope, found);
    } else if (isInterfaceDeclaration(child) || isTypeAliasDeclaration(child) || isClassDeclaration(child)) {
      const name = [...scope, child.name?.text].join('.');
      found.set(name, { name, scope, node: child });
    }
  });
};

const readAll = (): ReadonlyMap<string, Declared> => {
  const api = new API({
    cwd: root,
    fs: {
      fileExists: (file) => (file === PROJECT ? true : undefined),
      readFile: (file) => (file === PROJECT ? JSON.stringify(OPTIONS) : undefined),
    },
  });
  try {
    const found = new Map<string, Declared>();
    const project = api.updateSnapshot({ openProjects: [PROJECT] }).getProject(PROJECT);
    for (const file of project?.program.getSourceFileNames() ?? []) {
      const source = project?.program.getSourceFile(file);
      if (source) collect(source, [], found);
    }
    return found;
  } finally {
    api.close();
  }
};

let all: ReadonlyMap<string, Declared> | undefined;

/**
 * Every interface, type and class of the `stripe` package by its name below `Stripe`; read once, which takes a second.
 */
export const declarations = (): ReadonlyMap<string, Declared> => {
  all ??= readAll();
  return all;
};

/**
 * The type of that name as it is written in a namespace: the nearest one. Undefined for what is no type of the package.
 */
export const resolve = (name: string, scope: readonly string[]): Declared | undefined => {
  if (name.startsWith(`${ROOT_NAMESPACE}.`)) return declarations().get(name.slice(ROOT_NAMESPACE.length + 1));
  for (let depth = scope.length; depth >= 0; depth -= 1) {
    const found = declarations().get([...scope.slice(0, depth), name].join('.'));
    if (found) return found;
  }
  return undefined;
};

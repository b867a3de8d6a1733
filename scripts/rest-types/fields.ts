import {
  isArrayTypeNode,
  isIdentifier,
  isIndexSignatureDeclaration,
  isInterfaceDeclaration,
  isLiteralTypeNode,
  isPropertySignatureDeclaration,
  isQualifiedName,
  isStringLiteral,
  isTypeAliasDeclaration,
  isTypeLiteralNode,
  isTypeReferenceNode,
  isUnionTypeNode,
  type Node,
  SyntaxKind,
  type TypeNode,
} from 'typescript/unstable/ast';
import { type Declared, declarations, resolve } from './declarations.ts';
import type { RestField, Shape } from './shape.ts';

const UNKNOWN: Shape = { kind: 'unknown' };

/** `Treasury.Transaction`, as it is written. */
export const nameOf = (node: Node): string => {
  if (isIdentifier(node)) return node.text;
  return isQualifiedName(node) ? `${nameOf(node.left)}.${nameOf(node.right)}` : '';
};

const isNothing = (node: TypeNode): boolean =>
  node.kind === SyntaxKind.UndefinedKeyword ||
  (isLiteralTypeNode(node) && node.literal.kind === SyntaxKind.NullKeyword);

const literalOf = (node: TypeNode): string | undefined =>
  isLiteralTypeNode(node) && isStringLiteral(node.literal) ? node.literal.text : undefined;

const propertiesOf = ({ node }: Declared): readonly { key: string; optional: boolean; type: TypeNode | undefined }[] =>
  isInterfaceDeclaration(node)
    ? [...node.members]
        .filter(isPropertySignatureDeclaration)
        // `deleted?: void` tells the object from what is left of a deleted one; REST sends no such field.
        .filter(({ type }) => type?.kind !== SyntaxKind.VoidKeyword)
        .map(({ name, postfixToken, type }) => ({
          key: isIdentifier(name) || isStringLiteral(name) ? name.text : '',
          optional: postfixToken !== undefined,
          type,
        }))
    : [];

/** The value of `object` where it is always the same, as it is of what has a life of its own. */
const objectOf = (declared: Declared): string | undefined => {
  const property = propertiesOf(declared).find(({ key }) => key === 'object');
  return property?.type && literalOf(property.type);
};

/** What REST shows of an object that was deleted. */
const isDeleted = (declared: Declared): boolean =>
  propertiesOf(declared).some(({ key, type }) => key === 'deleted' && type !== undefined && isLiteralTypeNode(type));

const ofInterface = (declared: Declared): Shape => {
  const { members } = declared.node as Extract<Declared['node'], { members: unknown }>;
  const [first] = [...members];
  if (members.length === 1 && first && isIndexSignatureDeclaration(first) && first.type) {
    return { kind: 'map', of: shapeOf(first.type, declared.scope) };
  }
  return objectOf(declared) === undefined
    ? { kind: 'part', name: declared.name }
    : { kind: 'resource', names: [declared.name], byId: false };
};

const ofReference = (node: TypeNode, scope: readonly string[]): Shape => {
  if (!isTypeReferenceNode(node)) return UNKNOWN;
  const name = nameOf(node.typeName);
  const [argument] = [...(node.typeArguments ?? [])];
  if (argument && name === 'Array') return { kind: 'list', of: shapeOf(argument, scope) };
  if (argument && name === 'ApiList') return { kind: 'page', of: shapeOf(argument, scope) };
  if (argument && /(^|\.)Emptyable$/.test(name)) return shapeOf(argument, scope);
  const declared = resolve(name, scope);
  if (declared === undefined) return UNKNOWN;
  if (isInterfaceDeclaration(declared.node)) return ofInterface(declared);
  if (!isTypeAliasDeclaration(declared.node)) return UNKNOWN;
  const shape = shapeOf(declared.node.type, declared.scope);
  return shape.kind === 'choice' ? { ...shape, name: declared.name } : shape;
};

/**
 * A union as one shape: an object of its own in any of its forms, some texts, or the one thing that it is beside null.
 */
const ofUnion = (nodes: readonly TypeNode[], scope: readonly string[]): Shape => {
  const members = nodes.filter((node) => !isNothing(node));
  const literals = members.map(literalOf).filter((text) => text !== undefined);
  if (literals.length > 0 && literals.length === members.length) {
    return { kind: 'choice', values: literals, name: undefined };
  }
  const shapes = members.map((member) => shapeOf(member, scope));
  const resources = shapes.flatMap((shape) => (shape.kind === 'resource' ? [shape] : []));
  const others = shapes.filter(({ kind }) => kind !== 'resource');
  if (resources.length > 0 && others.every(({ kind }) => kind === 'text')) {
    const names = resources.flatMap((shape) => shape.names);
    const whole = names.filter((name) => {
      const declared = declarations().get(name);
      return declared && !isDeleted(declared);
    });
    return { kind: 'resource', names: whole, byId: others.length > 0 || resources.some(({ byId }) => byId) };
  }
  // `number | 'now'` and the like are the first of them.
  return shapes[0] ?? UNKNOWN;
};

const KEYWORDS: Partial<Record<SyntaxKind, Shape>> = {
  [SyntaxKind.StringKeyword]: { kind: 'text' },
  [SyntaxKind.NumberKeyword]: { kind: 'number' },
  [SyntaxKind.BooleanKeyword]: { kind: 'flag' },
};

const shapeOf = (node: TypeNode, scope: readonly string[]): Shape => {
  if (isUnionTypeNode(node)) return ofUnion([...node.types], scope);
  if (isArrayTypeNode(node)) return { kind: 'list', of: shapeOf(node.elementType, scope) };
  const literal = literalOf(node);
  if (literal !== undefined) return { kind: 'choice', values: [literal], name: undefined };
  if (isLiteralTypeNode(node)) return { kind: 'flag' };
  if (isTypeLiteralNode(node)) {
    const index = [...node.members].find(isIndexSignatureDeclaration);
    return index?.type ? { kind: 'map', of: shapeOf(index.type, scope) } : UNKNOWN;
  }
  return KEYWORDS[node.kind] ?? ofReference(node, scope);
};

const isNullable = (node: TypeNode): boolean => isUnionTypeNode(node) && [...node.types].some(isNothing);

/** The fields of a type of the `stripe` package, by its name below `Stripe`. */
export const fieldsOf = (name: string): readonly RestField[] => {
  const declared = declarations().get(name);
  if (declared === undefined) throw new TypeError(`The stripe package has no type Stripe.${name}.`);
  // Names in an interface are looked up beside it, and those of its own namespace are written with it.
  return propertiesOf(declared).flatMap(({ key, optional, type }) =>
    type === undefined ? [] : [{ key, optional, nullable: isNullable(type), shape: shapeOf(type, declared.scope) }],
  );
};

const INPUT = /Params(\.|$)/;

let byObject: ReadonlyMap<string, string> | undefined;

const namesByObject = (): ReadonlyMap<string, string> =>
  new Map(
    [...declarations().values()].flatMap((declared) => {
      const object = objectOf(declared);
      return object === undefined || isDeleted(declared) || INPUT.test(declared.name) ? [] : [[object, declared.name]];
    }),
  );

/** The name of the type whose REST objects have that `object`; undefined when there is none. */
export const typeOfObject = (object: string): string | undefined => {
  byObject ??= namesByObject();
  return byObject.get(object);
};

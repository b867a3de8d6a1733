import { instance } from '@viz-js/viz';
import { type GraphQLNamedType, type GraphQLSchema, getNamedType, isObjectType, isUnionType } from 'graphql';
import { annotationOf, type RestAnnotation, resourceOf } from '../src/graph/annotations.ts';

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly field: string;
  /** In the call that brings the object it starts from; otherwise a call of its own. */
  readonly isFree: boolean;
  readonly isList: boolean;
}

/** Told apart by those who see few colours: they differ in lightness too. */
const COLOURS = [
  '#cfe8ff',
  '#ffe3bf',
  '#d7f2d0',
  '#f3d5ee',
  '#fff6b8',
  '#d9d9f7',
  '#ffd6d6',
  '#c9f0ec',
  '#ead9c5',
  '#e3e3e3',
];

/** REST sends these with their parent when it is asked to: a list only in part, which is enough for a first page. */
const isFree = (rest: RestAnnotation): boolean => {
  if (rest.kind === 'reference') return rest.expandable;
  if (rest.kind === 'list') return rest.embedded !== undefined;
  return true;
};

const targetsOf = (type: GraphQLNamedType): readonly string[] => {
  if (isUnionType(type)) return type.getTypes().flatMap(targetsOf);
  if (!isObjectType(type)) return [];
  if (resourceOf(type)) return [type.name];
  const nodes = type.getFields().nodes;
  return nodes === undefined ? [] : targetsOf(getNamedType(nodes.type));
};

/** What can be reached from a type in one step, also through objects that have no id. */
const edgesOf = (from: string, type: GraphQLNamedType, above: readonly string[] = []): readonly Edge[] => {
  if (!isObjectType(type) || above.includes(type.name)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    const targets = targetsOf(inner);
    const rest = annotationOf(field);
    if (targets.length === 0) return edgesOf(from, inner, [...above, type.name]);
    if (rest === undefined) return [];
    return targets.map((to) => ({ from, to, field: field.name, isFree: isFree(rest), isList: rest.kind === 'list' }));
  });
};

/** One line for all fields that lead from one type to another in the same way. */
const drawn = (edges: readonly Edge[]): readonly string[] => {
  const groups = new Map<string, { first: Edge; fields: Set<string> }>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.to, edge.isFree, edge.isList]);
    const group = groups.get(key) ?? { first: edge, fields: new Set() };
    groups.set(key, group);
    group.fields.add(edge.field);
  }
  return [...groups.values()].map(({ first, fields }) => {
    const label = [...fields].join('\\n');
    const style = first.isFree ? 'solid' : 'dashed';
    const cost = first.isFree ? '' : `\\n+1${first.isList ? ' a page' : ''}`;
    const arrow = first.isList ? 'crow' : 'normal';
    return `${first.from} -> ${first.to} [label="${label}${cost}", style=${style}, arrowhead=${arrow}]`;
  });
};

/** The node types of a schema and what leads from one to another, in the language of Graphviz. */
export const graphInDot = (schema: GraphQLSchema): string => {
  const nodes = Object.values(schema.getTypeMap()).filter((type) => resourceOf(type)?.path !== undefined);
  const names = new Set(nodes.map(({ name }) => name));
  const domains = [...new Set(nodes.map((type) => resourceOf(type)?.domain ?? ''))].toSorted();
  const edges = nodes.flatMap((type) => edgesOf(type.name, type)).filter(({ to }) => names.has(to));
  const colourOf = (type: GraphQLNamedType) =>
    COLOURS[domains.indexOf(resourceOf(type)?.domain ?? '') % COLOURS.length];
  return [
    'digraph {',
    'rankdir=LR; bgcolor=white; nodesep=0.25; ranksep=0.9;',
    'node [shape=box, style="filled,rounded", fontname="Helvetica", fontsize=13, color="#666666"];',
    'edge [fontname="Helvetica", fontsize=9, color="#666666", fontcolor="#333333"];',
    ...nodes.map((type) => `${type.name} [fillcolor="${colourOf(type)}"];`),
    ...drawn(edges),
    '}',
  ].join('\n');
};

export const graphPicture = async (schema: GraphQLSchema): Promise<string> =>
  (await instance()).renderString(graphInDot(schema), { format: 'svg' });

import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  GraphQLSkipDirective,
  getDirectiveValues,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import type { OperationForm } from './operation-form.ts';

/** Throws when a condition is null. */
const isIncluded = ({ conditions }: OperationForm, node: SelectionNode): boolean => {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, conditions)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, conditions)?.if !== false;
};

const applies = (
  { schema }: OperationForm,
  { typeCondition }: FragmentDefinitionNode | InlineFragmentNode,
  type: GraphQLObjectType,
): boolean => {
  if (!typeCondition) return true;
  const conditional = typeFromAST(schema, typeCondition);
  return conditional === type || (isAbstractType(conditional) && schema.isSubType(conditional, type));
};

const addFields = (
  form: OperationForm,
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
  fields: Map<string, FieldNode[]>,
  seen: Set<string>,
): void => {
  for (const node of selections) {
    if (node.kind === Kind.FRAGMENT_SPREAD && seen.has(node.name.value)) continue;
    if (!isIncluded(form, node)) continue;
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value;
      const nodes = fields.get(key);
      if (nodes) nodes.push(node);
      else fields.set(key, [node]);
      continue;
    }
    if (node.kind === Kind.FRAGMENT_SPREAD) seen.add(node.name.value);
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? form.fragments[node.name.value] : node;
    if (fragment && applies(form, fragment, type)) addFields(form, type, fragment.selectionSet, fields, seen);
  }
};

/** The fields that are selected on an object type, by their keys in the answer and in their order there. */
export const collectFields = (
  form: OperationForm,
  type: GraphQLObjectType,
  selectionSets: readonly (SelectionSetNode | undefined)[],
): Map<string, FieldNode[]> => {
  const fields = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  for (const each of selectionSets) {
    if (each) addFields(form, type, each, fields, seen);
  }
  return fields;
};

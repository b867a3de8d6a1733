import { type ASTNode, type DirectiveNode, GraphQLIncludeDirective, GraphQLSkipDirective, Kind, visit } from 'graphql';

const isCondition = ({ name: { value: name } }: DirectiveNode): boolean =>
  name === GraphQLSkipDirective.name || name === GraphQLIncludeDirective.name;

/** Names of the variables that decide, by `@skip` and `@include`, what is selected. */
export const conditionsOf = (definitions: readonly ASTNode[]): readonly string[] => {
  const names = new Set<string>();
  const enter = (node: DirectiveNode): void => {
    for (const { value } of isCondition(node) ? (node.arguments ?? []) : []) {
      if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    }
  };
  for (const definition of definitions) visit(definition, { Directive: { enter } });
  return [...names];
};

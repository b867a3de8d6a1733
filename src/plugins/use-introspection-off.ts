import { GraphQLError, NoSchemaIntrospectionCustomRule, type ValidationRule } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** `_service { sdl }` says the same to a federation router as introspection to a tool. */
const NoServiceDefinitionRule: ValidationRule = (context) => ({
  Field: (node) => {
    if (node.name.value !== '_service' || context.getParentType() !== context.getSchema().getQueryType()) return;
    context.reportError(
      new GraphQLError('The schema is not shown here; compose with `schema.graphql`.', { nodes: node }),
    );
  },
});

/** Keeps the schema to itself. The hints in errors, which tell it name by name, are useErrors' to leave out. */
export const useIntrospectionOff = (): Plugin => ({
  onValidate: ({ addValidationRule }) => {
    addValidationRule(NoSchemaIntrospectionCustomRule);
    addValidationRule(NoServiceDefinitionRule);
  },
});

import { GraphQLError, NoSchemaIntrospectionCustomRule, type ValidationRule } from 'graphql';

/** `_service { sdl }` says the same to a federation router as introspection to a tool. */
const NoServiceDefinitionRule: ValidationRule = (context) => ({
  Field: (node) => {
    if (node.name.value !== '_service' || context.getParentType() !== context.getSchema().getQueryType()) return;
    context.reportError(
      new GraphQLError('The schema is not shown here; compose with `schema.graphql`.', { nodes: node }),
    );
  },
});

/** Keep the schema to itself. The hints in errors, which tell it name by name, are useErrors' to leave out. */
export const NO_INTROSPECTION: readonly ValidationRule[] = [NoSchemaIntrospectionCustomRule, NoServiceDefinitionRule];

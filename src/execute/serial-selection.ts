import { type FieldNode, type GraphQLObjectType, isNonNullType, type ResponsePath } from 'graphql';
import type { Execution } from './execution.ts';
import { failed } from './failed.ts';
import type { OperationForm } from './operation-form.ts';
import type { Text } from './promises.ts';
import { append, bytesOfKeys, closed, compileFields, type SelectedField } from './selection.ts';
import type { WriteSelection } from './writers.ts';

const writeField = (execution: Execution, source: unknown, { site, write }: SelectedField): Text => {
  const { signal, notBegun } = execution.shared;
  if (!signal?.aborted) return write(execution, source, undefined);
  const place: ResponsePath = { prev: undefined, key: site.key, typename: site.parentType.name };
  return failed(execution, site.nodes, isNonNullType(site.field.type), place, notBegun());
};

/**
 * Fields that are resolved one after the other: those of a mutation. None is begun any more when whoever asked has
 * left, nor after one that has failed and cannot be null.
 */
export const compileSerialSelection = (
  form: OperationForm,
  type: GraphQLObjectType,
  nodesByKey: ReadonlyMap<string, readonly FieldNode[]>,
): WriteSelection => {
  const fields = compileFields(form, type, nodesByKey, 1);
  const bytes = bytesOfKeys(fields);
  return (execution, source) => {
    execution.count(bytes);
    let text: Text = '';
    for (const field of fields) {
      const add = (before: string): Text => {
        const value = writeField(execution, source, field);
        return typeof value === 'string'
          ? append(before, field, value)
          : value.then((later) => append(before, field, later));
      };
      text = typeof text === 'string' ? add(text) : text.then(add);
    }
    return typeof text === 'string' ? closed(text) : text.then(closed);
  };
};

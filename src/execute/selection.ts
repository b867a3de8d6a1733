import type { FieldNode, GraphQLObjectType } from 'graphql';
import { compileField } from './field.ts';
import { type CompileSelection, fieldOf, type OperationForm, type Site } from './operation-form.ts';
import { gather, letGo, type Text } from './promises.ts';
import type { WriteField, WriteSelection } from './writers.ts';

/** A selected field with its key as JSON, as the first and as a later one. */
export interface SelectedField {
  readonly site: Site;
  readonly write: WriteField;
  readonly first: string;
  readonly next: string;
}

/** The fields of an object, without those that its type does not have. */
export const compileFields = (
  form: OperationForm,
  parentType: GraphQLObjectType,
  nodesByKey: ReadonlyMap<string, readonly FieldNode[]>,
  depth: number,
): SelectedField[] =>
  [...nodesByKey].flatMap(([key, nodes]) => {
    const field = nodes[0] && fieldOf(form, parentType, nodes[0]);
    if (!field) return [];
    form.fields += 1;
    const site: Site = { form, parentType, field, nodes, key, depth, number: form.fields };
    return [{ site, write: compileField(site), first: `{"${key}":`, next: `,"${key}":` }];
  });

/** `text` and one more field; nothing more where JSON leaves the field out. */
export const append = (text: string, { first, next }: SelectedField, value: string): string =>
  value === '' ? text : text + (text === '' ? first : next) + value;

const same = (texts: string[]): string[] => texts;

export const closed = (text: string): string => (text === '' ? '{}' : `${text}}`);

/** What an object takes beside its values. */
export const bytesOfKeys = (fields: readonly SelectedField[]): number =>
  fields.reduce((sum, { next }) => sum + next.length, fields.length === 0 ? 2 : 1);

/** Fields that are resolved beside one another. */
export const compileSelection: CompileSelection = (form, type, nodesByKey, depth) => {
  const fields = compileFields(form, type, nodesByKey, depth);
  const bytes = bytesOfKeys(fields);

  /** The same from the first promise on: that of `fields[start]`, behind the text of those before it. */
  const writeLater = (
    [execution, source, path]: Parameters<WriteSelection>,
    text: string,
    start: number,
    promise: Promise<string>,
  ): Promise<string> => {
    const parts: Text[] = [promise];
    const later = fields.slice(start);
    try {
      for (const { write } of later.slice(1)) parts.push(write(execution, source, path));
    } catch (thrown) {
      if (execution.hasEnded) {
        letGo(parts);
        throw thrown;
      }
      // As in graphql-js: what has begun is waited for, and may still tell of errors of its own.
      return gather(parts, same)
        .then(() => '')
        .finally(() => {
          throw thrown;
        });
    }
    return gather(parts, same).then((values) =>
      closed(later.reduce((sum, field, index) => append(sum, field, values[index] ?? ''), text)),
    );
  };

  return (execution, source, path) => {
    execution.count(bytes);
    let text = '';
    for (let index = 0; index < fields.length; index += 1) {
      const field = fields[index] as SelectedField;
      const value = field.write(execution, source, path);
      if (typeof value !== 'string') return writeLater([execution, source, path], text, index, value);
      text = append(text, field, value);
    }
    return closed(text);
  };
};

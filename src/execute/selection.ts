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

  /** The fields from `start` on, once their values are there, behind the text of those before them. */
  const appendAll = (before: string, start: number, values: readonly string[]): string => {
    let text = before;
    for (let index = start; index < fields.length; index += 1) {
      text = append(text, fields[index] as SelectedField, values[index - start] ?? '');
    }
    return closed(text);
  };

  /** The same from the first promise on: that of `fields[start]`, behind the text of those before it. */
  const writeLater = (
    [execution, source, path]: Parameters<WriteSelection>,
    text: string,
    start: number,
    promise: Promise<string>,
  ): Promise<string> => {
    const parts: Text[] = [promise];
    try {
      for (let index = start + 1; index < fields.length; index += 1) {
        parts.push((fields[index] as SelectedField).write(execution, source, path));
      }
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
    // One turn after the last of them, as in graphql-js.
    return gather(parts, same).then((values) => appendAll(text, start, values));
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

import { GraphQLError, type GraphQLObjectType, OperationTypeNode } from 'graphql';
import { type Answer, DataText, stringifyAnswer } from './answer.ts';
import { collectFields } from './collect-fields.ts';
import { CollectedErrors, Execution, type Shared } from './execution.ts';
import type { OperationForm } from './operation-form.ts';
import { compileSelection } from './selection.ts';
import { compileSerialSelection } from './serial-selection.ts';
import type { WriteSelection } from './writers.ts';

/** What differs from one execution to the next, with the variables as they were read. */
export type Run = Pick<Shared, 'context' | 'rootValue' | 'variableValues' | 'meter' | 'signal' | 'notBegun'>;

const compile = (form: OperationForm): WriteSelection => {
  const { schema, operation } = form;
  const type: GraphQLObjectType | undefined | null = schema.getRootType(operation.operation);
  if (!type) {
    throw new GraphQLError(`Schema is not configured to execute ${operation.operation} operation.`, {
      nodes: operation,
    });
  }
  const fields = collectFields(form, type, [operation.selectionSet]);
  return operation.operation === OperationTypeNode.MUTATION
    ? compileSerialSelection(form, type, fields)
    : compileSelection(form, type, fields, 1);
};

const answer = (text: string | null, { errors }: CollectedErrors): Answer => {
  const data = text === null ? null : new DataText(text);
  return errors.length === 0 ? { data, stringify: stringifyAnswer } : { errors, data, stringify: stringifyAnswer };
};

/** One operation of a document, compiled as far as it has been executed. */
export class CompiledOperation {
  readonly #form: OperationForm;
  #write: WriteSelection | undefined;

  constructor(form: Omit<OperationForm, 'fields' | 'compileSelection'>) {
    this.#form = { ...form, fields: 0, compileSelection };
  }

  /** How many fields it has in memory; grows when an object arrives where none did before. */
  get fields(): number {
    return this.#form.fields;
  }

  execute(run: Run): Answer | Promise<Answer> {
    const collected = new CollectedErrors();
    const isQuery = this.#form.operation.operation !== OperationTypeNode.MUTATION;
    const { context, rootValue, variableValues, meter, signal, notBegun } = run;
    // Not spread: of all that is done for each operation that would take the longest.
    const shared: Shared = {
      context,
      rootValue,
      variableValues,
      meter,
      signal,
      notBegun,
      collected,
      argumentsByField: [],
    };
    const execution = new Execution(shared, isQuery);
    const fail = (thrown: unknown): Answer => {
      // Whatever else went wrong has not been answered either.
      if (execution.hasEnded) collected.errors.length = 0;
      collected.add(thrown as GraphQLError, undefined);
      return answer(null, collected);
    };
    try {
      this.#write ??= compile(this.#form);
      const text = this.#write(execution, rootValue, undefined);
      if (typeof text === 'string') return answer(text, collected);
      return text.then((late) => answer(late, collected), fail);
    } catch (thrown) {
      return fail(thrown);
    }
  }
}

import {
  GraphQLError,
  type GraphQLOutputType,
  getNullableType,
  isLeafType,
  isNonNullType,
  type ResponsePath,
} from 'graphql';
import { completeLater } from './complete-later.ts';
import type { Execution } from './execution.ts';
import { failed } from './failed.ts';
import type { Site } from './operation-form.ts';
import { gather, isPromise, letGo, orElse, type Text } from './promises.ts';
import type { Complete } from './writers.ts';

type CompleteItem = (execution: Execution, value: unknown, index: number, list: ResponsePath) => Text;

const at = (list: ResponsePath, index: number): ResponsePath => ({ prev: list, key: index, typename: undefined });

const compileItem = (site: Site, type: GraphQLOutputType, complete: Complete): CompleteItem => {
  const isRequired = isNonNullType(type);
  const isLeaf = isLeafType(getNullableType(type));
  /** It stands apart since a function that makes others takes room for what they see, also where it makes none. */
  const itemLater = (execution: Execution, text: unknown, path: ResponsePath): Text =>
    orElse(text, (thrown) => failed(execution, site.nodes, isRequired, path, thrown));
  return (execution, value, index, list) => {
    // What has fields of its own must be the same place for all of them; of a leaf nobody else asks.
    const path = isLeaf ? undefined : at(list, index);
    try {
      const text: unknown = isPromise(value)
        ? completeLater(complete, execution, value, path)
        : complete(execution, value, path);
      if (typeof text === 'string') return text;
      return itemLater(execution, text, path ?? at(list, index));
    } catch (thrown) {
      return failed(execution, site.nodes, isRequired, path ?? at(list, index), thrown);
    }
  };
};

/** JSON has null in a list for what it leaves out elsewhere. */
const orNull = <T extends Text>(text: T): T | 'null' => (text === '' ? 'null' : text);

/** Added up and not joined: V8 puts the parts together once, when the whole answer is sent. */
const join = (texts: readonly string[]): string => {
  let text = '[';
  for (let index = 0; index < texts.length; index += 1) text += index === 0 ? texts[0] : `,${texts[index]}`;
  return `${text}]`;
};

const joinLate = (texts: readonly string[]): string => join(texts.map(orNull));

/** Lists of any iterable object, also of promises. */
export const compileList = (site: Site, itemType: GraphQLOutputType, completeItem: Complete) => {
  const item = compileItem(site, itemType, completeItem);
  return (execution: Execution, value: unknown, path: ResponsePath): Text => {
    const list = value as Iterable<unknown>;
    if (typeof list !== 'object' || typeof list[Symbol.iterator] !== 'function') {
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${site.parentType.name}.${site.field.name}".`,
      );
    }
    const texts: Text[] = [];
    let isPending = false;
    try {
      for (const each of list) {
        const text = item(execution, each, texts.length, path);
        if (typeof text !== 'string') isPending = true;
        texts.push(orNull(text));
      }
      // The brackets, and the commas between the items.
      execution.count(Math.max(texts.length + 1, 2));
    } catch (thrown) {
      letGo(texts);
      throw thrown;
    }
    return isPending ? gather(texts, joinLate) : join(texts as string[]);
  };
};

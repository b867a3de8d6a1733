import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  type ResponsePath,
} from 'graphql';
import { collectFields } from './collect-fields.ts';
import type { Execution } from './execution.ts';
import { compileLeaf } from './leaf.ts';
import { compileList } from './list.ts';
import type { Site } from './operation-form.ts';
import { isPromise, letGo, type Text } from './promises.ts';
import { fieldPath, infoOf, wantsInfo } from './resolve-info.ts';
import { runtimeTypeOf, wrongType } from './runtime-type.ts';
import type { Complete, CompletePlaced, WriteSelection } from './writers.ts';

const compileObject = (site: Site, type: GraphQLObjectType): CompletePlaced => {
  const { form, nodes, depth } = site;
  // Compiled when the first object arrives: of an abstract type's many types an answer shows a few.
  let compiled: WriteSelection | undefined;
  const selection = (): WriteSelection => {
    if (compiled) return compiled;
    const selected = nodes.map(({ selectionSet }) => selectionSet);
    compiled = form.compileSelection(form, type, collectFields(form, type, selected), depth + 1);
    return compiled;
  };
  if (!type.isTypeOf) return (execution, value, path) => selection()(execution, value, path);
  return (execution, value, path) => {
    const write = selection();
    const is = type.isTypeOf?.(value, execution.context, infoOf(site, execution, fieldPath(path)));
    const checked = (yes: unknown): Text => {
      if (!yes) throw wrongType(type, value, nodes);
      return write(execution, value, path);
    };
    if (!isPromise(is)) return checked(is);
    return is.then((yes) => {
      execution.goOn();
      return checked(yes);
    });
  };
};

const compileAbstract = (site: Site, type: GraphQLAbstractType): CompletePlaced => {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const info = wantsInfo(resolveType);
  const objects = new Map<string, CompletePlaced>();
  const completeAs = (execution: Execution, name: unknown, value: unknown, path: ResponsePath): Text => {
    let complete = typeof name === 'string' ? objects.get(name) : undefined;
    if (!complete) {
      const object = runtimeTypeOf(site, type, name, value);
      complete = compileObject(site, object);
      objects.set(object.name, complete);
    }
    return complete(execution, value, path);
  };
  /** It stands apart since a function that makes others takes room for what they see, also where it makes none. */
  const completeLater = (execution: Execution, name: Promise<unknown>, value: unknown, path: ResponsePath): Text =>
    name.then((resolved) => {
      execution.goOn();
      return completeAs(execution, resolved, value, path);
    });
  return (execution, value, path) => {
    const name: unknown = resolveType.call(
      undefined,
      value,
      execution.context,
      // A resolver that cannot see it is not given it.
      info ? infoOf(site, execution, fieldPath(path)) : (undefined as never),
      type,
    );
    return isPromise(name) ? completeLater(execution, name, value, path) : completeAs(execution, name, value, path);
  };
};

const compileNamed = (site: Site, type: GraphQLOutputType): Complete => {
  if (isLeafType(type)) return compileLeaf(type);
  if (isListType(type)) return compileList(site, type.ofType, compileComplete(site, type.ofType)) as Complete;
  return (
    isAbstractType(type) ? compileAbstract(site, type) : compileObject(site, type as GraphQLObjectType)
  ) as Complete;
};

/** How values of that type, at that site, are completed: errors are thrown, null is written or refused. */
export const compileComplete = (site: Site, type: GraphQLOutputType): Complete => {
  const complete = compileNamed(site, getNullableType(type) as GraphQLOutputType);
  const isRequired = isNonNullType(type);
  return (execution, value, path) => {
    if (value === null || value === undefined) {
      if (isRequired) {
        throw new Error(`Cannot return null for non-nullable field ${site.parentType.name}.${site.field.name}.`);
      }
      execution.count(4);
      return 'null';
    }
    if (typeof value === 'object' && value instanceof Error) throw value;
    try {
      return complete(execution, value, path);
    } catch (thrown) {
      // A list of promises can end at one of them.
      letGo(value);
      throw thrown;
    }
  };
};

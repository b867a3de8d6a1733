import {
  defaultFieldResolver,
  getNullableType,
  isLeafType,
  isNonNullType,
  type ResponsePath,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { DirectResolver, DirectText } from '../json/direct-text.ts';
import { compileComplete } from './complete.ts';
import { completeLater } from './complete-later.ts';
import type { Execution } from './execution.ts';
import { failed } from './failed.ts';
import { writePlain } from './json-text.ts';
import { isCutHere, type Site } from './operation-form.ts';
import { isPromise, orElse, type Text } from './promises.ts';
import { compileArguments } from './read-arguments.ts';
import { infoOf, wantsInfo } from './resolve-info.ts';
import type { WriteField } from './writers.ts';

/** The text beside the resolver, where it has one for that source; else what the resolver answers. */
const writeDirectly =
  (directText: DirectText, write: WriteField): WriteField =>
  (execution, source, parent) => {
    let text: string | undefined;
    try {
      text = directText(source as object);
    } catch {
      // The resolver says what is wrong.
    }
    if (text === undefined) return write(execution, source, parent);
    execution.count(text.length);
    return text;
  };

/** `__typename`, which clients ask of every object: the document says what it is. */
const compileTypename = ({ parentType }: Site): WriteField => {
  const text = `"${parentType.name}"`;
  return (execution) => writePlain(execution, text);
};

/** Throws nothing, and makes nothing null, that graphql-js would not. */
export const compileField = (site: Site): WriteField => {
  const { field, key, nodes, parentType } = site;
  if (field === TypeNameMetaFieldDef) return compileTypename(site);
  const complete = compileComplete(site, field.type);
  const readArguments = compileArguments(site);
  const resolve = field.resolve ?? defaultFieldResolver;
  const isRequired = isNonNullType(field.type);
  // Such a resolver answers undefined where it needs `info`, which is seldom, and is then asked again with it.
  const isOnDemand = field.extensions.infoOnDemand === true;
  const info = !isOnDemand && wantsInfo(resolve);
  // What has fields of its own must be the same place for all of them; of a leaf nobody else asks.
  const isPlaced = info || !isLeafType(getNullableType(field.type));
  const { name: typename } = parentType;
  const isCut = isCutHere(site);
  /** It stands apart since a function that makes others takes room for what they see, also where it makes none. */
  const writeLater = (whole: Execution, text: unknown, path: ResponsePath): Text =>
    orElse(text, (thrown) => failed(whole, nodes, isRequired, path, thrown));
  const write: WriteField = (whole, source, parent) => {
    const execution = isCut ? whole.bounded : whole;
    let path: ResponsePath | undefined = isPlaced ? { prev: parent, key, typename } : undefined;
    try {
      const args = readArguments(execution);
      let value: unknown = resolve(
        source,
        args,
        execution.context,
        path && info ? infoOf(site, execution, path) : (undefined as never),
      );
      if (isOnDemand && value === undefined) {
        path ??= { prev: parent, key, typename };
        value = resolve(source, args, execution.context, infoOf(site, execution, path));
      }
      const text: unknown = isPromise(value)
        ? completeLater(complete, execution, value, path)
        : complete(execution, value, path);
      // Nothing is made for what can fail later where nothing is late.
      if (typeof text === 'string') return text;
      return writeLater(whole, text, path ?? { prev: parent, key, typename });
    } catch (thrown) {
      return failed(whole, nodes, isRequired, path ?? { prev: parent, key, typename }, thrown);
    }
  };
  const { directText } = resolve as DirectResolver;
  return directText === undefined ? write : writeDirectly(directText, write);
};

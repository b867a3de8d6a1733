import type { GraphQLResolveInfo, ResponsePath } from 'graphql';
import type { Execution } from './execution.ts';
import type { Site } from './operation-form.ts';

/** What stands between a function's first parenthesis and the one that closes it. */
const parametersOf = (text: string): string => {
  const start = text.indexOf('(');
  const arrow = text.indexOf('=>');
  // One name and no parentheses: no more than one parameter.
  if (start < 0 || (arrow >= 0 && arrow < start)) return '';
  let open = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') open += 1;
    if (text[at] === ')') open -= 1;
    if (open === 0) return text.slice(start, at);
  }
  return text;
};

/**
 * Whether a function may look at its fourth parameter, where graphql-js gives it what is known of the field. It costs
 * an object for each value, so it is left out where the function cannot see it: where it declares fewer than four, and
 * no other way leads there. In doubt it is given.
 */
// biome-ignore lint/complexity/noBannedTypes: any function of a schema's
export const wantsInfo = (resolver: Function): boolean => {
  if (resolver.length >= 4) return true;
  const text = Function.prototype.toString.call(resolver);
  if (text.includes('[native code]') || text.includes('arguments')) return true;
  // A rest parameter or a default ends what `length` counts.
  return /\.\.\.|=/.test(parametersOf(text));
};

/** What graphql-js tells a resolver of its field. */
export const infoOf = ({ form, field, nodes, parentType }: Site, execution: Execution, path: ResponsePath) =>
  ({
    fieldName: field.name,
    fieldNodes: nodes,
    returnType: field.type,
    parentType,
    path,
    schema: form.schema,
    fragments: form.fragments,
    rootValue: execution.shared.rootValue,
    operation: form.operation,
    variableValues: execution.shared.variableValues,
  }) as GraphQLResolveInfo;

/** The field's own place, of which `path` is an item: what types are told of, whichever item they are asked about. */
export const fieldPath = (path: ResponsePath): ResponsePath => {
  let place = path;
  while (typeof place.key === 'number' && place.prev) place = place.prev;
  return place;
};

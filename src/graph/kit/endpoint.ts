import { type RestPath, restPath } from '../../stripe/path.ts';
import { publicError } from '../errors.ts';
import { whichObject } from './rest-value.ts';

/** A REST endpoint as data, such as `/v1/transfers/{id}/reversals`. */
export type Template = `/${string}`;

/** A value for each name between braces; another one does not compile. */
export type TemplateValues<Of extends string> = Readonly<Record<Parameter<Of>, string>>;

type Parameter<Of extends string> = Of extends `${string}{${infer Name}}${infer Rest}` ? Name | Parameter<Rest> : never;

/**
 * The error for an id that can stand in no path. The ids of callers have been checked before, so this one came from
 * REST.
 */
const unaskable = (from: unknown): Error => {
  const whose = typeof from === 'object' && from !== null ? whichObject(from) : 'something';
  return publicError(
    'UPSTREAM_PROTOCOL_ERROR',
    `The REST API sent ${whose} with an id that nothing can be asked for by.`,
  );
};

/**
 * The paths of an endpoint. Null where `values` gives null: this parent has no such list.
 * @throws TypeError, when the schema is built, where a template with parameters is given no values
 * @throws UPSTREAM_PROTOCOL_ERROR where REST has sent an id that can stand in no path
 */
export const pathsOf = <From extends readonly unknown[], Given extends Readonly<Record<string, string>> | null>(
  template: Template,
  values: ((...from: From) => Given) | undefined,
): ((...from: From) => null extends Given ? RestPath | null : RestPath) => {
  if (values === undefined && template.includes('{')) throw new TypeError(`\`${template}\` needs \`values\`.`);
  return (...from) => {
    const given = values?.(...from);
    if (given === null) return null as never;
    try {
      // The types of `connection`, `nodeType` and `mutation` hold which values a template needs.
      return restPath(template as '/{any}', given as { any: string }) as never;
    } catch {
      throw unaskable(from[0]);
    }
  };
};

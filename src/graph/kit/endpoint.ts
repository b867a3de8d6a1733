import { type RestPath, restPath } from '../../stripe/path.ts';

/** A REST endpoint as data, such as `/v1/transfers/{id}/reversals`. */
export type Template = `/${string}`;

/** A value for each name between braces; another one does not compile. */
export type TemplateValues<Of extends string> = Readonly<Record<Parameter<Of>, string>>;

type Parameter<Of extends string> = Of extends `${string}{${infer Name}}${infer Rest}` ? Name | Parameter<Rest> : never;

/**
 * The paths of an endpoint. Null where `values` gives null: this parent has no such list.
 * @throws TypeError, when the schema is built, where a template with parameters is given no values
 */
export const pathsOf = <From extends readonly unknown[], Given extends Readonly<Record<string, string>> | null>(
  template: Template,
  values: ((...from: From) => Given) | undefined,
): ((...from: From) => null extends Given ? RestPath | null : RestPath) => {
  if (values === undefined && template.includes('{')) throw new TypeError(`\`${template}\` needs \`values\`.`);
  return (...from) => {
    const given = values?.(...from);
    // Which values a template needs is held by the types of whoever calls this.
    return (given === null ? null : restPath(template as '/{any}', given as { any: string })) as never;
  };
};

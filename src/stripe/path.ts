declare const checked: unique symbol;

/**
 * Where a REST call goes. Every id in it has been checked, so no id can leave its place (path traversal). Made only by
 * {@link restPath}.
 */
export interface RestPath {
  /** The path below the API's base, such as `/v1/transfers/tr_1`. */
  readonly text: string;
  /**
   * The template that it was made from, such as `/v1/transfers/{id}`: REST counts calls by it, and so do budgets,
   * metrics and traces.
   */
  readonly endpoint: string;
  readonly [checked]: true;
}

/** The names between braces in a template. */
type Parameter<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Parameter<Rest>
  : never;

/** Nothing for a template without parameters; else a value for each of them. */
type Values<Template extends string> = [Parameter<Template>] extends [never]
  ? []
  : [values: Readonly<Record<Parameter<Template>, string>>];

const SEGMENT = /^[A-Za-z0-9_]{1,255}$/;

/** Templates split at their braces: the parameters' names are at odd indices. There are as many as the sources name. */
const known = new Map<string, readonly string[]>();

const partsOf = (template: string): readonly string[] => {
  let parts = known.get(template);
  if (parts === undefined) {
    parts = template.split(/[{}]/);
    known.set(template, parts);
  }
  return parts;
};

/**
 * A path with its endpoint: `restPath('/v1/transfers/{transfer}/reversals/{id}', { transfer, id })`. A missing or an
 * extra value does not compile.
 *
 * @throws TypeError when a value is not `[A-Za-z0-9_]{1,255}`. To encode it would not help: `encodeURIComponent('..')`
 * is `..`, and `tr_1#x` on a POST becomes a different write.
 */
export const restPath = <Template extends `/${string}`>(
  template: Template,
  ...[values]: Values<Template>
): RestPath => {
  let text = '';
  const parts = partsOf(template);
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] as string;
    if (index % 2 === 0) {
      text += part;
    } else {
      const value = (values as Readonly<Record<string, string>> | undefined)?.[part] ?? '';
      if (!SEGMENT.test(value)) throw new TypeError('A value in a REST path must match [A-Za-z0-9_]{1,255}.');
      text += value;
    }
  }
  return { text, endpoint: template } as Omit<RestPath, typeof checked> as RestPath;
};

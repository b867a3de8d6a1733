declare const restPath_: unique symbol;

/** A path below the API's base, such as `/v1/transfers/tr_1`, in which every id has been checked. Made only by {@link restPath}. */
export type RestPath = string & { readonly [restPath_]: true };

const SEGMENT = /^[A-Za-z0-9_]{1,255}$/;

/**
 * Tag for a path template: ``restPath`/v1/transfers/${id}` ``.
 *
 * @throws TypeError when an interpolated value is not `[A-Za-z0-9_]{1,255}`. Encoding would not do in its
 * place: `encodeURIComponent('..')` is `..`, and `tr_1#x` on a POST becomes a different write.
 */
export const restPath = (template: TemplateStringsArray, ...values: readonly string[]): RestPath => {
  for (const value of values) {
    if (!SEGMENT.test(value)) throw new TypeError('A value in a REST path must match [A-Za-z0-9_]{1,255}.');
  }
  return String.raw(template, ...values) as RestPath;
};

/**
 * A field of `source` as JSON, in ASCII: what its resolver and its type make of a usual value, in one step. Undefined
 * where the resolver has to be asked, which it is too where this throws. It changes nothing.
 */
export type DirectText = (source: object) => string | undefined;

/**
 * A resolver may have such a way beside it. It is a property of the function and not of the field, so that whoever
 * wraps the resolver, with a check for instance, leaves it behind.
 */
export interface DirectResolver {
  readonly directText?: DirectText;
}

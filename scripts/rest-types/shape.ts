/** What the types of the REST API say a value is. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'flag' | 'unknown' }
  /** One of these texts; `name` is the type's own, where it has one. */
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly name: string | undefined }
  /** An object that stands in its parent; `name` finds its fields. */
  | { readonly kind: 'part'; readonly name: string }
  /**
   * An object that has a life of its own: its id, or itself where that was expanded; always itself where `byId` is
   * false.
   */
  | { readonly kind: 'resource'; readonly names: readonly string[]; readonly byId: boolean }
  | { readonly kind: 'list' | 'page' | 'map'; readonly of: Shape };

export interface RestField {
  readonly key: string;
  readonly shape: Shape;
  /** REST may send null. */
  readonly nullable: boolean;
  /** REST may leave it out. */
  readonly optional: boolean;
}

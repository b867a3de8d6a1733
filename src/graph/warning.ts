/** Something odd that did not fail the operation; all of them are listed in `extensions.warnings`. */
export interface Warning {
  readonly code: 'DELETED' | 'PAGINATION_INCONSISTENT' | 'UNRECOGNIZED_VALUE' | 'EXPANSION_REFUSED' | 'OTHER_MODE';
  readonly message: string;
  /** Where it stands in the answer. */
  readonly path?: readonly (string | number)[];
  /** What REST sent there. */
  readonly value?: string;
}

export type Warn = (warning: Warning) => void;

export interface Clock {
  /** Milliseconds, as `Date.now`. */
  readonly now: () => number;
  /** Moves it by so many seconds. */
  readonly pass: (seconds: number) => void;
}

/** A clock that stands still until it is moved. */
export const clock = (start = 1_800_000_000): Clock => {
  let seconds = start;
  return {
    now: () => seconds * 1000,
    pass: (more) => {
      seconds += more;
    },
  };
};

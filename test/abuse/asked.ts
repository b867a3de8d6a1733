/** Whether something of the run is asked for, by its id in the list of promises. */
export type Asked = (id: string) => boolean;

/** Everything, all of a letter, or one alone. */
export const askedFor =
  (only: string | undefined): Asked =>
  (id) =>
    only === undefined || only === id || only === id.slice(0, 1);

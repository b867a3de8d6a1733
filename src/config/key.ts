/** Whose money a key is about. */
export type KeyMode = 'test' | 'live';

/** Test keys of tools that stand in for the REST API are as short as `sk_test_123`. */
const KEY = /^(?:sk|rk)_(?:(test)_[A-Za-z0-9]{1,240}|(live)_[A-Za-z0-9]{8,240})$/;

/** The mode of a key of the REST API; undefined when the text is none. */
export const modeOfKey = (text: string): KeyMode | undefined => {
  const [, test, live] = KEY.exec(text) ?? [];
  return (test ?? live) as KeyMode | undefined;
};

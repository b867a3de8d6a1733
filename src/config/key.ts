/** Whose money a key is about. */
export type KeyMode = 'test' | 'live';

/** Test keys of tools that stand in for the REST API are as short as `sk_test_123`. */
const ACCOUNT_KEY = /^(?:sk|rk)_(?:(test)_[A-Za-z0-9]{1,240}|(live)_[A-Za-z0-9]{8,240})$/;
/**
 * A key of an organisation, which acts on any of its accounts. It need not say which money it is about, and is then
 * taken for a live one.
 */
const ORGANISATION_KEY = /^sk_org_(?:(test)_[A-Za-z0-9]{1,240}|(?:live_)?[A-Za-z0-9]{8,240})$/;

export const isOrganisationKey = (text: string): boolean => ORGANISATION_KEY.test(text);

/** The mode of a key of the REST API; undefined when the text is none. */
export const modeOfKey = (text: string): KeyMode | undefined => {
  const [, test, live] = ACCOUNT_KEY.exec(text) ?? [];
  if (test ?? live) return test ? 'test' : 'live';
  const organisation = ORGANISATION_KEY.exec(text);
  if (organisation === null) return undefined;
  return organisation[1] ? 'test' : 'live';
};

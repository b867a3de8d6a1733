import { DEFAULT_PAGE_SIZE } from '../page.ts';

/** For a router's demand control: what a REST call weighs, where an object weighs 1 and a mutation 10. */
export const REST_CALL_COST = { cost: { weight: 10 } };

/** For a router's demand control: how many items a connection brings. */
export const LIST_SIZE = {
  listSize: {
    assumedSize: DEFAULT_PAGE_SIZE,
    slicingArguments: ['first', 'last'],
    sizedFields: ['edges', 'nodes'],
    requireOneSlicingArgument: false,
  },
};

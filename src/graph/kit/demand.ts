import { DEFAULT_PAGE_SIZE } from '../page.ts';

/** What a REST call weighs for a router's demand control, where an object weighs 1 and a mutation 10. */
export const REST_CALL_WEIGHT = 10;

/** How many items a connection brings, for a router's demand control. */
export const LIST_SIZE = {
  assumedSize: DEFAULT_PAGE_SIZE,
  slicingArguments: ['first', 'last'],
  sizedFields: ['edges', 'nodes'],
  requireOneSlicingArgument: false,
};

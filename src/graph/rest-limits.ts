/** The most items that one REST list call brings. */
export const REST_PAGE_SIZE = 100;

/** REST's limit on the segments of one expansion; `data` is one. */
export const MAX_EXPAND_DEPTH = 4;

/** How many REST list calls bring `size` items. */
export const restPages = (size: number): number => Math.ceil(size / REST_PAGE_SIZE);

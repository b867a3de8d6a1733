/**
 * How often something is tried that could be tried for ever. `npm test` has as many as find what is wrong with a kind
 * of thing, and `npm run test:large`, which CI runs, as many as find what is rare. Both try the same ones each time:
 * all that is random has a seed.
 */
export const countOf = (usual: number, large: number): number => (process.env.COUNTS === 'large' ? large : usual);

import type { Asked } from './graphiql.ts';

/**
 * Right after a change of tabs GraphiQL still has the name of the operation that was open before, and the gateway would refuse it. Left out, a
 * document of one operation needs none, and of several the gateway asks which one is meant.
 */
export const withoutForeignName = ({ operationName, ...asked }: Asked): Asked => {
  const isThere = operationName != null && new RegExp(`\\b${operationName}\\b`).test(asked.query);
  return isThere ? { ...asked, operationName } : asked;
};

import { askedIn, type Contender, folder } from './contender.ts';

/** It takes the gateway's own words. */
export const graphqlJit: Contender = {
  name: 'graphql-jit',
  command: [process.execPath, `${folder}dist/graphql-jit/server.js`],
  environment: {},
  probe: '/',
  ask: (question) => askedIn('/', question.query, question),
};

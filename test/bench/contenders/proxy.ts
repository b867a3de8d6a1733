import { node } from '../processes.ts';
import type { Contender } from './contender.ts';

/** The least that any gateway does. */
export const proxy: Contender = {
  name: 'proxy',
  command: node('./proxy.js'),
  environment: {},
  probe: '/',
  ask: ({ name }) => ({ path: `/${name}`, query: undefined }),
};

import { node } from '../processes.ts';
import type { Contender } from './contender.ts';

/** The least that any gateway does; it is told which REST calls to make. */
export const proxy: Contender = {
  name: 'proxy',
  command: node('./proxy.js'),
  environment: {},
  probe: '/',
  ask: ({ calls }) => ({ path: '/', body: JSON.stringify(calls), isDocument: false }),
};

import type { PlannedCall } from '../src/graph/plan/call-tree.ts';
import { counted, element } from './element.ts';

const requestOf = ({ method, endpoint, count }: PlannedCall): string => {
  if (count === 0) return 'comes with the call above';
  return `${counted(count, 'call')} ${method} ${endpoint ?? '(which is known when it is asked)'}`;
};

/** The REST calls that an operation can make, each below the one that brings what it is made for. */
export const drawPlan = (calls: readonly PlannedCall[]): HTMLElement =>
  element(
    'ul',
    { class: 'plan' },
    ...calls.map((call) =>
      element(
        'li',
        {},
        element('code', {}, call.coordinate),
        element('span', { class: 'request' }, requestOf(call)),
        ...(call.count > 0 && call.expand.length > 0
          ? [element('span', { class: 'expansions' }, `expands ${call.expand.join(', ')}`)]
          : []),
        ...(call.below.length > 0 ? [drawPlan(call.below)] : []),
      ),
    ),
  );

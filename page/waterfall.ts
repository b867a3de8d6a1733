import type { RecordedCall } from '../src/graph/read/call-record.ts';
import { element } from './element.ts';

const ms = (value: number): string => `${value} ms`;

/** How a call went, in a word or a number. */
const outcomeOf = ({ status, code }: RecordedCall): string => {
  if (code !== null) return status === null ? code : `${status} ${code}`;
  return status === null ? 'not over' : String(status);
};

/** What the bar shows, in words. */
const timesOf = ({ startMs, durationMs, attempts, shared }: RecordedCall): string =>
  [
    `at ${ms(startMs)}`,
    ...(durationMs === null ? [] : [`took ${ms(durationMs)}`]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(shared ? ["another operation's call"] : []),
  ].join(', ');

const barOf = ({ startMs, durationMs, code }: RecordedCall, wholeMs: number): HTMLElement => {
  const bar = element('span', { class: code === null ? 'bar' : 'bar failed' });
  const lasts = durationMs ?? Math.max(0, wholeMs - startMs);
  bar.style.left = `${(100 * startMs) / wholeMs}%`;
  bar.style.width = `${(100 * lasts) / wholeMs}%`;
  // All of it is said in words beside.
  return element('span', { class: 'track', 'aria-hidden': 'true' }, bar);
};

/** The REST calls of an operation, one below the other, each where it was in its time. */
export const drawWaterfall = (calls: readonly RecordedCall[], durationMs: number): HTMLElement => {
  const wholeMs = Math.max(durationMs, ...calls.map((call) => call.startMs + (call.durationMs ?? 0)), 0.1);
  const rows = calls.map((call) =>
    element(
      'li',
      {},
      element('span', { class: 'request' }, `${call.method} ${call.path}`),
      barOf(call, wholeMs),
      element(
        'span',
        { class: 'times' },
        element('span', { class: call.code === null ? 'outcome' : 'outcome failed' }, outcomeOf(call)),
        `, ${timesOf(call)}, for `,
        element('code', {}, call.field),
      ),
    ),
  );
  return element('ol', { class: 'waterfall' }, ...rows);
};

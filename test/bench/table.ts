import { markdown } from './markdown.ts';
import type { Measured } from './rounds.ts';
import { ratios, spread } from './statistics.ts';

/** What a server costs beside its answers; `startMs` has one for each start. */
export interface Cost {
  readonly name: string;
  readonly startMs: readonly number[];
  readonly memoryMb: { readonly idle: number; readonly loaded: number; readonly after: number };
}

const REFERENCES = ['graphql-jit', 'apollo'];

type Of = (measured: Measured) => readonly number[];

const perSecond: Of = ({ known }) => known.map((sample) => sample.perSecond);
const processorUs: Of = ({ known }) => known.map((sample) => sample.processorUs);

/** Beside each of the references: above 1 is better than it. */
const besides = (
  measured: Measured,
  all: readonly Measured[],
  better: (one: Measured, other: Measured) => readonly number[],
) =>
  REFERENCES.map((name) => {
    const other = all.find(({ question, server }) => question === measured.question && server.contender.name === name);
    if (other === measured) return '1';
    return spread(other === undefined ? [] : better(measured, other), 2);
  });

const speed = (all: readonly Measured[]): string =>
  markdown([
    ['question', 'server', 'requests/s', ...REFERENCES.map((name) => `× ${name}`), 'p50 ms', 'p99 ms'],
    ...all.map((measured) => [
      measured.question.name,
      measured.server.contender.name,
      spread(perSecond(measured), 0),
      ...besides(measured, all, (one, other) => ratios(perSecond(one), perSecond(other))),
      spread(
        measured.known.map(({ p50 }) => p50),
        1,
      ),
      spread(
        measured.known.map(({ p99 }) => p99),
        1,
      ),
    ]),
  ]);

const work = (all: readonly Measured[]): string =>
  markdown([
    [
      'question',
      'server',
      'µs',
      ...REFERENCES.map((name) => `${name} ÷ this`),
      'first sight µs',
      'first sight requests/s',
      'REST calls',
      'under load',
    ],
    ...all.map((measured) => [
      measured.question.name,
      measured.server.contender.name,
      spread(processorUs(measured), 0),
      ...besides(measured, all, (one, other) => ratios(processorUs(other), processorUs(one))),
      spread(
        measured.firstSight.map((sample) => sample.processorUs),
        0,
      ),
      spread(
        measured.firstSight.map((sample) => sample.perSecond),
        0,
      ),
      String(measured.restCalls),
      spread(
        measured.known.map((sample) => sample.restCalls),
        1,
      ),
    ]),
  ]);

const costs = (all: readonly Cost[]): string =>
  markdown([
    ['server', 'start ms', 'MB before', 'MB loaded', 'MB idle after'],
    ...all.map(({ name, startMs, memoryMb: { idle, loaded, after } }) => [
      name,
      spread(startMs, 0),
      ...[idle, loaded, after].map(String),
    ]),
  ]);

/** For people, and to be pasted. */
export const tables = (conditions: string, all: readonly Measured[], each: readonly Cost[]): string => {
  const shows = new Map(all.map(({ question }) => [question.name, question.shows]));
  return [
    conditions,
    [...shows].map(([name, text]) => `${name}: ${text}`).join('; '),
    speed(all),
    work(all),
    costs(each),
  ].join('\n\n');
};

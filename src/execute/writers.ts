import type { ResponsePath } from 'graphql';
import type { Execution } from './execution.ts';
import type { Text } from './promises.ts';

/** Resolves a field of `source`, completes and writes it. */
export type WriteField = (execution: Execution, source: unknown, parent: ResponsePath | undefined) => Text;

/** Writes the fields that are selected on an object. */
export type WriteSelection = (execution: Execution, source: unknown, path: ResponsePath | undefined) => Text;

/** Completes what a resolver has returned, and writes it. Leaves are not told their place, which they do not need. */
export type Complete = (execution: Execution, value: unknown, path: ResponsePath | undefined) => Text;

/** The same for what has a place. */
export type CompletePlaced = (execution: Execution, value: unknown, path: ResponsePath) => Text;

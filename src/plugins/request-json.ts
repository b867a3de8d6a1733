import type { RequestLimits } from '../config/request-limits.ts';
import { publicError } from '../graph/errors.ts';
import { brokenLimit } from './json-size.ts';

export type JsonSizeLimits = Pick<RequestLimits, 'maxJsonLevels' | 'maxJsonValues'>;

export const badRequest = (message: string) =>
  publicError('BAD_REQUEST', message, { extensions: { http: { status: 400 } } });

export const notJson = () => badRequest('The body, `variables` and `extensions` must be JSON, and all of it UTF-8.');

/** What a caller sent as JSON. Throws BAD_REQUEST for what is none, and for what holds too much. */
export const fromJson = (json: string, { maxJsonLevels, maxJsonValues }: JsonSizeLimits): unknown => {
  const limits = { levels: maxJsonLevels, values: maxJsonValues };
  const broken = brokenLimit(json, limits);
  if (broken !== undefined) {
    throw badRequest(`The JSON of a request may have ${limits[broken]} ${broken} at most.`);
  }
  try {
    return JSON.parse(json);
  } catch {
    throw notJson();
  }
};

import type { GraphQLParams } from 'graphql-yoga';
import { publicError } from '../graph/errors.ts';

const refusal = (message: string) =>
  publicError('BAD_REQUEST', message, { extensions: { http: { status: 400, headers: { allow: 'GET, POST' } } } });

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};

const mayBe = (value: unknown): boolean => value === undefined || value === null || kindOf(value) === 'object';

const notMembers = (name: string, value: unknown) =>
  refusal(`Expected "${name}" param to be empty or an object, but given ${kindOf(value)}.`);

/** The parameters of a request, if each is of its kind, as graphql-yoga would check them next. Throws BAD_REQUEST. */
export const checkedParams = (params: GraphQLParams): GraphQLParams => {
  if (kindOf(params) !== 'object') throw refusal(`Expected params to be an object but given ${kindOf(params)}.`);
  const { query, variables, extensions } = params;
  if (typeof query !== 'string') throw refusal(`Expected "query" param to be a string, but given ${kindOf(query)}.`);
  if (!mayBe(variables)) throw notMembers('variables', variables);
  if (!mayBe(extensions)) throw notMembers('extensions', extensions);
  return params;
};

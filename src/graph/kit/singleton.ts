import type { ObjectRef, QueryFieldBuilder } from '@pothos/core';
import { restPath } from '../../stripe/path.ts';
import { domainOf } from '../caller.ts';
import { publicError } from '../errors.ts';
import { defineResource, type RestObject } from '../resource.ts';
import type { Types } from './builder.ts';
import { REST_CALL_COST } from './demand-control.ts';
import type { Template } from './endpoint.ts';

interface SingletonOptions<Of extends Template> {
  readonly object: string;
  /** A path with nothing between braces. */
  readonly endpoint: Of extends `${string}{${string}` ? never : Of;
  readonly description: string;
}

/** The object. UPSTREAM_PROTOCOL_ERROR where REST says that there is none. */
const required = async (found: Promise<RestObject | null>, object: string): Promise<RestObject> => {
  const one = await found;
  if (one === null)
    throw publicError('UPSTREAM_PROTOCOL_ERROR', `The REST API has no ${object}: every account has one.`);
  return one;
};

/**
 * A query field for what REST has once for each account, and therefore without an id. What it costs is added to its
 * description.
 */
export const singleton = <Shape extends object, Of extends Template>(
  t: QueryFieldBuilder<Types, Types['Root']>,
  type: ObjectRef<Types, Shape>,
  { object, endpoint, description }: SingletonOptions<Of>,
) => {
  const path = restPath(endpoint as string as '/v1');
  const resource = defineResource(type.name, { object, prefix: '', path: () => path, isSingleton: true });
  return t.field({
    type,
    // It costs a call of its own: when that call fails, the fields beside it must answer all the same.
    nullable: true,
    description: `${description} Null only with an error, which leaves its neighbours alone. One REST call: GET ${endpoint}.`,
    directives: REST_CALL_COST,
    extensions: {
      rest: {
        kind: 'lookup',
        // However often it is asked for, it is one call.
        targets: () => [{ typename: type.name, id: object }],
        domain: domainOf(endpoint),
        endpoint,
      },
    },
    // Pothos cannot tell that a type parameter is not a list: `never` fits where Shape does not.
    resolve: (_root, _args, { loaders }, { path: place }) =>
      required(loaders.object(resource, object, [], place), object) as never,
  });
};

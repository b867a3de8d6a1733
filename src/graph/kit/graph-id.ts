import { describeId, type Resource, type RestObject } from '../resource.ts';
import { oddValue, TEXT } from './rest-value.ts';

/**
 * The GraphQL id of an object. It must look like an id of that resource, or the object could not be looked up by it
 * later.
 */
export const graphId = (resource: Resource, object: RestObject): string => {
  const id: unknown = resource.idOf(object);
  if (TEXT.is(id) && resource.idPattern.test(id)) return id;
  throw oddValue(object, 'id', describeId(resource));
};

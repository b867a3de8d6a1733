import type { GraphQLSchema } from 'graphql';
import { resourceOf } from './annotations.ts';
import { domainOf } from './caller.ts';
import type { Resource } from './resource.ts';

/** The resources of a schema, found by what a REST object or an id looks like. */
export interface Resources {
  readonly nodes: readonly Resource[];
  /** By the value of `object` in a REST object. */
  readonly ofObject: (object: string) => Resource | undefined;
  /** By a GraphQL id, among those that can be fetched by it alone. */
  readonly ofId: (id: string) => Resource | undefined;
  /** The parts of the REST API that they are in, as scopes name them. */
  readonly domains: readonly string[];
  /** The part that an endpoint is in. */
  readonly domainOf: (endpoint: string) => string;
}

/** Reads the resources off the schema's types: nobody keeps a list of them. */
export const resourcesOf = (schema: GraphQLSchema): Resources => {
  const all = Object.values(schema.getTypeMap())
    .map(resourceOf)
    .filter((resource) => resource !== undefined);
  const byObject = new Map(all.map((resource) => [resource.object, resource]));
  const nodes = all.filter((resource) => resource.path !== undefined);
  const domains = new Map(
    nodes.map(({ path, domain, exampleId }) => [domainOf(path?.(exampleId).endpoint ?? ''), domain ?? '']),
  );
  return {
    nodes,
    domains: [...new Set(domains.values())].toSorted(),
    ofObject: (object) => byObject.get(object),
    domainOf: (endpoint) => domains.get(domainOf(endpoint)) ?? domainOf(endpoint),
    ofId: (id) => nodes.find((resource) => resource.idPattern.test(id)),
  };
};

import { type GraphQLSchema, isEnumType } from 'graphql';
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
  /**
   * The part that an endpoint is in. Of events there are several: any of them will do, since whoever asks shows none of
   * the others.
   */
  readonly domainsOf: (endpoint: string) => readonly string[];
  /** By the type of an event, such as `transfer.created`: of what its object is. */
  readonly ofEvent: (type: string) => Resource | undefined;
  /** The types of events that there are. */
  readonly eventTypes: readonly string[];
  /** The parts whose objects have events. */
  readonly eventDomains: readonly string[];
}

const EVENTS = '/v1/events';

/** REST names an event by its object's kind and a verb. */
const kindOf = (eventType: string): string => eventType.slice(0, eventType.lastIndexOf('.'));

const eventTypesOf = (schema: GraphQLSchema): readonly string[] => {
  const types = schema.getType('EventType');
  return isEnumType(types) ? types.getValues().map(({ value }) => String(value)) : [];
};

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
  const eventTypes = eventTypesOf(schema);
  const eventDomains = [...new Set(eventTypes.map((type) => byObject.get(kindOf(type))?.domain ?? ''))];
  /** By endpoint, of which there are as many as the sources name: asked with each REST call. */
  const domainsByEndpoint = new Map<string, readonly string[]>();
  const domainsOf = (endpoint: string): readonly string[] => {
    let found = domainsByEndpoint.get(endpoint);
    if (found === undefined) {
      const first = domainOf(endpoint);
      found = endpoint.startsWith(EVENTS) ? eventDomains : [domains.get(first) ?? first];
      domainsByEndpoint.set(endpoint, found);
    }
    return found;
  };
  return {
    nodes,
    domains: [...new Set(domains.values())].toSorted(),
    ofObject: (object) => byObject.get(object),
    domainsOf,
    ofEvent: (type) => byObject.get(kindOf(type)),
    eventTypes,
    eventDomains,
    ofId: (id) => nodes.find((resource) => resource.pathPattern.test(id)),
  };
};

import { describeRestError } from '../../graph/errors.ts';
import type { Resource } from '../../graph/resource.ts';
import type { StripeClient } from '../../stripe/client.ts';
import { RestError } from '../../stripe/errors.ts';
import type { Credentials } from '../../stripe/headers.ts';

/** What became of a read that asks for an object that is not there. */
export interface Probe {
  /** The GraphQL type that it is about. */
  readonly typename: string;
  /** Such as `/v1/transfers/{id}`. */
  readonly endpoint: string;
  /** Undefined where the key may read it: REST says that there is no such object. Else why not. */
  readonly refusal: string | undefined;
  /** Nothing that follows can go better: REST cannot be reached, or does not know the key. */
  readonly isFatal: boolean;
}

/** REST, and what stands in front of it, refuses a key before it looks for the object. */
const MAY: ReadonlySet<string> = new Set(['NOT_FOUND']);
const ONE_ENDPOINT: ReadonlySet<string> = new Set(['FORBIDDEN', 'ENDPOINT_NOT_FOUND', 'FAILED_PRECONDITION']);

const probe = async (client: StripeClient, credentials: Credentials, resource: Resource): Promise<Probe> => {
  const { typename, exampleId } = resource;
  const path = resource.path?.(exampleId);
  if (path === undefined) throw new TypeError(`${typename} cannot be asked for alone.`);
  const found = { typename, endpoint: path.endpoint };
  try {
    await client.request({ method: 'GET', path, credentials });
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    const { code, message } = describeRestError(error, true);
    if (MAY.has(code)) return { ...found, refusal: undefined, isFatal: false };
    return { ...found, refusal: message, isFatal: !ONE_ENDPOINT.has(code) };
  }
  return { ...found, refusal: undefined, isFatal: false };
};

/**
 * Asks once for an object of each type that can be asked for alone, until a call shows that the next will fail as well.
 */
export const probeKey = async (
  client: StripeClient,
  credentials: Credentials,
  resources: readonly Resource[],
): Promise<readonly Probe[]> => {
  const probes: Probe[] = [];
  for (const resource of resources) {
    const made = await probe(client, credentials, resource);
    probes.push(made);
    if (made.isFatal) break;
  }
  return probes;
};

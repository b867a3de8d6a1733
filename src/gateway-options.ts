import type { Logger } from 'pino';
import type { Identify } from './auth/identity.ts';
import type { Config } from './config/config.ts';
import type { DocumentSettings } from './config/document-settings.ts';
import type { EventSettings } from './config/event-settings.ts';
import type { RequestLimits } from './config/request-limits.ts';
import type { RestSettings } from './config/rest-settings.ts';
import type { EventHub } from './events/hub.ts';
import type { StripeClientOptions } from './stripe/client-options.ts';
import type { OpenTurns } from './stripe/turns.ts';
import type { Metrics } from './telemetry/metrics.ts';

/** How many REST calls may be made in a second. */
type RestBudget = Pick<
  RestSettings,
  'restReadsPerSecond' | 'restWritesPerSecond' | 'restEndpointPerSecond' | 'restQueue'
>;

export interface GatewayOptions
  extends Pick<
      Config,
      'auth' | 'writeKey' | 'mutations' | 'live' | 'graphiql' | 'introspection' | 'explain' | 'corsOrigins'
    >,
    DocumentSettings,
    Pick<EventSettings, 'maxStreams' | 'maxStreamsPerCaller'>,
    Omit<RequestLimits, 'requestTimeoutMs'>,
    Omit<RestSettings, keyof RestBudget> {
  /** The REST API's key. */
  readonly secretKey: string;
  readonly log: Logger;
  /** How callers are told apart, where that can change while the gateway runs; else by `auth` as it is at the start. */
  readonly identify?: Identify;
  /** Whether new requests are welcome; `/ready` answers 503 when they are not. */
  readonly isReady: () => boolean;
  /** Answers under the names of this machine alone; any name will do unless told so. */
  readonly loopbackNamesOnly?: boolean;
  /** Where the graph answers, and GraphiQL beside it; `/graphql` unless told otherwise. */
  readonly graphqlPath?: string;
  /** Without it there is no such limit. */
  readonly restBudget?: RestBudget;
  /** Where its turns come from, when other processes call for the same accounts. */
  readonly openTurns?: OpenTurns;
  /** Where subscriptions hear of events; without it there are none. */
  readonly events?: EventHub;
  /** Counts operations and REST calls. */
  readonly metrics?: Metrics;
  /** Whether the graph has `node` and `nodes`; it has unless told otherwise. */
  readonly nodeFields?: boolean;
  /** What the router in front signs its requests with; without it, requests need no signature. */
  readonly routerSecret?: string | undefined;
  /** Whether its SDL tells routers the scopes that types and fields need. */
  readonly securityDirectives?: boolean;
  /** Names of its types that another subgraph owns. */
  readonly stubs?: readonly string[];
  /** Whether it stands before the sandbox, whose ids GraphiQL's examples then have. */
  readonly isSandbox?: boolean;
  /** How often the REST client repeats, and after how long, where its defaults do not fit. */
  readonly clientOptions?: Pick<StripeClientOptions, 'retryBaseMs' | 'maxAttempts'>;
}

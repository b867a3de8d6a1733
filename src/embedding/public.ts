import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { SettingsOf } from '../config/setting.ts';
import type { embeddableSettings } from './embeddable-settings.ts';

type Embeddable = SettingsOf<typeof embeddableSettings>;

/**
 * The settings of docs/configuration.md that have an option there. What is left out, or undefined, is as it is without
 * the variable.
 */
export type Settings = { readonly [Name in keyof Embeddable]?: Embeddable[Name] | undefined };

export interface GatewayOptions extends Settings {
  /** The REST API's key, secret or restricted. Needed unless `way` is `passthrough`. */
  readonly secretKey?: string | undefined;
  /**
   * Where warnings and errors go, the causes of masked ones among them; standard error, as JSON lines, unless told
   * otherwise.
   */
  readonly log?: Logger | undefined;
  /** Whether new requests are welcome; `/ready` answers 503 when they are not. */
  readonly isReady?: (() => boolean) | undefined;
  /**
   * Whether to answer under the names of this machine alone, as `localhost`. True unless told otherwise while `way` is
   * `none`, since whoever reaches the gateway then acts under its key. Set it to false where the application lets
   * nobody through whom it does not know.
   */
  readonly loopbackNamesOnly?: boolean | undefined;
}

/** The gateway as a request handler that listens nowhere. */
export interface Gateway {
  /**
   * For `node:http`, Express, and whatever else has their requests. A `body` that was parsed before is taken as it is.
   */
  (request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** For whatever has the requests of the web, such as route handlers. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Waits for REST calls in flight, then closes every connection to the REST API. Nothing is answered afterwards. */
  readonly dispose: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Throws an error named `ConfigError` that lists every option that is wrong, and shows no value. */
export declare const createGateway: (options: GatewayOptions) => Gateway;

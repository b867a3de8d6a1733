import { publicError } from '../graph/errors.ts';
import type { HttpRequest } from './http-request.ts';
import { isForeign, isLoopbackName } from './origin.ts';

export interface OriginOptions {
  /** Origins of pages of other sites that may ask and read the answer; they send no cookies. */
  readonly corsOrigins: readonly string[];
  /**
   * Answers only under the names of this machine itself (DNS rebinding): callers are not authenticated, so a page must
   * not reach the gateway by a name of its own that points here.
   */
  readonly loopbackNamesOnly: boolean;
}

const refuse = (message: string) =>
  publicError('ORIGIN_NOT_ALLOWED', message, { extensions: { http: { status: 403 } } });

/** Executes nothing for pages of other sites, but for those that are named; and lets those read what they asked for. */
export class OriginCheck {
  readonly #allowed: ReadonlySet<string>;
  readonly #loopbackNamesOnly: boolean;

  constructor({ corsOrigins, loopbackNamesOnly }: OriginOptions) {
    this.#allowed = new Set(corsOrigins);
    this.#loopbackNamesOnly = loopbackNamesOnly;
  }

  /**
   * What a browser is told that asks whether a page may ask; undefined for any other request, and for a page that may
   * not.
   */
  preflight(request: HttpRequest): Record<string, string> | undefined {
    const { method, headers } = request;
    if (method !== 'OPTIONS' || this.#allowedOrigin(request) === undefined) return undefined;
    const asked = headers.get('access-control-request-headers');
    return {
      'access-control-allow-methods': 'GET, POST',
      'access-control-max-age': '600',
      ...(asked === null ? {} : { 'access-control-allow-headers': asked }),
      // A page in the open asks a gateway at home or in the office (private network access).
      ...(headers.get('access-control-request-private-network') === 'true'
        ? { 'access-control-allow-private-network': 'true' }
        : {}),
    };
  }

  /**
   * Throws ORIGIN_NOT_ALLOWED.
   *
   * @param host the name, with or without a port, under which the gateway was asked
   */
  check({ headers }: HttpRequest, host: string): void {
    if (this.#loopbackNamesOnly && !isLoopbackName(host)) {
      throw refuse('This gateway answers on this machine alone, as localhost.');
    }
    if (isForeign(headers, host, this.#allowed)) {
      throw refuse('Pages of this origin may not ask. The gateway allows origins by CORS_ORIGINS.');
    }
  }

  /** Headers by which browsers know whether a page may read an answer; undefined where none may. */
  marks(request: HttpRequest): Readonly<Record<string, string>> | undefined {
    if (this.#allowed.size === 0) return undefined;
    const origin = this.#allowedOrigin(request);
    if (origin === undefined) return { vary: 'origin' };
    return {
      vary: 'origin',
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'x-request-id',
    };
  }

  #allowedOrigin({ headers }: HttpRequest): string | undefined {
    const origin = headers.get('origin');
    return origin !== null && this.#allowed.has(origin) ? origin : undefined;
  }
}

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { HttpRequest } from '../plugins/http-request.ts';
import { type Cancellation, Recall } from '../stripe/cancellation.ts';

/** The headers as Node gives them, whose names are in lower case already. */
class NodeHeaders {
  readonly #headers: IncomingHttpHeaders;

  constructor(headers: IncomingHttpHeaders) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    const value = this.#headers[name.toLowerCase()];
    if (value === undefined) return null;
    return typeof value === 'string' ? value : value.join(', ');
  }

  keys(): Iterable<string> {
    return Object.keys(this.#headers);
  }
}

/** A request to a server of `node:http`. Its parts are made when they are asked for. */
export class NodeRequest implements HttpRequest {
  readonly method: string;
  readonly headers: NodeHeaders;
  readonly #response: ServerResponse;
  #signal: Recall | undefined;

  constructor({ method = 'GET', headers }: IncomingMessage, response: ServerResponse) {
    this.method = method;
    this.headers = new NodeHeaders(headers);
    this.#response = response;
  }

  get signal(): Cancellation {
    this.#signal ??= this.#whenLeft();
    return this.#signal;
  }

  #whenLeft(): Recall {
    const signal = new Recall();
    const response = this.#response;
    const onClose = (): void => {
      if (!response.writableFinished) signal.abort();
    };
    if (response.closed || response.destroyed) onClose();
    else response.once('close', onClose);
    return signal;
  }
}

import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { GraphiQLOptions } from 'graphql-yoga';

export type PageEncoding = 'br' | 'gzip' | 'identity';

/** One representation of the page, ready to be sent. */
export interface Page {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  readonly contentSecurityPolicy: string;
}

/** Brotli at its best takes half a minute for 9 MB; at this it is a fifth of the page in less than half a second. */
const BROTLI_QUALITY = 6;

const digest = (algorithm: string, content: string | Uint8Array): string =>
  createHash(algorithm).update(content).digest('base64');

/** What the page itself does: one script, known by its hash, workers and styles of its own making, and requests to where it came from. */
const policyOf = (html: string): string => {
  const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? '';
  // Browsers hash what they have parsed, and they parse every line end as one.
  const hash = digest('sha256', script.replace(/\r\n?/g, '\n'));
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
};

const encode = (html: Buffer, encoding: PageEncoding): Promise<Uint8Array> => {
  switch (encoding) {
    case 'br':
      return promisify(brotliCompress)(html, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
    case 'gzip':
      return promisify(gzip)(html);
    case 'identity':
      return Promise.resolve(html);
  }
};

/** GraphiQL's page: 9 MB, rendered when it is first asked for, and packed once for each encoding. */
export class GraphiQLPage {
  readonly #options: GraphiQLOptions;
  readonly #pages = new Map<PageEncoding, Promise<Page>>();
  #html: Promise<string> | undefined;

  constructor(options: GraphiQLOptions) {
    this.#options = options;
  }

  /** The page in one encoding. */
  in(encoding: PageEncoding): Promise<Page> {
    const known = this.#pages.get(encoding);
    if (known) return known;
    const page = this.#make(encoding);
    this.#pages.set(encoding, page);
    return page;
  }

  async #make(encoding: PageEncoding): Promise<Page> {
    this.#html ??= this.#render();
    const html = await this.#html;
    const body = new Uint8Array(await encode(Buffer.from(html), encoding));
    return { body, etag: `"${digest('sha1', body)}"`, contentSecurityPolicy: policyOf(html) };
  }

  async #render(): Promise<string> {
    // Loaded here, so that a gateway that shows no page does not hold it either.
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    return renderGraphiQL(this.#options);
  }
}

/** The smallest encoding that a browser takes. */
export const choosePageEncoding = (acceptEncoding: string | null): PageEncoding => {
  const accepted = (acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter((each) => !/;\s*q=0(\.0*)?$/.test(each))
    .map((each) => each.split(';')[0]);
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : 'identity';
};

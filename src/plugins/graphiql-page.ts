import { createHash } from 'node:crypto';
import { type Encoding, encode } from './encoding.ts';
import { PAGE_SCRIPT, PAGE_STYLE } from './page-parts.ts';

/** What the page is told. */
export interface PageOptions {
  /** Where the graph answers, as seen from the page. */
  readonly endpoint: string;
  readonly title: string;
  /** Operations, each of which has a tab of its own. */
  readonly examples: readonly string[];
  /** Whether REST calls are told to who asks for them. */
  readonly explains: boolean;
  /** Whether the browser keeps the headers that are typed in. */
  readonly shouldPersistHeaders: boolean;
}

/** One representation of the page, ready to be sent. */
export interface Page {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  readonly contentSecurityPolicy: string;
}

const digest = (algorithm: string, content: string | Uint8Array): string =>
  createHash(algorithm).update(content).digest('base64');

/**
 * What the page itself does: one script, known by its hash, workers and styles of its own making, and requests to where
 * it came from.
 */
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

/** The text with one part of it replaced. Throws where it is not there, as in another version of the bundle. */
const replaced = (html: string, part: string | RegExp, by: string): string => {
  const changed = html.replace(part, () => by);
  if (changed === html) throw new TypeError(`The page of GraphiQL has no ${part}.`);
  return changed;
};

/** Text within a script: nothing in it ends the script. */
const inScript = (value: object): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/**
 * The ready-made page with what is ours: a style, and a script that starts GraphiQL with it. The bundle takes plugins
 * only in place of its own, so that it has to be told of more; and the editor is reached by the name that it would have
 * in a page without a bundler.
 */
const withOurs = (html: string, options: PageOptions): string => {
  const styled = replaced(html, '</head>', `<style>${PAGE_STYLE}</style></head>`);
  const reachable = replaced(styled, 'globalAPI: false', 'globalAPI: true');
  const [, own = ''] = /plugins:\[(\w+)\],schemaDescription/.exec(reachable) ?? [];
  const plugged = replaced(reachable, `plugins:[${own}],`, `plugins:[${own},...globalThis.graphiqlPlugins],`);
  const started = `${PAGE_SCRIPT}\npage.start(${inScript(options)});\n</script>`;
  return replaced(plugged, /YogaGraphiQL\.renderYogaGraphiQL\(\s*window[\s\S]*?<\/script>/, started);
};

/** GraphiQL's page: 9 MB, rendered when it is first asked for, and packed once for each encoding. */
export class GraphiQLPage {
  readonly #options: PageOptions;
  readonly #pages = new Map<Encoding, Promise<Page>>();
  #html: Promise<string> | undefined;

  constructor(options: PageOptions) {
    this.#options = options;
  }

  /** The page in one encoding. */
  in(encoding: Encoding): Promise<Page> {
    const known = this.#pages.get(encoding);
    if (known) return known;
    const page = this.#make(encoding);
    this.#pages.set(encoding, page);
    return page;
  }

  async #make(encoding: Encoding): Promise<Page> {
    this.#html ??= this.#render();
    const html = await this.#html;
    const body = new Uint8Array(await encode(Buffer.from(html), encoding));
    return { body, etag: `"${digest('sha1', body)}"`, contentSecurityPolicy: policyOf(html) };
  }

  async #render(): Promise<string> {
    // Loaded here, so that a gateway that shows no page does not hold it either.
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    return withOurs(renderGraphiQL({ title: this.#options.title }), this.#options);
  }
}

/** What GraphiQL asks, and how. */
export interface Asked {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: unknown;
}

/** A result, as far as this page looks at it. */
export interface Result {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export type Fetcher = (
  asked: Asked,
  options?: { readonly headers?: Readonly<Record<string, string>> },
) => Promise<Result | AsyncIterable<Result>>;

/** What GraphiQL makes a node of its page from. */
type Component = () => unknown;

export interface GraphiQLPlugin {
  readonly title: string;
  readonly icon: Component;
  readonly content: Component;
}

/** The part of React that is needed to stand in its page. */
export interface React {
  createElement(type: string, props: object | null, ...children: readonly unknown[]): unknown;
}

/** The part of the editor that is needed: what is in it, and how it shows it. */
export interface Monaco {
  readonly editor: {
    getModels(): readonly { readonly uri: { readonly path: string }; getValue(): string }[];
    onDidCreateEditor(listener: (editor: { updateOptions(options: object): void }) => void): void;
  };
}

/** What the ready-made bundle offers. All that it is given and does not know goes to GraphiQL itself. */
export interface YogaGraphiQL {
  renderYogaGraphiQL(root: Element, options: object): void;
}

declare global {
  /** Left there by the bundle. */
  var React: React;
  var monaco: Monaco;
  var YogaGraphiQL: YogaGraphiQL;
  /** Read by the bundle, which the gateway tells to show them beside its own. */
  var graphiqlPlugins: readonly GraphiQLPlugin[];
}

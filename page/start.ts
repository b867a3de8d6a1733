import type { PageOptions } from '../src/plugins/graphiql-page.ts';
import { readEditors } from './editors.ts';
import { Requests } from './fetcher.ts';
import type { GraphiQLPlugin } from './graphiql.ts';
import { Panel } from './panel.ts';
import { isFirstVisit, openingTabs, restoreExamples } from './tabs.ts';
import { createTokenForm } from './token-form.ts';

/** From this width on the panel leaves enough for the operation and its result. */
const WIDE = 1_100;

const pluginOf = (panel: Panel): GraphiQLPlugin => {
  const bar = (x: number, y: number, width: number) =>
    React.createElement('rect', { key: y, x, y, width, height: 3, rx: 1, fill: 'currentColor' });
  return {
    title: 'REST calls',
    icon: () => React.createElement('svg', { viewBox: '0 0 16 16' }, [bar(1, 2, 8), bar(4, 7, 8), bar(9, 12, 6)]),
    content: () => React.createElement('div', { ref: panel.mount }),
  };
};

/** The link that was followed to an operation. */
const takeLinked = (): string | undefined => {
  const { searchParams, pathname } = new URL(location.href);
  const linked = searchParams.get('query') ?? undefined;
  // Else it would be opened once more each time the page is loaded.
  if (linked !== undefined) history.replaceState(null, '', pathname);
  return linked;
};

const refetchSchema = (): void => document.querySelector<HTMLElement>('button[aria-label^="Re-fetch"]')?.click();

/** Shows GraphiQL, with a panel for REST calls. */
export const start = ({ endpoint, title, examples, explains, shouldPersistHeaders }: PageOptions): void => {
  const root = document.querySelector('#root');
  if (root === null) return;
  let operationName: string | undefined;
  const token = createTokenForm(root, refetchSchema);
  const panel = new Panel({
    explains,
    explain: async () => {
      const written = readEditors(operationName);
      if ('wrong' in written) return panel.showPlan({ errors: [{ message: written.wrong }] });
      const plan = await requests.plan(written.asked, written.headers).catch((error: unknown) => ({
        errors: [{ message: String(error) }],
      }));
      panel.showPlan(plan);
    },
    restore: () => restoreExamples(examples),
  });
  const requests = new Requests({
    endpoint,
    explains,
    ownHeaders: token.headers,
    answered: (result) => panel.showCalls(result),
    unauthenticated: token.show,
  });
  const plugin = pluginOf(panel);
  globalThis.graphiqlPlugins = [plugin];
  // The editor would cut what is wider than it.
  monaco.editor.onDidCreateEditor((editor) => editor.updateOptions({ wordWrap: 'on' }));
  YogaGraphiQL.renderYogaGraphiQL(root, {
    title,
    ...openingTabs(examples, takeLinked()),
    fetcher: requests.fetcher,
    shouldPersistHeaders,
    // The operation needs its place; one press opens it.
    defaultEditorToolsVisibility: false,
    // What is written must not stand in the address, which browsers and proxies keep.
    onEditQuery: () => {},
    onEditOperationName: (name: string) => {
      operationName = name;
    },
    // There are more than are seen at once.
    onTabChange: () =>
      requestAnimationFrame(() =>
        document.querySelector('.graphiql-tab-active')?.scrollIntoView({ inline: 'nearest' }),
      ),
    visiblePlugin: isFirstVisit() && innerWidth >= WIDE ? plugin : undefined,
  });
};

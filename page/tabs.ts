/** A tab as GraphiQL keeps it. Of what it keeps this is what matters here. */
interface StoredTab {
  readonly query: string | null;
  readonly variables: string | null;
}

interface StoredTabs {
  readonly tabs: readonly StoredTab[];
  readonly activeTabIndex: number;
}

const KEY = 'graphiql:tabState';

const read = (): StoredTabs | undefined => {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? 'null') as StoredTabs | null;
    return stored !== null && Array.isArray(stored.tabs) ? stored : undefined;
  } catch {
    return undefined; // whatever was kept cannot be read: GraphiQL begins anew, too
  }
};

/** Nobody has been here before, or nothing was kept. */
export const isFirstVisit = (): boolean => read() === undefined;

const titleOf = (query: string): string => /\b(?:query|mutation|subscription)\s+(\w+)/.exec(query)?.[1] ?? '<untitled>';

/** What GraphiQL opens with. */
interface Opening {
  readonly defaultTabs: readonly { readonly query: string }[];
  readonly initialQuery?: string;
  readonly initialVariables?: string;
}

/**
 * A tab for each example, or what was open last. GraphiQL opens one more tab unless it is told that of these: it looks for the operation that it
 * begins with among them, and an empty one is not there.
 */
export const openingTabs = (examples: readonly string[], linked: string | undefined): Opening => {
  const stored = read();
  const defaultTabs = [...(linked === undefined ? [] : [linked]), ...examples].map((query) => ({ query }));
  const active = stored?.tabs[stored.activeTabIndex];
  if (linked !== undefined) return { defaultTabs, initialQuery: linked, initialVariables: '' };
  if (active !== undefined) {
    return { defaultTabs, initialQuery: active.query ?? '', initialVariables: active.variables ?? '' };
  }
  return { defaultTabs, initialQuery: examples[0] ?? '', initialVariables: '' };
};

/** Opens the examples again that no tab holds any more, beside all that is open. */
export const restoreExamples = (examples: readonly string[]): void => {
  const { tabs } = read() ?? { tabs: [] };
  const open = new Set(tabs.map(({ query }) => query));
  const missing = examples.filter((example) => !open.has(example));
  const restored = missing.map((query, index) => ({
    id: `example-${Date.now()}-${index}`,
    title: titleOf(query),
    query,
    variables: null,
    headers: null,
    operationName: null,
    response: null,
  }));
  const activeTabIndex = missing.length > 0 ? tabs.length : tabs.findIndex(({ query }) => query === examples[0]);
  localStorage.setItem(KEY, JSON.stringify({ tabs: [...tabs, ...restored], activeTabIndex }));
  location.reload();
};

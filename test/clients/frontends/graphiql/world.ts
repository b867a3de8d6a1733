import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where pictures are left to be looked at. Git leaves them out. */
const SCREENSHOTS = join(import.meta.dirname, '../screenshots');

/** The part of the editor that is needed, which the page has under this name. */
interface Monaco {
  readonly editor: {
    getModels(): readonly { readonly uri: { readonly path: string }; setValue(value: string): void }[];
  };
}

const PATIENCE_MS = 200_000;

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

export const screenshot = (page: Page, name: string) => page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });

/** A browser that has never been here, with what its pages complained of. */
export const visitor = async (browser: Browser, options: BrowserContextOptions = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  // Nine megabytes of scripts are read each time, which takes as long as it takes.
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  const open = async (url: string): Promise<Page> => {
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await ready(page, () => page.goto(url));
    return page;
  };
  return { open, complaints, close: () => context.close() };
};

/** It can be used once it has asked for the schema. */
export const ready = async (page: Page, load: () => Promise<unknown>): Promise<void> => {
  const schema = page.waitForResponse((response) => response.request().method() === 'POST');
  await load();
  await page.getByRole('button', { name: 'Execute query' }).waitFor();
  await schema;
};

export const tabs = (page: Page) => page.locator('.graphiql-tab-button');

export const titles = (page: Page): Promise<string[]> => tabs(page).allTextContents();

/** Goes to a tab as by the keyboard. */
export const choose = async (page: Page, title: string): Promise<void> => {
  const tab = page.getByRole('button', { name: title, exact: true });
  await tab.press('Enter');
  await page.locator('.graphiql-tab-active', { has: tab }).waitFor();
};

/** Runs what is open; what came. */
export const run = async (page: Page) => {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Execute query' }).click();
  return (await answered).json();
};

/** What the pane on the right shows at its top. */
export const shown = async (page: Page): Promise<string> =>
  ((await page.locator('.result-window').textContent()) ?? '').replaceAll('\u00a0', ' ');

/** What stands in the editor of operations, at its top. */
export const written = async (page: Page): Promise<string> =>
  ((await page.locator('.graphiql-query-editor').textContent()) ?? '').replaceAll('\u00a0', ' ');

/** Writes a named operation over whatever the editor holds; it is there once its tab has its name. */
export const write = async (page: Page, name: string, text: string): Promise<void> => {
  // Typed, the editor would add brackets of its own.
  await page.evaluate((value) => {
    const { editor } = (globalThis as unknown as { monaco: Monaco }).monaco;
    editor
      .getModels()
      .find(({ uri }) => uri.path.endsWith('operation.graphql'))
      ?.setValue(value);
  }, text);
  await page.locator('.graphiql-tab-active', { hasText: name }).waitFor();
};

/** The calls that are drawn, by what is said of them. */
export const drawn = (page: Page) => page.locator('.waterfall li');

/** The panel, which only wide windows open by themselves. */
export const openPanel = async (page: Page): Promise<void> => {
  const button = page.getByRole('button', { name: 'Show REST calls' });
  if (await button.isVisible()) await button.click();
  await page.locator('.rest-calls').waitFor();
};

export const closePanel = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Hide REST calls' }).click();
  await page.locator('.rest-calls').waitFor({ state: 'detached' });
};

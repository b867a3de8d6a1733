import { join } from 'node:path';
import { type OperationDefinitionNode, parse } from 'graphql';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleOperations } from '../../../../src/example-operations.ts';
import { type Gateway, startGateway } from '../gateway.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SCREENSHOTS = join(import.meta.dirname, '../screenshots');
const TRANSFER = 'tr_1Mio2dLkdIwHu7ixsUuCxJpu';

const operations = (parse(exampleOperations).definitions as OperationDefinitionNode[]).map((operation) => {
  const [first] = operation.selectionSet.selections;
  return { name: operation.name?.value ?? '', field: first?.kind === 'Field' ? first.name.value : '' };
});

let gateway: Gateway;
let browser: Browser;
let page: Page;
const hosts = new Set<string>();
const complaints: string[] = [];

beforeAll(async () => {
  gateway = await startGateway();
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'blob:' && protocol !== 'data:') hosts.add(host);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await gateway?.[Symbol.asyncDispose]();
});

const screenshot = (name: string) => page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });

/** What the pane on the right shows at its top. */
const shown = async (): Promise<string> =>
  ((await page.locator('.result-window').textContent()) ?? '').replaceAll('\u00a0', ' ');

/** Opens a page of GraphiQL; it can be used once it knows the schema. */
const open = async (where: Page): Promise<number> => {
  const begin = performance.now();
  const schema = where.waitForResponse((response) => response.request().method() === 'POST', { timeout: 60_000 });
  await where.goto(gateway.url);
  await where.getByRole('button', { name: 'Execute query' }).waitFor();
  await schema;
  return performance.now() - begin;
};

/** Presses the button, and the operation in its menu when there are several; what came, and what is shown. */
const run = async (name?: string) => {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Execute query' }).click();
  if (name) await page.getByRole('menuitem', { name }).click();
  return (await answered).json();
};

/** Writes an operation, a line of it, into a new tab. */
const write = async (text: string) => {
  await page.getByRole('button', { name: 'New tab' }).click();
  await page.locator('.graphiql-query-editor .monaco-editor').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
  await page.getByRole('button', { name: 'Prettify query' }).click();
  // Until it has read them, the button is still the one of the other tab, which has a menu.
  await page.locator('.graphiql-execute-button:not([aria-haspopup])').waitFor();
};

describe.sequential('GraphiQL', () => {
  it('opens with the examples', async () => {
    await open(page);
    await expect.poll(() => page.locator('.graphiql-query-editor').textContent()).toContain(operations[0]?.name);
    await screenshot('opened');
  });

  it.each(operations)('runs $name and shows its answer', async ({ name, field }) => {
    const { data, errors, extensions } = await run(name);
    expect(errors).toBeUndefined();
    expect(data[field]).toBeTruthy();
    expect(extensions.cost.actual).toBeGreaterThan(0);
    await expect.poll(shown).toContain(`"${field}"`);
    await screenshot(name);
  });

  it('reverses a part of a transfer by hand, and shows the transfer changed', async () => {
    const look = `{ transfer(id: "${TRANSFER}") { amountReversed reversals { nodes { id amount } } } }`;
    await write(look);
    const { data: before } = await run();
    expect(before.transfer.amountReversed).toBe(400);
    const input = `{ transfer: "${TRANSFER}", amount: 100, idempotencyKey: "by hand" }`;
    const selection = '{ transferReversal { id amount transfer { id amountReversed } } }';
    await write(
      `mutation { createTransferReversal(input: ${input}) { __typename ... on CreateTransferReversalPayload ${selection} } }`,
    );
    const { data } = await run();
    expect(data.createTransferReversal).toMatchObject({
      __typename: 'CreateTransferReversalPayload',
      transferReversal: { amount: 100, transfer: { amountReversed: 500 } },
    });
    await expect.poll(shown).toContain('"amountReversed": 500');
    await screenshot('mutation');
    await write(look);
    const { data: after } = await run();
    expect(after.transfer).toEqual({
      amountReversed: 500,
      reversals: {
        nodes: [{ id: expect.stringContaining(TRANSFER), amount: 100 }, ...before.transfer.reversals.nodes],
      },
    });
    await expect.poll(shown).toContain('"amount": 100');
    await screenshot('transfer');
  });

  it('shows the docs of a type and of a field', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const docs = page.locator('.graphiql-plugin');
    const text = () => docs.textContent();
    await docs.getByText('Query', { exact: true }).click();
    await expect.poll(text).toContain('Everything that can be read.');
    await screenshot('docs-query');
    await docs.getByText('transferReversals', { exact: true }).click();
    await expect.poll(text).toContain('The reversals of one transfer, newest first.');
    await expect.poll(text).toContain('Id of the transfer, begins with');
    await screenshot('docs-field');
    await docs.getByText('TransferReversalConnection', { exact: true }).click();
    await expect.poll(text).toContain('pageInfo');
    await screenshot('docs-type');
  });

  it('comes packed, and to one who has it not again', async () => {
    const visitor = await browser.newContext();
    const visit = async (): Promise<{ encoding: string | undefined; bytes: number }> => {
      const tab = await visitor.newPage();
      const loaded = tab.waitForResponse((response) => new URL(response.url()).pathname === '/graphiql');
      await open(tab);
      const response = await loaded;
      await response.finished();
      const { responseBodySize } = await response.request().sizes();
      return { encoding: response.headers()['content-encoding'], bytes: responseBodySize };
    };
    const first = await visit();
    expect(first.encoding).toBe('br');
    expect(first.bytes).toBeGreaterThan(1_000_000);
    expect(first.bytes).toBeLessThan(2_000_000);
    expect((await visit()).bytes).toBeLessThan(1_000);
    await visitor.close();
  });

  it('asks no other host, and complains of nothing', () => {
    expect([...hosts]).toEqual([new URL(gateway.url).host]);
    expect(complaints).toEqual([]);
  });
});

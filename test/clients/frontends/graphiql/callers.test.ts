import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway } from '../gateway.ts';
import { choose, drawn, launch, openPanel, run, screenshot, titles, visitor } from './world.ts';

const TOKEN = 'a-token-that-nobody-may-find';

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), 'graphiql-'));
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const startWithToken = () => {
  const file = join(folder, 'tokens.json');
  const sha256 = createHash('sha256').update(TOKEN).digest('hex');
  writeFileSync(file, JSON.stringify([{ name: 'explorer', sha256, scopes: ['*'] }]));
  return startGateway({ AUTH: 'token', AUTH_TOKENS_FILE: file });
};

/** All that the browser keeps of the page. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]));

describe('GraphiQL of a gateway that wants to know who asks', () => {
  it('says so, takes a token, and keeps it nowhere', async () => {
    await using gateway = await startWithToken();
    const { open, close } = await visitor(browser);
    const page = await open(gateway.url);
    const form = page.locator('form.token');
    await form.waitFor();
    expect(await form.textContent()).toContain('This gateway wants to know who asks.');
    await screenshot(page, 'token');
    // A wrong one: it asks again.
    await page.getByLabel('Token').fill('wrong');
    const refused = page.waitForResponse((response) => response.status() === 401);
    await page.getByLabel('Token').press('Enter');
    await refused;
    await form.waitFor();
    await page.getByLabel('Token').fill(TOKEN);
    const schema = page.waitForResponse(
      (response) => response.status() === 200 && response.request().method() === 'POST',
    );
    await page.getByRole('button', { name: 'Use it' }).click();
    await schema;
    await form.waitFor({ state: 'detached' });
    expect((await run(page)).data.transferReversal.amount).toBe(400);
    await expect.poll(() => drawn(page).count()).toBe(1);
    expect(await kept(page)).not.toContain(TOKEN);
    await close();
  });

  it('takes it among the headers as well, and keeps none of them', async () => {
    await using gateway = await startWithToken();
    const { open, close } = await visitor(browser);
    const page = await open(gateway.url);
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden) .monaco-editor').click();
    await page.keyboard.insertText(`{ "authorization": "Bearer ${TOKEN}" }`);
    expect((await run(page)).data.transferReversal.amount).toBe(400);
    await openPanel(page);
    const explained = page.waitForResponse((response) => response.request().headers()['x-explain'] === 'plan');
    await page.getByRole('button', { name: 'Explain' }).click();
    expect((await explained).status()).toBe(200);
    // A change of tabs is what GraphiQL keeps them at.
    await choose(page, 'BankTransactions');
    await choose(page, 'ReversalWithTransfer');
    await page.waitForFunction(() => localStorage.getItem('graphiql:tabState') !== null);
    expect(await kept(page)).not.toContain(TOKEN);
    await close();
  });
});

describe('GraphiQL of other gateways', () => {
  it('has no ids of the sandbox where the data are one’s own', async () => {
    await using gateway = await startGateway({ STRIPE_SECRET_KEY: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc' });
    const { open, close } = await visitor(browser);
    expect(await titles(await open(gateway.url))).toEqual([
      'LatestTransfers',
      'BalanceAndPayouts',
      'WhatHasHappened',
      'Anything',
      'ReverseTransfer',
    ]);
    await close();
  });

  it('tells what an operation cost where its calls are not shown, and how they would be', async () => {
    await using gateway = await startGateway({ EXPLAIN: 'false' });
    const { open, close } = await visitor(browser);
    const page = await open(gateway.url);
    const { data, extensions } = await run(page);
    expect(data.transferReversal.amount).toBe(400);
    expect(Object.keys(extensions)).toEqual(['cost']);
    await expect.poll(() => page.locator('.rest-calls').textContent()).toContain('1 REST call of 1');
    expect(await page.locator('.rest-calls').textContent()).toContain('EXPLAIN=true');
    expect(await page.getByRole('button', { name: 'Explain' }).count()).toBe(0);
    await close();
  });
});

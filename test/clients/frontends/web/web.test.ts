import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatMoney } from '../../../../examples/web/src/format-money.ts';
import { type Gateway, startGateway } from '../gateway.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const WEB = join(ROOT, 'examples/web');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SCREENSHOTS = join(import.meta.dirname, '../screenshots');

/** Runs a program of the example's own packages. */
const run = (program: string, args: readonly string[], environment: Record<string, string>) =>
  promisify(execFile)(process.execPath, [join(WEB, 'node_modules', program), ...args], {
    cwd: WEB,
    env: { PATH: process.env.PATH, ...environment },
  });

/** `npm run dev`, and where it listens. */
const startVite = async (environment: Record<string, string>) => {
  const child = spawn(process.execPath, [join(WEB, 'node_modules/vite/bin/vite.js'), '--port', '0'], {
    cwd: WEB,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  // Its colours stand between the letters.
  const plain = () => said.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '');
  const address = () => /http:\/\/localhost:\d+\//.exec(plain())?.[0];
  while (address() === undefined) {
    if (child.exitCode !== null) throw new Error(`vite ended: ${said}`);
    await sleep(50);
  }
  const stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  return { url: address() ?? '', stop };
};

let gateway: Gateway;
let vite: Awaited<ReturnType<typeof startVite>>;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  gateway = await startGateway();
  // The types of the operations come from the running gateway, as its users get them.
  await run('@graphql-codegen/cli/cjs/bin.js', [], { GATEWAY: gateway.url });
  vite = await startVite({ GATEWAY: gateway.url });
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await vite?.stop();
  await gateway?.[Symbol.asyncDispose]();
});

const rows = () => page.locator('tbody tr');
const rowOf = (id: string) => page.locator(`tr[id="${id}"]`);

/** What became of the next request to the gateway by way of the page. */
const answered = () => page.waitForResponse((response) => response.url().endsWith('/graphql'));

describe('the example of a page', () => {
  it('has types that fit its operations', async () => {
    expect((await run('typescript/bin/tsc', [], {})).stdout).toBe('');
  });

  it('shows a page of transfers through the proxy of vite, for one REST call', async () => {
    const answer = answered();
    await page.goto(vite.url);
    expect((await (await answer).json()).extensions.cost).toMatchObject({ actual: 1 });
    await rows().first().waitFor();
    expect(await rows().count()).toBe(10);
  });

  it('adds a page, for one more, and shows no transfer twice', async () => {
    const answer = answered();
    await page.getByRole('button', { name: 'More' }).click();
    expect((await (await answer).json()).extensions.cost).toMatchObject({ actual: 1 });
    await expect.poll(() => rows().count(), { timeout: 20_000 }).toBe(20);
    const ids = await rows().evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(20);
  });

  it('shows each amount in its currency', async () => {
    for (let n = 0; n < 10 && (await page.getByText('¥').count()) === 0; n += 1) {
      const answer = answered();
      await page.getByRole('button', { name: 'More' }).click();
      await answer;
      await sleep(200);
    }
    // Yen have no smaller unit: to divide by a hundred would show a hundredth of it.
    const row = rows().filter({ hasText: '¥' }).first();
    const [id] = await row.evaluateAll((all) => all.map((each) => each.id));
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ transfer(id: "${id}") { amount currency } }` }),
    });
    const { data } = (await response.json()) as { data: { transfer: { amount: number; currency: string } } };
    expect(data.transfer.currency).toBe('JPY');
    const [shown] = await row.locator('td').allTextContents();
    expect(shown?.replace(/\D/g, '')).toBe(String(data.transfer.amount));
    await page.screenshot({ path: join(SCREENSHOTS, 'web-transfers.png') });
  });

  it('reverses once, though the first answer is lost and the page asks again', async () => {
    const keys: string[] = [];
    let lost = 0;
    await page.route('**/graphql', async (route) => {
      const { operationName, variables } = route.request().postDataJSON();
      if (operationName !== 'Reverse') return route.continue();
      keys.push(variables.input.idempotencyKey);
      if (lost > 0) return route.continue();
      lost += 1;
      // It is done, and nobody hears of it.
      await route.fetch();
      return route.abort('connectionreset');
    });
    const [id = ''] = await rows()
      .filter({ has: page.getByRole('button', { name: 'Reverse' }) })
      .evaluateAll((all) => all.map((each) => each.id));
    const reversedOf = async () => (await rowOf(id).locator('td').allTextContents())[1]?.replace(/\D/g, '');
    const before = Number(await reversedOf());
    await rowOf(id).getByRole('spinbutton').fill('5');
    await rowOf(id).getByRole('button', { name: 'Reverse' }).click();
    await rowOf(id).getByRole('button', { name: 'Try again' }).click();
    await rowOf(id).getByText('Was done already').waitFor();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(Number(await reversedOf())).toBe(before + 5);
    await page.screenshot({ path: join(SCREENSHOTS, 'web-reversal.png') });
    await page.unroute('**/graphql');
    complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes('ERR_CONNECTION_RESET')));
  });

  it('shows what the gateway refuses, and lets the amount be corrected', async () => {
    const [id = ''] = await rows()
      .filter({ has: page.getByRole('button', { name: 'Reverse' }) })
      .evaluateAll((all) => all.map((each) => each.id));
    await rowOf(id).getByRole('spinbutton').fill('99999999');
    await rowOf(id).getByRole('button', { name: 'Reverse' }).click();
    await rowOf(id).getByRole('alert').waitFor();
    expect(await rowOf(id).getByRole('button', { name: 'Reverse' }).isEnabled()).toBe(true);
    expect(await rowOf(id).getByRole('spinbutton').isEnabled()).toBe(true);
    await page.screenshot({ path: join(SCREENSHOTS, 'web-refusal.png') });
  });

  it('has nothing in the console', () => {
    expect(complaints).toEqual([]);
  });
});

describe('formatMoney', () => {
  it.each([
    [{ amount: 1099, currency: 'USD', currencyDecimals: 2 }, '$10.99'],
    [{ amount: 57_900, currency: 'JPY', currencyDecimals: 0 }, '¥57,900'],
    [{ amount: 1230, currency: 'KWD', currencyDecimals: 3 }, 'KWD 1.230'],
    [{ amount: 500, currency: 'ISK', currencyDecimals: 2 }, 'ISK 5.00'],
    [{ amount: -5, currency: 'USD', currencyDecimals: 2 }, '-$0.05'],
    [{ amount: Number.MAX_SAFE_INTEGER, currency: 'USD', currencyDecimals: 2 }, '$90,071,992,547,409.91'],
  ])('shows %o', (money, text) => {
    expect(formatMoney(money, 'en-US').replaceAll('\u00a0', ' ')).toBe(text);
  });
});

it('docs/frontends.md shows the files of the example as they are', () => {
  const text = readFileSync(join(ROOT, 'docs/frontends.md'), 'utf8');
  for (const file of ['codegen.ts', 'vite.config.ts', 'src/client.ts', 'src/format-money.ts']) {
    expect(text).toContain(`\`\`\`ts\n// examples/web/${file}\n${readFileSync(join(WEB, file), 'utf8')}\`\`\``);
  }
});

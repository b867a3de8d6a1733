import { type OperationDefinitionNode, parse } from 'graphql';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxExamples } from '../../../../src/example-operations/sandbox-examples.ts';
import { type Gateway, startGateway } from '../gateway.ts';
import {
  choose,
  drawn,
  launch,
  ready,
  run,
  screenshot,
  shown,
  tabs,
  titles,
  visitor,
  write,
  written,
} from './world.ts';

const TRANSFER = 'tr_1Mio2dLkdIwHu7ixsUuCxJpu';

const examples = sandboxExamples.map((query) => {
  const operation = parse(query).definitions[0] as OperationDefinitionNode;
  const [first] = operation.selectionSet.selections;
  return { name: operation.name?.value ?? '', field: first?.kind === 'Field' ? first.name.value : '', query };
});
const names = examples.map(({ name }) => name);

let gateway: Gateway;
let browser: Browser;
let page: Page;
let complaints: readonly string[];
const hosts = new Set<string>();

beforeAll(async () => {
  gateway = await startGateway();
  browser = await launch();
  const somebody = await visitor(browser);
  complaints = somebody.complaints;
  // By the address that one would try first.
  page = await somebody.open(new URL('/', gateway.url).href);
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'blob:' && protocol !== 'data:') hosts.add(host);
  });
});
afterAll(async () => {
  await browser?.close();
  await gateway?.[Symbol.asyncDispose]();
});

describe.sequential('GraphiQL', () => {
  it('opens with a tab for each example, and the panel for REST calls', async () => {
    expect(await titles(page)).toEqual(names);
    await expect.poll(() => written(page)).toContain(names[0]);
    await page.locator('.rest-calls').waitFor();
    await screenshot(page, 'opened');
  });

  it.each(examples.slice(0, 5))('runs $name and draws its REST calls beside its answer', async ({ name, field }) => {
    await choose(page, name);
    await expect.poll(() => written(page)).toContain(name);
    const { data, errors, extensions } = await run(page);
    expect(errors).toBeUndefined();
    expect(data[field]).toBeTruthy();
    await expect.poll(() => shown(page)).toContain(`"${field}"`);
    // Who has not asked for them need not read them.
    expect(await shown(page)).not.toContain('"rest"');
    const { calls } = extensions.rest as { calls: { method: string; path: string; field: string }[] };
    expect(calls).toHaveLength(extensions.cost.actual);
    await expect.poll(() => drawn(page).count()).toBe(calls.length);
    const said = await drawn(page).allTextContents();
    for (const [index, { method, path, field: place }] of calls.entries()) {
      expect(said[index]).toContain(`${method} ${path}`);
      expect(said[index]).toMatch(/200, at [\d.]+ ms, took [\d.]+ ms, for /);
      expect(said[index]).toContain(place);
    }
    await expect(page.locator('.rest-calls .sum').last().textContent()).resolves.toContain(
      `${calls.length} REST call${calls.length === 1 ? '' : 's'} of ${extensions.cost.estimated} `,
    );
    await screenshot(page, name);
  });

  it('explains an operation before it is run, and leaves its answer alone', async () => {
    await choose(page, 'AnyObjects');
    const before = await shown(page);
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    // By the keyboard, as all of the panel can be used.
    await page.getByRole('button', { name: 'Explain' }).press('Enter');
    const { extensions } = await (await answered).json();
    expect(extensions.cost).toMatchObject({ estimated: 3, actual: 0 });
    const plan = page.locator('.rest-calls .plan').first();
    await expect.poll(() => plan.textContent()).toContain('1 call GET /v1/tax/transactions/{id}');
    expect(await plan.locator(':scope > li').count()).toBe(3);
    expect(await plan.locator('.plan li').textContent()).toContain('comes with the call above');
    expect(await shown(page)).toBe(before);
    await screenshot(page, 'plan');
  });

  it('explains what is refused, with the reason', async () => {
    await choose(page, 'TaxedSale');
    await write(
      page,
      'TooMuch',
      'query TooMuch { transfers(first: 100) { nodes { reversals(first: 400) { nodes { id } } } } }',
    );
    await page.getByRole('button', { name: 'Explain' }).click();
    await expect
      .poll(() => page.locator('.rest-calls .problem').textContent())
      .toMatch(/can need \d+ REST calls; the limit/);
    await expect
      .poll(() => page.locator('.rest-calls .plan').first().textContent())
      .toContain('Transfer.reversals400 calls');
    await screenshot(page, 'too-dear');
  });

  it('opens again the examples that were written over, beside what was written', async () => {
    expect(await titles(page)).not.toContain('TaxedSale');
    // It keeps what is written half a second later.
    await page.waitForFunction(() => localStorage.getItem('graphiql:tabState')?.includes('first: 400'));
    await ready(page, () => page.getByRole('button', { name: 'Restore examples' }).click());
    expect(await titles(page)).toEqual([
      ...names.filter((name) => name !== 'TaxedSale').toSpliced(2, 0, 'TooMuch'),
      'TaxedSale',
    ]);
    await expect.poll(() => written(page)).toContain('TaxedSale');
  });

  it('moves money once for one key, and says so', async () => {
    for (const [name, replayed] of [
      ['ReverseTransfer', false],
      ['ReverseTransferAgain', true],
    ] as const) {
      await choose(page, name);
      const { data } = await run(page);
      expect(data.createTransferReversal).toMatchObject({ __typename: 'CreateTransferReversalPayload', replayed });
      await expect.poll(() => shown(page)).toContain(`"replayed": ${replayed}`);
      await expect.poll(() => drawn(page).first().textContent()).toContain('POST /v1/transfers/');
    }
    await screenshot(page, 'replayed');
  });

  it('reverses a part of a transfer by hand, and shows the transfer changed', async () => {
    const look = (name: string) =>
      `query ${name} { transfer(id: "${TRANSFER}") { amountReversed reversals { nodes { id amount } } } }`;
    await page.getByRole('button', { name: 'New tab' }).click();
    await write(page, 'Before', look('Before'));
    const { data: before } = await run(page);
    expect(before.transfer.amountReversed).toBe(400);
    const input = `{ transfer: "${TRANSFER}", amount: 100, idempotencyKey: "by hand" }`;
    const selection = '{ transferReversal { id amount transfer { id amountReversed } } }';
    await write(
      page,
      'ByHand',
      `mutation ByHand { createTransferReversal(input: ${input}) { __typename ... on CreateTransferReversalPayload ${selection} } }`,
    );
    const { data } = await run(page);
    expect(data.createTransferReversal).toMatchObject({
      __typename: 'CreateTransferReversalPayload',
      transferReversal: { amount: 100, transfer: { amountReversed: 500 } },
    });
    await expect.poll(() => shown(page)).toContain('"amountReversed": 500');
    await write(page, 'After', look('After'));
    const { data: after } = await run(page);
    expect(after.transfer).toEqual({
      amountReversed: 500,
      reversals: {
        nodes: [{ id: expect.stringContaining(TRANSFER), amount: 100 }, ...before.transfer.reversals.nodes],
      },
    });
    await expect.poll(() => shown(page)).toContain('"amount": 100');
  });

  it('shows an error beside what was answered', async () => {
    await choose(page, 'OneWrongId');
    const { data, errors } = await run(page);
    expect(data).toMatchObject({ right: { currency: 'USD' }, wrong: null });
    expect(errors).toHaveLength(1);
    await expect.poll(() => shown(page)).toContain('"errors"');
  });

  it('shows what happens as it happens, with the call of each event', async () => {
    await choose(page, 'WhatHappens');
    const opened = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Execute query' }).click();
    expect((await opened).headers()['content-type']).toContain('text/event-stream');
    for (const amount of [101, 102]) {
      const input = `{ transfer: "tr_1Seed000002", amount: ${amount}, idempotencyKey: "event-${amount}" }`;
      const query = `mutation { createTransferReversal(input: ${input}) { __typename } }`;
      await gateway.fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      await expect.poll(() => shown(page)).toContain('"type": "TRANSFER_REVERSED"');
      await expect.poll(() => drawn(page).first().textContent()).toContain('GET /v1/transfers/tr_1Seed000002');
    }
    await screenshot(page, 'subscription');
    await page.getByRole('button', { name: 'Stop query' }).click();
    await page.getByRole('button', { name: 'Execute query' }).waitFor();
  });

  it('shows the docs of a type and of a field, with what is for routers last', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const docs = page.locator('.graphiql-plugin');
    const text = () => docs.textContent();
    await docs.getByText('Query', { exact: true }).click();
    await expect.poll(text).toContain('Everything that can be read.');
    const fields = await docs.locator('.graphiql-doc-explorer-field-name').allTextContents();
    expect(fields.length).toBeGreaterThan(20);
    expect(fields.slice(-2).sort()).toEqual(['_entities', '_service']);
    await screenshot(page, 'docs-query');
    await docs.getByText('transferReversals', { exact: true }).click();
    await expect.poll(text).toContain('The reversals of one transfer, newest first.');
    await expect.poll(text).toContain('Id of the transfer, begins with');
    await docs.getByText('TransferReversalConnection', { exact: true }).click();
    await expect.poll(text).toContain('pageInfo');
  });

  it('opens on a later visit with what was open, and no blank tab', async () => {
    await choose(page, 'BankTransactions');
    // It keeps what is open half a second later.
    await page.waitForFunction(() => {
      const { tabs = [], activeTabIndex = -1 } = JSON.parse(localStorage.getItem('graphiql:tabState') ?? '{}');
      return tabs[activeTabIndex]?.query.includes('BankTransactions');
    });
    const before = await titles(page);
    await ready(page, () => page.goto(gateway.url));
    expect(await titles(page)).toEqual(before);
    expect(await page.locator('.graphiql-tab-active').textContent()).toContain('BankTransactions');
    await expect.poll(() => written(page)).toContain('BankTransactions');
  });

  it('opens an operation from a link in a tab of its own, once', async () => {
    const before = await tabs(page).count();
    const query = encodeURIComponent('query Linked { balance { livemode } }');
    await ready(page, () => page.goto(`${gateway.url}?query=${query}`));
    expect((await titles(page)).filter((title) => title === 'Linked')).toHaveLength(1);
    await expect.poll(() => written(page)).toContain('Linked');
    // What is written does not stand in the address.
    expect(new URL(page.url()).search).toBe('');
    await ready(page, () => page.reload());
    expect(await tabs(page).count()).toBe(before + 1);
  });

  it('comes packed, and to one who has it not again', async () => {
    const somebody = await browser.newContext();
    somebody.setDefaultTimeout(0);
    const visit = async (): Promise<{ encoding: string | undefined; bytes: number }> => {
      const tab = await somebody.newPage();
      const loaded = tab.waitForResponse((response) => new URL(response.url()).pathname === '/graphiql');
      await ready(tab, () => tab.goto(gateway.url));
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
    await somebody.close();
  });

  it('asks no other host, and complains of nothing but the one operation that was refused', () => {
    expect([...hosts]).toEqual([new URL(gateway.url).host]);
    expect(complaints).toEqual(['Failed to load resource: the server responded with a status of 400 (Bad Request)']);
  });
});

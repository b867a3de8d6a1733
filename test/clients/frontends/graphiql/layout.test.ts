import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from '../gateway.ts';
import { choose, closePanel, drawn, launch, openPanel, run, screenshot, visitor } from './world.ts';

const HEIGHT = 860;

let gateway: Gateway;
let browser: Browser;
beforeAll(async () => {
  gateway = await startGateway();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await gateway?.[Symbol.asyncDispose]();
});

/** How far the page, and what holds all of it, can be scrolled, whoever tries. */
const scrolled = (page: Page) =>
  page.evaluate(() => {
    const all = [document.documentElement, document.body, ...document.querySelectorAll('.graphiql-container')];
    for (const each of all) each.scrollTo(10_000, 10_000);
    return Math.max(...all.flatMap(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop]));
  });

/** What is seen at the corners of the window, from 0 for black to 255 for white. */
const brightness = (page: Page) =>
  page.evaluate(() => {
    const corners = [
      [1, 1],
      [innerWidth - 2, innerHeight - 2],
    ] as const;
    return corners.map(([x, y]) => {
      let seen: Element | null = document.elementFromPoint(x, y);
      for (; seen; seen = seen.parentElement) {
        const [r = 0, g = 0, b = 0, alpha = 1] = (getComputedStyle(seen).backgroundColor.match(/[\d.]+/g) ?? []).map(
          Number,
        );
        if (alpha === 1) return Math.round((r + g + b) / 3);
      }
      return 255;
    });
  });

// The editor chooses its colours once, when the page is opened.
describe.sequential.each(['light', 'dark'] as const)('the page of GraphiQL, %s', (colorScheme) => {
  let page: Page;
  let complaints: readonly string[];
  beforeAll(async () => {
    const somebody = await visitor(browser, { colorScheme });
    complaints = somebody.complaints;
    page = await somebody.open(gateway.url);
    await choose(page, 'AnyObjects');
    await run(page);
    await page.locator('.result-window', { hasText: '"nodes"' }).waitFor();
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.locator('.rest-calls .plan').first().waitFor();
  });
  afterAll(() => page?.context().close());

  it.each([1280, 860, 390])('is whole at %d px', async (width) => {
    await page.setViewportSize({ width, height: HEIGHT });
    await closePanel(page);
    await screenshot(page, `answer-${width}-${colorScheme}`);
    await openPanel(page);
    await drawn(page).last().scrollIntoViewIfNeeded();
    await screenshot(page, `waterfall-${width}-${colorScheme}`);

    expect(await scrolled(page)).toBe(0);
    for (const corner of await brightness(page)) {
      if (colorScheme === 'dark') expect(corner).toBeLessThan(80);
      else expect(corner).toBeGreaterThan(200);
    }
    // An answer is read in lines, not in letters; and none of the editor's lines goes on beyond its edge.
    for (const part of ['.result-window', '.graphiql-query-editor', '.rest-calls']) {
      const box = await page.locator(part).boundingBox();
      expect(box?.width, part).toBeGreaterThan(170);
      expect((box?.x ?? 0) + (box?.width ?? 0), part).toBeLessThanOrEqual(width);
    }
    const isCut = await page
      .locator('.graphiql-query-editor .monaco-scrollable-element')
      .first()
      .evaluate((editor) =>
        [...editor.querySelectorAll('.view-line > span')].some((line) => line.scrollWidth > editor.clientWidth),
      );
    expect(isCut).toBe(false);
    expect(complaints).toEqual([]);
  });
});

// Every page, light and dark, wide and narrow: no accessibility fault, no sideways scrolling.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { go, launch, open, serve, toolPages } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const pages = ['/', '/scope/situations', '/scope/types', '/scope/group', '/verdict', '/decision', '/level', '/answers', '/ask', '/results', '/roadmap', '/dossiers', '/about', ...toolPages];

for (const [name, width, colorScheme] of [['wide and light', 1280, 'light'], ['narrow and dark', 390, 'dark']]) {
  test(`no accessibility fault, ${name}`, async () => {
    const { page, context } = await open(browser, server.address, { viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
    await page.locator('.cards button').nth(1).click();
    await page.locator('.results').waitFor();
    for (const path of pages) {
      await go(page, path);
      await page.locator('main h1').first().waitFor();
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      const said = violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
      assert.deepEqual(said, [], path);
    }
    await context.close();
  });
}

test('no page scrolls sideways at 320 pixels', async () => {
  const { page, context } = await open(browser, server.address, { viewport: { width: 320, height: 800 } });
  await page.locator('.cards button').nth(1).click();
  await page.locator('.results').waitFor();
  for (const path of pages) {
    await go(page, path);
    await page.locator('main h1').first().waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, path);
  }
  await context.close();
});

test('every page has an address: a reload stays, Back goes back', async () => {
  const { page, context } = await open(browser, server.address);
  await page.locator('.cards button').nth(1).click();
  await page.locator('.results').waitFor();
  await go(page, '/roadmap');
  await page.getByRole('heading', { name: 'Your roadmap', level: 1 }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Your roadmap', level: 1 }).waitFor();
  await page.goBack();
  await page.locator('.results').waitFor();
  await context.close();
});

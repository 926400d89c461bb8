// How long another language takes, from the last byte of its texts to the page that stands: least and most over pages,
// languages and rounds. Serves dist/: build first.
import { go, launch, locales, open, serve } from '../browser/harness.mjs';

const server = await serve();
const browser = await launch();
const { page } = await open(browser, server.address, { locale: 'en-GB' });
await page.locator('.cards button').nth(1).click();
await page.locator('.results').waitFor();
const taken = [];
for (const path of ['/answers/PR.AA-03.2', '/results', '/roadmap']) {
  await go(page, path);
  await page.locator('main h1').first().waitFor();
  for (const language of [1, 2, 3].flatMap(() => Object.keys(locales).reverse())) {
    taken.push(await page.evaluate(async (language) => {
      performance.clearResourceTimings();
      const select = document.querySelector('select.language');
      select.value = language;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      while (document.documentElement.lang !== language) await new Promise((resolve) => setTimeout(resolve));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const fetched = performance.getEntriesByType('resource').map((entry) => entry.responseEnd);
      return performance.now() - Math.max(...fetched);
    }, language));
  }
}
const counted = taken.filter(Number.isFinite);
console.log(`${Math.min(...counted).toFixed(0)} to ${Math.max(...counted).toFixed(0)} ms, ${counted.length} switches`);
await browser.close();
await server.close();

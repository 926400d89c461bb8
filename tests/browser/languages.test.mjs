// Every language: each page in each, chosen from the browser, switched without losing the place or an answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { go, launch, locales as languages, open, serve, text, toolPages } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const pages = ['/', '/scope/situations', '/scope/types', '/scope/group', '/verdict', '/decision', '/level', '/answers', '/ask', '/results', '/roadmap', '/dossiers', '/about', ...toolPages];

for (const [language, locale] of Object.entries(languages)) {
  test(`every page in ${language}: nothing unsaid, nothing in English, nothing too wide for a phone`, async () => {
    const { page, context, errors } = await open(browser, server.address, { locale, viewport: { width: 320, height: 800 }, reducedMotion: 'reduce' });
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    const files = ['ui', 'pages', 'tools', 'schemes'];
    const all = (language) => Object.assign({}, ...files.map((file) => text(language, file)));
    const said = all(language);
    assert.equal(await page.locator('main h1').innerText(), said['welcome.title']);
    const english = language === 'en' ? [] : Object.values(all('en')).filter((one) => typeof one === 'string' && one.length > 25 && !one.includes('{'));
    await page.locator('.cards button').nth(1).click();
    await page.locator('.results').waitFor();
    for (const path of pages) {
      await go(page, path);
      await page.locator('main h1').first().waitFor();
      const shown = await page.locator('.belfry').innerText();
      // A sentence that is missing shows its key.
      assert.deepEqual(Object.keys(said).filter((key) => key.includes('.') && shown.split(/\s+/).includes(key)), [], path);
      assert.deepEqual(english.filter((one) => shown.includes(one)), [], path);
      assert.doesNotMatch(shown, /\{[a-z-]+\}/, path);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, `${path} scrolls sideways`);
    }
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    assert.deepEqual(violations.map((fault) => fault.id), []);
    assert.deepEqual(errors, []);
    await context.close();
  });
}

test('another language keeps the place and every answer, and is remembered', async () => {
  const { page, context } = await open(browser, server.address, { locale: 'nl-BE' });
  await page.locator('.cards button').nth(2).click();
  await page.locator('.results').waitFor();
  await go(page, '/answers/PR.AA-03.2');
  await page.locator('.answer').waitFor();
  const total = await page.locator('[data-total]').getAttribute('data-total');
  const others = Object.keys(languages).filter((code) => code !== 'nl');
  const last = others[0];
  for (const language of [...others, 'nl', last]) {
    await page.locator('select.language').selectOption(language);
    const { 'PR.AA-03.2': { title } } = text(language, 'cyfun-2025');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#/answers/PR.AA-03.2');
    assert.equal(await page.locator('[data-total]').getAttribute('data-total'), total);
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
  }
  await page.reload();
  await page.locator('.answer').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), last);
  await context.close();
});

test('numbers and dates follow the language', async () => {
  const written = { nl: [/3,17/, /18 april/], fr: [/3,17/, /18 avril/], de: [/3,17/, /18\. April/], en: [/3\.17/, /18 April/] };
  for (const [language, locale] of Object.entries(languages)) {
    const [number, day] = written[language];
    const { page, context } = await open(browser, server.address, { locale });
    await page.locator('.cards button').nth(1).click();
    await page.locator('.results').waitFor();
    assert.match(await page.locator('main').innerText(), number, locale);
    await go(page, '/roadmap');
    await page.locator('.roadmap').waitFor();
    assert.match(await page.locator('main').innerText(), day, locale);
    await context.close();
  }
});

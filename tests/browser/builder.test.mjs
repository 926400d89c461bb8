// "Put Belfry on your site": what the page prints is taken at its word, on a site that forbids everything else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { go, launch, locales, open, serve, speaker, starting } from './harness.mjs';

const say = speaker('en');
const pages = { '/favicon.ico': { text: '', kind: 'image/x-icon' }, '/hook': { text: 'thanks', kind: 'text/plain' } };
let server, browser;
before(async () => { server = await serve('dist', pages); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

async function builder(options = {}) {
  const opened = await open(browser, server.address, { locale: 'en-GB', ...options });
  await go(opened.page, '/embed');
  return opened;
}

const list = (page, key) => page.locator('main').getByRole('combobox', { name: say(key) });
const printed = (page, id) => page.locator(`pre[aria-labelledby=${id}]`).innerText();

/** A site with the printed lines, whose policy allows the printed sources and nothing else. */
async function site(context, snippet, policy, style = '') {
  pages['/site.css'] = { text: style, kind: 'text/css' };
  const looks = style ? '<link rel="stylesheet" href="/site.css">' : '';
  pages['/site'] = { text: `<!doctype html><html lang="en"><head><title>A site</title>${looks}</head><body>${snippet}</body></html>`, headers: { 'content-security-policy': `default-src 'none'; ${policy}${style && !policy.includes('style-src') ? "; style-src 'self'" : ''}` } };
  const page = await context.newPage();
  const errors = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(`${server.address}site`);
  return { page, errors };
}

test('the printed lines work on a site whose policy is the printed one', async () => {
  const { page, context, errors } = await builder();
  await list(page, 'builder.language').selectOption('nl');
  await list(page, 'builder.mode').selectOption('level');
  await list(page, 'builder.loading').selectOption('eager');
  await page.getByLabel(say('builder.color')).fill('#006b3c');
  const host = await site(context, await printed(page, 'snippet'), await printed(page, 'policy'), await printed(page, 'style'));
  await host.page.getByRole('heading', { level: 1, name: speaker('nl')('welcome.title') }).waitFor();
  assert.equal(await host.page.locator('.journey li').count(), 2);
  assert.equal(await host.page.locator('.belfry').evaluate((node) => getComputedStyle(node).getPropertyValue('--action').trim()), '#006b3c');
  assert.deepEqual([...errors, ...host.errors], []);
  await context.close();
});

test('so do those of a frame with a webhook', async () => {
  const { page, context, errors } = await builder();
  await page.getByRole('radio', { name: starting(say('builder.frame')) }).check();
  await list(page, 'builder.language').selectOption('en');
  await list(page, 'builder.loading').selectOption('eager');
  await list(page, 'builder.lead-way').selectOption('webhook');
  assert.equal(await page.getByText(say('builder.missing')).count(), 2);
  assert.ok(!(await printed(page, 'snippet')).includes('lead='), 'nobody is asked while something is missing');
  await page.getByLabel(say('builder.webhook')).fill('/hook');
  await page.getByLabel(say('builder.privacy')).fill('/privacy');
  await page.getByLabel(say('builder.action')).fill('Talk to "us"');
  const host = await site(context, await printed(page, 'snippet'), await printed(page, 'policy'));
  const app = host.page.frameLocator('iframe').locator('belfry-assessment');
  await app.locator('.cards button').first().click();
  await app.getByRole('heading', { name: 'Talk to "us"' }).waitFor();
  await app.getByRole('button', { name: say('lead.begin') }).click();
  await app.getByLabel(say('lead.reach')).fill('an@voorbeeld.be');
  await app.getByRole('radio', { name: starting(say('lead.result')) }).check();
  await app.getByRole('checkbox', { name: say('lead.agree') }).check();
  await app.getByRole('button', { name: say('lead.send'), exact: true }).click();
  await app.getByText(say('lead.sent', { to: '127.0.0.1' })).waitFor();
  assert.deepEqual([...errors, ...host.errors], []);
  await context.close();
});

test('a colour that nobody could read on is refused, with its figure', async () => {
  const { page, context } = await builder();
  await page.getByLabel(say('builder.color')).fill('#ffcc00');
  await page.getByText(say('builder.color-pale', { ratio: '1.5' })).waitFor();
  assert.equal(await page.locator('#style').count(), 0);
  await context.close();
});

test('the preview shows what was chosen, and follows', async () => {
  const { page, context, errors } = await builder();
  await list(page, 'builder.language').selectOption('fr');
  await page.getByRole('button', { name: say('builder.show') }).click();
  const app = page.frameLocator('iframe.preview');
  await app.getByRole('heading', { level: 1, name: speaker('fr')('welcome.title') }).waitFor();
  await list(page, 'builder.language').selectOption('de');
  await app.getByRole('heading', { level: 1, name: speaker('de')('welcome.title') }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

for (const [language, locale] of Object.entries(locales)) {
  test(`the page is for everyone: ${language}`, async () => {
    const { page, context } = await builder({ locale, viewport: { width: 320, height: 800 } });
    await page.getByRole('heading', { level: 1, name: speaker(language)('builder.title') }).waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
    const axe = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(axe.violations.map(({ id }) => id), []);
    await context.close();
  });
}

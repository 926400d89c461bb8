// The single file, from disk: the whole journey without a server.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { answerScopeAsBakery, go, launch, locales, open, serve, speaker, text } from './harness.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const fromDisk = (name) => pathToFileURL(resolve('dist', name)).href;

for (const name of ['belfry.html', 'belfry-complete.html']) test(`${name}, opened from disk, works whole, keeps the draft, and asks for nothing`, async () => {
  const address = fromDisk(name);
  const { page, context, errors } = await open(browser, address, { locale: 'en-GB' });
  const asked = [];
  page.on('request', (request) => request.url().startsWith('blob:') || request.url().startsWith('data:') || asked.push(request.url()));
  await answerScopeAsBakery(page);
  assert.equal(await page.locator('[data-status]').getAttribute('data-status'), 'out_of_scope');
  for (const language of Object.keys(locales)) {
    await page.locator('select.language').selectOption(language);
    await go(page, '/answers/PR.AA-03.2');
    await page.getByRole('heading', { level: 1, name: text(language, 'cyfun-2025')['PR.AA-03.2'].title }).waitFor();
  }
  await page.locator('select.language').selectOption('en');
  await go(page, '/dossiers');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: speaker('en')('dossier.save') }).click();
  assert.equal(JSON.parse(readFileSync(await (await download).path(), 'utf8')).kind, 'belfry-dossier');
  assert.deepEqual(asked, []);
  await page.reload();
  await page.locator('main h1').waitFor();
  await go(page, '/verdict');
  assert.equal(await page.locator('[data-status]').getAttribute('data-status'), 'out_of_scope');
  assert.deepEqual(errors, []);
  await context.close();
});

test('the small file says where the plan is, and the complete one has it', async () => {
  for (const [name, here] of [['belfry.html', false], ['belfry-complete.html', true]]) {
    const { page, context, errors } = await open(browser, fromDisk(name), { locale: 'fr-BE' });
    const say = speaker('fr');
    await page.locator('.cards button').nth(1).click();
    await page.locator('.results').waitFor();
    await go(page, '/tools');
    await page.getByRole('heading', { level: 1, name: say('title.tools'), exact: true }).waitFor();
    assert.equal(await page.getByRole('link', { name: say('title.schedule'), exact: true }).count(), here ? 1 : 0, name);
    await go(page, '/schedule');
    await page.getByRole('heading', { level: 1, name: say('title.schedule'), exact: true }).waitFor();
    assert.equal(await page.getByText(say('tools.elsewhere')).count(), here ? 0 : 1, name);
    assert.deepEqual(errors, []);
    await context.close();
  }
});

test('a host that names another encoding does not break it', async () => {
  const server = await serve('dist', { '/b.html': { text: readFileSync('dist/belfry.html'), kind: 'text/html; charset=utf-8' } });
  const { page, context, errors } = await open(browser, `${server.address}b.html`, { locale: 'nl-BE' });
  assert.equal(await page.evaluate(() => document.characterSet), 'UTF-8');
  await page.getByRole('heading', { level: 1, name: speaker('nl')('welcome.title') }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
  await server.close();
});

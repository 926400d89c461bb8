// After one visit everything works without a network; a newer build waits its turn.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { go, launch, locales, open, serve, speaker, text } from './harness.mjs';

let browser, folder;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), 'belfry-'));
  cpSync('dist', folder, { recursive: true });
});
after(async () => { await browser.close(); rmSync(folder, { recursive: true }); });

/** Everything is kept: the worker is active and answers for this page. */
const kept = (page) => page.evaluate(async () => {
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
});

test('with the network cut everything goes on, in every language', async () => {
  const server = await serve(folder);
  const { page, context, errors } = await open(browser, server.address, { locale: 'nl-BE', serviceWorkers: 'allow' });
  await kept(page);
  await page.locator('.cards button').nth(1).click();
  await page.locator('.results').waitFor();
  await server.close();
  await context.setOffline(true);
  await page.reload();
  for (const language of Object.keys(locales)) {
    await page.locator('select.language').selectOption(language);
    await go(page, '/answers/PR.AA-03.2');
    await page.getByRole('heading', { level: 1, name: text(language, 'cyfun-2025')['PR.AA-03.2'].title }).waitFor();
    await go(page, '/roadmap');
    await page.getByRole('heading', { name: speaker(language)('roadmap.first') }).waitFor();
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test('a newer build is announced, never forced, and starts once the older is closed', async () => {
  const server = await serve(folder);
  const { page, context } = await open(browser, server.address, { locale: 'en-GB', serviceWorkers: 'allow' });
  await kept(page);
  const build = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('belfry-')));
  const [older] = await build();
  // The next release: another text, and a worker that lists it.
  const ui = join(folder, 'texts/en/ui.json');
  writeFileSync(ui, readFileSync(ui, 'utf8').replace('Cybersecurity duties, in plain words', 'Cybersecurity duties, in newer words'));
  const { serviceWorker } = await import('../../xtask/worker.mjs');
  serviceWorker(folder);
  await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update(); });
  await page.getByText(speaker('en')('notice.newer')).waitFor();
  // A reload, even of one tab of two, stays with the older build, whole.
  const other = await context.newPage();
  await other.goto(server.address);
  await page.reload();
  for (const tab of [page, other]) await tab.getByRole('heading', { level: 1, name: 'Cybersecurity duties, in plain words' }).waitFor();
  await other.close();
  await page.close();
  const later = await context.newPage();
  await later.goto(server.address);
  await later.getByRole('heading', { level: 1, name: 'Cybersecurity duties, in newer words' }).waitFor();
  await later.waitForFunction(async (older) => !(await caches.keys()).includes(older), older);
  await context.close();
  await server.close();
});

test('a file of another build is refused: nothing of it is kept', async () => {
  const mixed = mkdtempSync(join(tmpdir(), 'belfry-'));
  cpSync('dist', mixed, { recursive: true });
  const ui = join(mixed, 'texts/fr/ui.json');
  writeFileSync(ui, `${readFileSync(ui, 'utf8')} `);
  const server = await serve(mixed);
  const { page, context } = await open(browser, server.address, { serviceWorkers: 'allow' });
  // Only the worker asks for French here; what it got is not what its build lists, so it gives up.
  while (!server.asked.includes('/texts/fr/ui.json')) await page.evaluate(() => new Promise((again) => requestAnimationFrame(again)));
  await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()));
  await context.close();
  await server.close();
  rmSync(mixed, { recursive: true });
});

// The two Wasm modules: a first visit needs only the first; the second comes when it can. And the last resort.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { go, launch, next, open, serve } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

test('the first questions are answered without the second module, which arrives once it can', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.clock.install();
  const blocked = [];
  await page.route(/-later\.wasm$/, (route) => { blocked.push(route.request().url()); return route.abort(); });
  await page.goto(server.address);
  await page.getByRole('link', { name: 'Start', exact: true }).click();
  await page.getByRole('checkbox', { name: /None of these/ }).check();
  await next(page);
  await page.getByRole('radio', { name: /In Belgium/ }).check();
  await next(page);
  await page.getByRole('textbox', { name: 'Search' }).waitFor();
  assert.ok(blocked.length > 0, 'the second module was asked for, and refused');
  await page.evaluate(() => { document.querySelector('.belfry main').dataset.mark = 'kept'; });
  // A page that needs it says so.
  await go(page, '/roadmap');
  await page.getByText(/on their way/).waitFor();
  await page.unroute(/-later\.wasm$/);
  await page.clock.runFor(10_000);
  await page.getByRole('heading', { name: 'Your roadmap' }).waitFor();
  assert.equal(await page.locator('.belfry main').getAttribute('data-mark'), 'kept', 'its arrival draws nothing anew');
  // The answers given before it came are still there.
  await go(page, '/scope/establishment');
  await assert.doesNotReject(page.getByRole('radio', { name: /In Belgium/, checked: true }).waitFor());
  await context.close();
});

test('who comes back while the second module is out of reach is told so, and finds everything once it is there', async () => {
  const { page, context } = await open(browser, server.address);
  await page.locator('.cards button').nth(0).click();
  await page.locator('.results').waitFor();
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('belfry/dossier/')));
  await page.route(/-later\.wasm$/, (route) => route.abort());
  await page.clock.install();
  await page.reload();
  await page.getByRole('alert').filter({ hasText: /on their way/ }).waitFor();
  await page.unroute(/-later\.wasm$/);
  await page.clock.runFor(10_000);
  await page.locator('.results').waitFor();
  await context.close();
});

test('when the Wasm breaks the answers can be downloaded, and the file opens again', async () => {
  const { page, context } = await open(browser, server.address);
  await page.locator('.cards button').nth(1).click();
  await page.locator('.results').waitFor();
  await page.evaluate(() => setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable'); }));
  await page.getByRole('alert').getByRole('heading', { name: /Something broke/ }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download your answers' }).click();
  const rescued = await readFile(await (await download).path());
  assert.equal(JSON.parse(rescued).dossier.name, 'A hospital of 900');
  await page.goto('about:blank');
  await page.goto(server.address);
  await page.locator('input[type=file]').setInputFiles({ name: 'rescued.belfry.json', mimeType: 'application/json', buffer: rescued });
  await page.getByText('You have begun: A hospital of 900.').waitFor();
  await context.close();
});

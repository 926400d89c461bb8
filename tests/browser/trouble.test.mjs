// Files and storage that are not as they should be: said clearly, nothing overwritten, the original kept.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { go, launch, open, serve } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const dossier = (changes = {}) => JSON.stringify({ kind: 'belfry-dossier', format: 1, framework: 'cyfun-2025', saved_on: '2026-11-23T10:00:00Z', app_version: '0.1.0', dossier: {}, ...changes });

const files = [
  ['a text file', 'Dear diary', /stops making sense at line 1/],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80]), /not text/],
  ['a truncated file', dossier().slice(0, 60), /cut off/],
  ['other JSON', '{"hello": "world"}', /not a Belfry dossier/],
  ['a file of a newer release', dossier({ format: 99 }), /newer Belfry/],
  ['an unknown requirement', dossier({ dossier: { assessments: { 'cyfun-2025': { 'PR.AA-99.9': { documentation: 1 } } } } }), /PR\.AA-99\.9/],
  ['a score out of range', dossier({ dossier: { assessments: { 'cyfun-2025': { 'PR.AA-01.1': { documentation: 6 } } } } }), /PR\.AA-01\.1\.documentation/],
  ['a negative size', dossier({ dossier: { profile: { staff: '-3' } } }), /profile\.staff/],
  ['an absurd size', dossier({ dossier: { profile: { turnover: '1e300' } } }), /profile\.turnover/],
  ['an unknown key', dossier({ dossier: { colour: 'red' } }), /dossier\.colour/],
];

test('every broken file is refused with a sentence that says what and where, and nothing changes', async () => {
  const { page, context, errors } = await open(browser, server.address);
  await page.locator('.cards button').nth(0).click();
  await page.locator('.results').waitFor();
  await go(page, '/dossiers');
  const name = await page.locator('#dossier-name').inputValue();
  for (const [what, content, message] of files) {
    await page.locator('input[type=file]').setInputFiles({ name: 'file.json', mimeType: 'application/json', buffer: Buffer.from(content) });
    const alert = page.getByRole('alert').filter({ hasText: message });
    await alert.waitFor({ timeout: 5000 }).catch(async () => assert.fail(`${what}: ${await page.getByRole('alert').allTextContents()}`));
    assert.equal(await page.locator('#dossier-name').inputValue(), name, what);
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test('a file of 50 MB is refused before it is read', async () => {
  const { page, context } = await open(browser, server.address);
  await page.evaluate(() => {
    const input = document.querySelector('input[type=file]');
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(50_000_000)], 'large.json'));
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.getByRole('alert').filter({ hasText: /larger than/ }).waitFor();
  await context.close();
});

test('a draft that cannot be read is set aside, downloadable as it was, and the app starts', async () => {
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  await page.addInitScript(() => {
    if (!localStorage.getItem('belfry/unreadable/old')) {
      localStorage.setItem('belfry/dossier/old', '{"kind":"belfry-dossier","format":99');
      localStorage.setItem('belfry/last', 'old');
    }
  });
  await page.goto(server.address);
  await page.locator('main h1').waitFor();
  await go(page, '/dossiers');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the original' }).first().click();
  assert.equal(await readFile(await (await download).path(), 'utf8'), '{"kind":"belfry-dossier","format":99');
  await context.close();
});

test('without storage the app works and says that it will forget', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
  });
  await page.goto(server.address);
  await page.locator('.cards button').nth(0).click();
  await page.locator('.results').waitFor();
  await go(page, '/dossiers');
  await page.getByText(/does not let Belfry keep anything/).waitFor();
  await context.close();
});

test('nothing is sent: after the page has loaded no request leaves, and everything works without a network', async () => {
  const { page, context } = await open(browser, server.address);
  await page.locator('.cards button').nth(1).waitFor();
  await page.waitForLoadState('networkidle');
  const seen = [];
  page.on('request', (request) => !request.url().startsWith('blob:') && seen.push(request.url()));
  await context.setOffline(true);
  await page.locator('.cards button').nth(1).click();
  await page.locator('.results').waitFor();
  for (const path of ['/verdict', '/level', '/answers', '/roadmap', '/ask', '/about']) {
    await go(page, path);
    await page.locator('main h1').first().waitFor();
  }
  assert.deepEqual(seen, []);
  await context.close();
});

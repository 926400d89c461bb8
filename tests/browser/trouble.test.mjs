// Files and storage that are not as they should be: said clearly, nothing overwritten, the original kept.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { go, launch, open, serve, speaker } from './harness.mjs';

const say = speaker('en');

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

/** The bakery on its list of dossiers, with a name that is kept. */
async function kept(prepare) {
  const opened = await open(browser, server.address, { locale: 'en-GB' });
  const { page } = opened;
  if (prepare) await prepare(page);
  await page.locator('.cards button').nth(0).click();
  await page.locator('.results').waitFor();
  await go(page, '/dossiers');
  await page.locator('#dossier-name').fill('Kept');
  await page.waitForFunction(() => Object.values(localStorage).some((text) => text.includes('"Kept"')));
  return opened;
}

const reread = async (page) => {
  await page.reload();
  await page.locator('main h1').waitFor();
  await go(page, '/dossiers');
  return page.locator('#dossier-name').inputValue();
};

test('a storage that is full says so, keeps what it had, and writes again once there is room', async () => {
  const { page, context, errors } = await kept();
  // Really full: by the browser's own measure, to the last letter.
  await page.evaluate(() => {
    let piece = 'x'.repeat(1 << 20);
    for (let at = 0; piece.length > 0; ) {
      try { localStorage.setItem(`filler/${at++}`, piece); } catch { piece = piece.slice(0, piece.length >> 1); }
    }
  });
  const before = await page.evaluate(() => localStorage.getItem('belfry/dossier/sample-bakery'));
  await page.locator('#dossier-name').fill('Too long for what is left '.repeat(40));
  await page.getByText(say('notice.not-kept')).waitFor();
  assert.equal(await page.evaluate(() => localStorage.getItem('belfry/dossier/sample-bakery')), before, 'what was kept stays whole');
  // A file can still be saved, with everything in it.
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('dossier.save') }).click();
  assert.match(await readFile(await (await download).path(), 'utf8'), /Too long for what is left/);
  await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('filler/')).forEach((key) => localStorage.removeItem(key)));
  await page.locator('#dossier-name').fill('Room again');
  await page.waitForFunction(() => localStorage.getItem('belfry/dossier/sample-bakery').includes('"Room again"'));
  assert.equal(await reread(page), 'Room again');
  assert.deepEqual(errors, []);
  await context.close();
});

test('a storage taken away in the middle says so, and a file saves everything', async () => {
  const { page, context } = await kept();
  await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException('denied', 'SecurityError'); }; });
  await page.locator('#dossier-name').fill('Denied');
  await page.getByText(say('notice.not-kept')).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('dossier.save') }).click();
  assert.match(await readFile(await (await download).path(), 'utf8'), /"Denied"/);
  await context.close();
});

test('a storage that was cleared half-way is filled again by the next change', async () => {
  const { page, context, errors } = await kept();
  // Only the pointer to the last dossier is gone, then everything.
  for (const clear of [() => localStorage.removeItem('belfry/last'), () => localStorage.clear()]) {
    await page.evaluate(clear);
    const name = `Still here ${clear}`.slice(0, 40);
    await page.locator('#dossier-name').fill(name);
    await page.waitForFunction((name) => localStorage.getItem('belfry/dossier/sample-bakery')?.includes(JSON.stringify(name)), name);
    assert.equal(await reread(page), name);
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test('a draft that a crash cut short is set aside as it was; every other draft stands', async () => {
  const { page, context } = await kept();
  const whole = await page.evaluate(() => localStorage.getItem('belfry/dossier/sample-bakery'));
  // As a write that stopped half-way would leave it, beside one that is whole.
  await page.evaluate((whole) => {
    localStorage.setItem('belfry/dossier/other', whole.replace('"Kept"', '"Whole"'));
    localStorage.setItem('belfry/dossier/sample-bakery', whole.slice(0, whole.length >> 1));
    Storage.prototype.setItem = () => {};
  }, whole);
  await page.reload();
  await page.locator('main h1').waitFor();
  await go(page, '/dossiers');
  await page.getByText('Whole', { exact: true }).waitFor();
  await page.getByText(say('dossier.unreadable-text')).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('dossier.download-original') }).first().click();
  assert.equal(await readFile(await (await download).path(), 'utf8'), whole.slice(0, whole.length >> 1));
  await context.close();
});

test('a page that dies in the middle of a change has lost nothing that was kept', async () => {
  const { page, context } = await kept();
  await page.locator('#dossier-name').fill('Perhaps');
  // The page is gone without a word: no listener of it runs.
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // Nobody is left to answer.
  devtools.send('Page.crash').catch(() => {});
  await crashed;
  const next = await context.newPage();
  await next.goto(server.address);
  await next.locator('main h1').waitFor();
  await go(next, '/dossiers');
  assert.match(await next.locator('#dossier-name').inputValue(), /^(Kept|Perhaps)$/);
  await context.close();
});

for (const [what, now] of [['back to 1999', '1999-12-31T23:00:00Z'], ['on to 2040', '2040-01-01T00:00:00Z']]) {
  test(`a clock set ${what} changes no answer and no draft`, async () => {
    const { page, context, errors } = await kept();
    await page.clock.install({ time: new Date(now) });
    assert.equal(await reread(page), 'Kept');
    await page.locator('#dossier-name').fill('Another day');
    await page.clock.runFor(1000);
    assert.match(await page.evaluate(() => localStorage.getItem('belfry/dossier/sample-bakery')), /"Another day"/);
    for (const path of ['/verdict', '/results', '/roadmap']) {
      await go(page, path);
      await page.locator('main h1').waitFor();
    }
    assert.deepEqual(errors, []);
    await context.close();
  });
}

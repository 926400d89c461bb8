// Belfry in somebody else's page: the element, its attributes, methods, events, slots and parts, and the frame.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { launch, serve, speaker } from './harness.mjs';

// What a careful site sends: nothing inline, nothing from elsewhere.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; require-trusted-types-for 'script'";
// A theme that would wreck everything it can reach.
const rude = 'belfry-frame { --belfry-dark-action: rgb(1, 2, 3); } * { color: rgb(255, 0, 0) !important; } button, input { display: none; } html { font-size: 62.5%; } .page { width: 3px; }';
const host = (body) => ({ text: `<!doctype html><html lang="en"><head><title>A host</title><link rel="stylesheet" href="/rude.css"><script type="module" src="/embed/belfry.js"></script><script type="module" src="/embed/frame.js"></script></head><body>${body}</body></html>`, headers: { 'content-security-policy': policy } });
const element = (attributes = '', inside = '<p id="placeholder">Please wait</p>') => `<belfry-assessment ${attributes}>${inside}</belfry-assessment>`;
const pages = {
  '/favicon.ico': { text: '', kind: 'image/x-icon' },
  '/rude.css': { text: rude, kind: 'text/css' },
  '/two': host(`<h1>Ours</h1>${element('id="one" lang="nl" loading="eager" storage="one"')}${element('id="two" lang="fr" loading="eager" storage="two"')}<belfry-frame id="frame" lang="de" theme="dark" loading="eager"></belfry-frame>`),
  '/lazy': host(`<div style="height: 1px"></div><svg height="9000"></svg>${element('id="one"')}`),
  '/click': host(element('id="one" loading="click"')),
  '/slots': host(element('id="one" loading="eager" lang="en"', '<b slot="logo">ACME</b><p slot="introduction">Hello from ACME</p><p slot="footer">ACME Ltd</p><p slot="call-to-action">Call us</p>')),
  '/empty': host('<div id="place"></div>'),
};
for (const [name, attributes] of Object.entries({ language: 'lang="de"', start: 'start="/level"', scope: 'mode="scope" start="/verdict"', levels: 'mode="level"', important: 'level="important" start="/level"', older: 'framework="cyfun-2023" start="/level"', dark: 'theme="dark"', forgetful: 'storage="off" start="/dossiers"' })) {
  pages[`/${name}`] = host(element(`id="one" loading="eager" ${attributes}`));
}

let server, browser;
before(async () => { server = await serve('dist', pages); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

async function visit(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const errors = [];
  const requests = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(new URL(path, server.address).href);
  return { context, page, errors, requests };
}

const app = (page, id = 'one') => page.locator(`#${id}`);
const stands = (page, id = 'one') => app(page, id).locator('main h1').waitFor();
const call = (page, name, ...given) => page.evaluate(([name, given]) => document.querySelector('#one')[name](...given), [name, given]);

test('two elements and a frame on one strict page: each its own language, answers and looks', async () => {
  const { context, page, errors } = await visit('/two');
  const globals = await page.evaluate(() => Object.keys(window).length);
  await Promise.all([stands(page, 'one'), stands(page, 'two')]);
  const frame = page.frameLocator('#frame iframe');
  await frame.locator('belfry-assessment main h1').waitFor();
  assert.equal(await app(page, 'one').locator('main h1').innerText(), speaker('nl')('welcome.title'));
  assert.equal(await app(page, 'two').locator('main h1').innerText(), speaker('fr')('welcome.title'));
  assert.equal(await frame.locator('main h1').innerText(), speaker('de')('welcome.title'));
  assert.equal(await frame.locator('.belfry').evaluate((node) => getComputedStyle(node).getPropertyValue('--action').trim()), 'rgb(1, 2, 3)', 'the frame takes the page’s colours');
  await frame.getByText(speaker('de')('dossiers.framed')).waitFor();
  // The host's style stays outside, and ours inside.
  const look = (selector) => page.locator(selector).first().evaluate((node) => [getComputedStyle(node).color, getComputedStyle(node).fontSize]);
  const [color, size] = await look('#one main h1');
  assert.notEqual(color, 'rgb(255, 0, 0)');
  assert.ok(parseFloat(size) > 25, `the heading is ${size} on a page whose root is 10 px`);
  assert.equal((await look('body > h1'))[0], 'rgb(255, 0, 0)');
  // Nothing of the page is taken: its name, address, language, focus and global names.
  await app(page, 'one').locator('.cards button').first().click();
  await app(page, 'one').locator('.results').waitFor();
  assert.equal(await page.title(), 'A host');
  assert.equal(new URL(page.url()).hash, '');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  assert.equal(await page.evaluate(() => Object.keys(window).length), globals);
  // The other did not follow, and keeps its own drafts.
  assert.equal(await app(page, 'two').locator('.results').count(), 0);
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('one/belfry/dossier/')));
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.startsWith('one/') && !key.startsWith('two/'))), []);
  assert.deepEqual(errors, []);
  const { violations } = await new AxeBuilder({ page }).include('#one').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).disableRules(['region']).analyze();
  assert.deepEqual(violations.map((fault) => fault.id), []);
  await context.close();
});

test('the frame grows with its content and never scrolls inside', async () => {
  const { context, page } = await visit('/two');
  const frame = page.frameLocator('#frame iframe');
  await frame.locator('main h1').waitFor();
  const fits = () => page.waitForFunction(() => {
    const frame = document.querySelector('#frame iframe');
    const inner = frame.contentDocument.querySelector('belfry-assessment').getBoundingClientRect().height;
    return inner > 500 && Math.abs(frame.getBoundingClientRect().height - Math.ceil(inner)) < 2;
  });
  await fits();
  const before = await page.locator('#frame iframe').evaluate((node) => node.getBoundingClientRect().height);
  await frame.locator('.cards button').nth(1).click();
  await frame.locator('.results').waitFor();
  await fits();
  const grown = await page.locator('#frame iframe').evaluate((node) => node.getBoundingClientRect().height);
  assert.ok(grown > before + 500, `${before} to ${grown}`);
  // A message from elsewhere changes nothing.
  await page.evaluate(() => window.postMessage({ belfry: 1, height: 10 }, '*'));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await page.locator('#frame iframe').evaluate((node) => node.getBoundingClientRect().height), grown);
  // Another language goes in without a reload.
  await page.evaluate(() => document.querySelector('#frame').setAttribute('lang', 'nl'));
  await frame.getByRole('heading', { name: speaker('nl')('results.gates') }).waitFor();
  await context.close();
});

test('nothing is loaded until the element is near, or clicked; what stands inside it shows meanwhile', async () => {
  for (const [path, act] of [['/lazy', (page) => app(page).scrollIntoViewIfNeeded()], ['/click', (page) => page.locator('#placeholder').click()]]) {
    const { context, page, requests } = await visit(path);
    await page.locator('#placeholder').waitFor({ state: 'attached' });
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    assert.ok(!requests.some((url) => url.includes('_bg.wasm')), `${path}: the Wasm came uncalled`);
    await act(page);
    await stands(page);
    assert.equal(await page.locator('#placeholder').isVisible(), false);
    assert.ok(requests.every((url) => url.startsWith(server.address)), 'only this site was asked');
    await context.close();
  }
});

test('each attribute does what the table says', async () => {
  const say = speaker('en');
  const seen = async (path, check) => {
    const { context, page, errors } = await visit(path);
    await stands(page);
    await check(page);
    assert.deepEqual(errors, [], path);
    await context.close();
  };
  await seen('/language', async (page) => assert.equal(await app(page).locator('main h1').innerText(), speaker('de')('welcome.title')));
  await seen('/start', (page) => app(page).getByRole('heading', { level: 1, name: say('title.level') }).waitFor());
  await seen('/scope', async (page) => {
    assert.equal(await app(page).locator('.journey li').count(), 1);
    await call(page, 'setDossier', JSON.parse(readFileSync('tests/saved/v0.json', 'utf8')));
    await call(page, 'goTo', '/verdict');
    assert.equal(await app(page).getByRole('link', { name: say('verdict.to-level') }).count(), 0);
  });
  await seen('/levels', async (page) => assert.equal(await app(page).locator('.journey li').count(), 2));
  await seen('/important', (page) => app(page).locator('input[value=important]:checked').waitFor({ state: 'attached' }));
  await seen('/older', (page) => app(page).locator('input[value="cyfun-2023"]:checked').waitFor({ state: 'attached' }));
  await seen('/dark', async (page) => {
    assert.equal(await app(page).locator('.belfry').getAttribute('data-theme'), 'dark');
    await page.evaluate(() => document.querySelector('#one').setAttribute('theme', 'light'));
    assert.equal(await app(page).locator('.belfry').getAttribute('data-theme'), 'light');
  });
  await seen('/forgetful', async (page) => {
    await app(page).getByText(say('dossiers.no-storage')).waitFor();
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });
});

test('methods and events: a dossier goes in and out, and the page hears what follows', async () => {
  const { context, page, errors } = await visit('/empty');
  await page.evaluate(async () => {
    window.heard = [];
    for (const name of ['ready', 'classified', 'scored', 'completed', 'error']) document.addEventListener(name, ({ detail }) => window.heard.push({ name, ...detail }));
    const element = document.createElement('belfry-assessment');
    element.id = 'one';
    element.lang = 'en';
    element.setAttribute('loading', 'eager');
    document.querySelector('#place').append(element);
  });
  await page.waitForFunction(() => window.heard.some(({ name }) => name === 'ready'));
  const dossier = JSON.parse(readFileSync('tests/saved/v2.json', 'utf8'));
  // A copy for somebody who is asked has no results.
  delete dossier.dossier.request;
  await call(page, 'setDossier', dossier);
  await page.waitForFunction(() => window.heard.some(({ name }) => name === 'scored'));
  const heard = await page.evaluate(() => window.heard);
  assert.ok(heard.every((event) => event.version === 1));
  const scored = heard.find(({ name }) => name === 'scored');
  assert.deepEqual(Object.keys(scored).sort(), ['answered', 'asked', 'level', 'name', 'passed', 'status', 'total', 'version']);
  assert.deepEqual((await call(page, 'getDossier')).dossier, dossier.dossier);
  await assert.rejects(call(page, 'setDossier', { kind: 'something else' }));
  assert.deepEqual((await call(page, 'getDossier')).dossier, dossier.dossier, 'a wrong file changes nothing');
  await call(page, 'goTo', '/roadmap');
  await app(page).locator('.roadmap').waitFor();
  await call(page, 'reset');
  await page.waitForFunction(() => Object.keys(document.querySelector('#one').getDossier().dossier).length === 0 || !document.querySelector('#one').getDossier().dossier.name);
  assert.deepEqual(errors, []);
  await context.close();
});

test('a whole level answered is told once', async () => {
  const { context, page } = await visit('/important');
  await stands(page);
  await page.evaluate(() => { window.done = []; document.addEventListener('completed', ({ detail }) => window.done.push(detail)); });
  const ids = Object.entries(JSON.parse(readFileSync('static/texts/en/cyfun-2025.json', 'utf8'))).filter(([, words]) => words.question).map(([id]) => id);
  const records = Object.fromEntries(ids.map((id) => [id, { documentation: 3, implementation: 3 }]));
  await call(page, 'setDossier', { kind: 'belfry-dossier', format: 1, framework: 'cyfun-2025', saved_on: '', app_version: '', dossier: { target: 'basic', assessments: { 'cyfun-2025': records } } });
  await page.waitForFunction(() => window.done.length > 0);
  const [detail] = await page.evaluate(() => window.done);
  assert.deepEqual([detail.level, detail.total, detail.passed, detail.asked, detail.answered], ['basic', 3, true, 34, 34]);
  assert.equal(await page.evaluate(() => window.done.length), 1);
  await context.close();
});

test('slots and parts: the page brands it', async () => {
  const { context, page } = await visit('/slots');
  await stands(page);
  for (const words of ['ACME', 'Hello from ACME', 'ACME Ltd']) assert.ok(await page.getByText(words, { exact: true }).isVisible(), words);
  assert.equal(await app(page).getByText(speaker('en')('welcome.lead')).isVisible(), false, 'their introduction stands in the place of ours');
  await app(page).locator('.cards button').first().click();
  await app(page).locator('.results').waitFor();
  assert.ok(await page.getByText('Call us').isVisible());
  const parts = await page.evaluate(() => [...document.querySelector('#one').shadowRoot.querySelectorAll('[part]')].map((node) => node.part.value));
  for (const part of ['app', 'header', 'journey', 'page', 'footer']) assert.ok(parts.includes(part), part);
  // A custom property reaches the looks.
  await page.evaluate(() => document.querySelector('#one').style.setProperty('--belfry-action', 'rgb(1, 2, 3)'));
  assert.equal(await app(page).locator('.button-main').first().evaluate((node) => getComputedStyle(node).backgroundColor), 'rgb(1, 2, 3)');
  await context.close();
});

test('coming and going leaves nothing behind', async () => {
  const { context, page, errors } = await visit('/empty');
  await page.evaluate(async () => {
    window.roots = [];
    for (let round = 0; round < 4; round += 1) {
      const element = document.createElement('belfry-assessment');
      element.id = 'one';
      element.setAttribute('loading', 'eager');
      element.setAttribute('storage', 'off');
      const ready = new Promise((done) => element.addEventListener('ready', done, { once: true }));
      document.querySelector('#place').append(element);
      await ready;
      // Yew keeps the empty div that an app stood in; what stood in it, and the element, must go.
      window.roots.push(new WeakRef(element), new WeakRef(element.shadowRoot.querySelector('.masthead')));
      element.remove();
    }
  });
  // A text that is still on its way holds on to its app.
  await page.waitForLoadState('networkidle');
  const devtools = await context.newCDPSession(page);
  const left = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    return page.evaluate(() => window.roots.filter((root) => root.deref()).length);
  };
  // The collector keeps what the last task still holds: at most the last one.
  const alive = await left();
  assert.ok(alive <= 2, `every app but perhaps the last is gone; ${alive} of 8 parts are left`);
  assert.deepEqual(errors, []);
  await context.close();
});

test('what is a link on our site looks like one on another: no button stands as the browser paints it', async () => {
  const { context, page } = await visit('/important');
  await stands(page);
  await app(page).locator('.wordmark').click();
  await app(page).locator('.cards button').first().click();
  await app(page).locator('.results').waitFor();
  for (const path of ['/', '/verdict', '/level', '/answers', '/ask', '/results', '/roadmap', '/dossiers', '/about', '/decision']) {
    await call(page, 'goTo', path);
    await app(page).locator('main h1').waitFor();
    const bare = await app(page).evaluate((node) => [...node.shadowRoot.querySelectorAll('button')].filter((button) => getComputedStyle(button).borderTopStyle === 'outset').map((button) => button.textContent.trim()));
    assert.deepEqual(bare, [], path);
  }
  await context.close();
});

test('the loader is small', () => {
  assert.ok(statSync('dist/embed/belfry.js').size <= 5000);
  assert.equal(readdirSync('dist/embed').filter((name) => /^[0-9a-f]{16}$/.test(name)).length, 1);
});

test('the live example shows every attribute of the table, hears every event and calls every method', async () => {
  const { context, page, errors } = await visit('/embed/example.html');
  const app = page.locator('belfry-assessment');
  const heard = (name) => page.locator('#heard li').filter({ hasText: new RegExp(`^${name} `) }).first().waitFor();
  await heard('ready');
  const table = readFileSync('docs/embedding.md', 'utf8').split('## Attributes')[1].split('##')[0];
  const documented = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name);
  const shown = await page.evaluate(() => [...new Set([...[...document.querySelectorAll('#attributes label')].map((label) => label.firstChild.textContent), ...document.querySelector('belfry-assessment').getAttributeNames()])]);
  assert.deepEqual(documented.filter((name) => !shown.includes(name)), []);
  await app.locator('.cards button').first().click();
  await app.locator('.results').waitFor();
  for (const name of ['classified', 'scored', 'completed']) await heard(name);
  for (const name of ['load', 'getDossier', 'setDossier', 'goTo', 'reset']) await page.getByRole('button', { name: `${name}()` }).click();
  await heard('getDossier\\(\\)');
  await page.getByRole('combobox', { name: 'mode' }).selectOption('scope');
  await app.locator('.journey li').nth(1).waitFor({ state: 'detached' });
  assert.deepEqual(errors, []);
  await context.close();
});

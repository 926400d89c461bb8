// The main journey, the element on a strict page and the single file, in Firefox and in WebKit.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { ENGINES } from './engines.mjs';
import { serve, speaker, text } from './harness.mjs';

const say = speaker('en');
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; require-trusted-types-for 'script'";
const pages = {
  '/favicon.ico': { text: '', kind: 'image/x-icon' },
  '/hears.js': { text: "window.heard = []; for (const name of ['ready', 'classified', 'scored', 'error']) document.addEventListener(name, ({ target, detail }) => window.heard.push([target.id, name, detail]));", kind: 'text/javascript' },
  '/host': { text: '<!doctype html><html lang="en"><head><title>A host</title><script src="/hears.js"></script><script type="module" src="/embed/belfry.js"></script></head><body><belfry-assessment id="one" lang="nl" loading="eager" storage="one"></belfry-assessment><belfry-assessment id="two" lang="fr" loading="eager" storage="off"></belfry-assessment></body></html>', headers: { 'content-security-policy': policy } },
};

// These run in the page. `host` is an element whose shadow is meant, or nothing.
const stands = (host, selector, words) => {
  const root = host ? document.querySelector(host)?.shadowRoot : document;
  const found = [...(root?.querySelectorAll(selector) ?? [])];
  return found.some((node) => node.textContent.trim().startsWith(words));
};
const press = (host, selector, words) => {
  const root = host ? document.querySelector(host)?.shadowRoot : document;
  const node = [...(root?.querySelectorAll(selector) ?? [])].find((node) => node.textContent.trim().startsWith(words));
  node?.click();
  return Boolean(node);
};
const fill = (label, value) => {
  const node = [...document.querySelectorAll('label')].find((node) => node.textContent.trim().startsWith(label));
  const input = node && document.getElementById(node.htmlFor);
  if (!input) return false;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, value);
  input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: value }));
  return true;
};

/** Answers the scope questions for a bakery of 12 with a customer that is in scope. */
async function scope(page) {
  const choose = async (words) => { await page.until(press, '', 'label.choice', words); await next(); };
  const next = () => page.until(press, '', '.scope-question nav .button-main', '');
  const write = (words, value) => page.until(fill, words, value);
  await page.until(press, '', 'a', say('welcome.start'));
  await choose(say('situations.none'));
  await choose(say('country.belgium'));
  await write(say('types.search'), 'bakery');
  await choose(say('type.food.processor.name'));
  await choose(say('generation.none'));
  await write(say('staff.label'), '12');
  await next();
  await write(say('turnover.label'), '1 400 000');
  await write(say('balance-sheet.label'), '600.000');
  await next();
  await choose(say('group.no'));
  await choose(say('customers.yes'));
  await page.until(() => document.querySelector('[data-status]'));
}

const verdict = () => document.querySelector('[data-status]')?.dataset.status;
const speak = (code) => {
  const list = document.querySelector('select.language');
  list.value = code;
  list.dispatchEvent(new Event('change', { bubbles: true }));
};

for (const { name, missing, start } of ENGINES) {
  test(`${name}: the main journey, and a reload that keeps it`, { skip: missing }, async () => {
    const server = await serve('dist', pages);
    const page = await start();
    try {
      await page.visit(server.address);
      await page.until(stands, '', 'main h1', '');
      await page.evaluate(speak, 'en');
      await page.until(stands, '', 'main h1', say('welcome.title'));
      await scope(page);
      assert.equal(await page.evaluate(verdict), 'out_of_scope');
      await page.evaluate(() => { location.hash = '#/answers/PR.AA-03.2'; });
      await page.until(stands, '', 'main h1', text('en', 'cyfun-2025')['PR.AA-03.2'].title);
      await page.until(() => { const radio = document.querySelector('main input[type=radio]'); radio?.click(); return Boolean(radio); });
      await page.until(() => Object.values(localStorage).some((text) => text.includes('"PR.AA-03.2"')));
      for (const path of ['/results', '/roadmap', '/dossiers', '/verdict']) {
        await page.evaluate((path) => { location.hash = `#${path}`; }, path);
        await page.until((path) => location.hash === `#${path}` && document.querySelector('main h1'), path);
      }
      await page.reload();
      await page.until(() => document.querySelector('[data-status]'));
      assert.equal(await page.evaluate(verdict), 'out_of_scope');
      assert.deepEqual(page.errors, []);
    } finally {
      await page.close();
      await server.close();
    }
  });

  test(`${name}: two elements on a strict page`, { skip: missing }, async () => {
    const server = await serve('dist', pages);
    const page = await start();
    try {
      await page.visit(`${server.address}host`);
      await page.until(stands, '#one', 'main h1', speaker('nl')('welcome.title'));
      await page.until(stands, '#two', 'main h1', speaker('fr')('welcome.title'));
      await page.until(press, '#one', '.cards button', '');
      await page.until(stands, '#one', '.results', '');
      await page.until(() => window.heard.some(([id, name]) => id === 'one' && name === 'scored'));
      const heard = await page.evaluate(() => window.heard);
      assert.ok(heard.every(([, name, detail]) => name !== 'error' && detail.version === 1), JSON.stringify(heard));
      assert.equal(await page.evaluate(() => document.querySelector('#one').getDossier().kind), 'belfry-dossier');
      assert.equal(await page.evaluate(() => document.querySelector('#two').shadowRoot.querySelector('.results')), null);
      assert.deepEqual(page.errors, []);
    } finally {
      await page.close();
      await server.close();
    }
  });

  test(`${name}: the single file from disk, with storage or with a word about it`, { skip: missing }, async () => {
    const page = await start();
    try {
      await page.visit(pathToFileURL(resolve('dist/belfry.html')).href);
      await page.until(stands, '', 'main h1', '');
      await page.evaluate(speak, 'de');
      await page.until(stands, '', 'main h1', speaker('de')('welcome.title'));
      await page.until(press, '', '.cards button', '');
      await page.until(() => document.querySelector('.results'));
      await page.evaluate(() => { location.hash = '#/dossiers'; });
      await page.until(() => document.querySelector('#dossier-name'));
      // Where the browser forbids storage to files, the page says so; elsewhere a reload finds everything.
      if (!(await page.evaluate(stands, '', 'main p', speaker('de')('dossiers.no-storage')))) {
        await page.until(() => Object.keys(localStorage).some((key) => key.startsWith('belfry/dossier/')));
        await page.reload();
        await page.until(() => document.querySelector('#dossier-name')?.value);
      }
      assert.deepEqual(page.errors, []);
    } finally {
      await page.close();
    }
  });
}

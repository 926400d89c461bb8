// A static server over dist/, a browser, and the steps that several journeys share.
import { chromium } from 'playwright-core';
import { createServer } from 'node:http';
import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const kinds = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json' };

/** Serves a folder on a port of the system's choice; `pages` stand beside it, each with its text, kind and headers. */
export async function serve(folder = 'dist', pages = {}) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    asked.push(path);
    const page = pages[path];
    if (page) return response.writeHead(200, { 'content-type': page.kind ?? 'text/html', ...page.headers }).end(page.text);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    try {
      const body = await readFile(file);
      response.writeHead(200, { 'content-type': kinds[extname(file)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, asked, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** A browser, the one that xtask found. */
export function launch() {
  const executablePath = process.env.BELFRY_CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
}

/** A page of its own without a service worker, which has tests of its own, with storage of its own, on the welcome page. Errors of the page fail the test. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(address);
  await page.locator('main h1').waitFor();
  return { context, page, errors };
}

/** The addresses of the tools. */
export const toolPages = ['/tools', '/iso', '/iso/cover', '/iso/fill', '/iso/check', '/iso/pages', '/matrix', '/evidence', '/calendar', '/incident', '/suppliers', '/audit', '/returns', '/board', '/workbook', '/plan', '/schedule', '/costs', '/compare', '/portfolio', '/export'];

/** Goes to a page of the app by its address. */
export async function go(page, path) {
  await page.evaluate((path) => { location.hash = path; }, `#${path}`);
  // "The first that is open" settles on one: the address may grow.
  await page.waitForFunction((path) => location.hash.startsWith(path), `#${path}`);
}

export const next = (page) => page.locator('.scope-question nav .button-main').click();

/** The languages that the site has, each with the locale of a Belgian browser. */
export const locales = Object.fromEntries(readdirSync('static/texts').map((code) => [code, code === 'en' ? 'en-GB' : `${code}-BE`]));

/** One file of texts in a language. */
export const text = (language, file) => JSON.parse(readFileSync(`static/texts/${language}/${file}.json`, 'utf8'));

/** What the interface says in a language: `say(key, places)`, as plain text; without its places, as a pattern. */
export function speaker(language) {
  const files = ['ui', 'pages', 'law', 'verdict', 'tools', 'schemes', 'plan', 'support'].flatMap((file) => Object.entries(text(language, file)));
  // A counted sentence is asked for by its form: `days.left|other`.
  const forms = ([key, said]) => (typeof said === 'string' ? [[key, said]] : Object.entries(said).map(([form, one]) => [`${key}|${form}`, one]));
  const said = Object.fromEntries(files.flatMap(forms));
  return (key, places) => {
    const sentence = said[key];
    if (sentence === undefined) throw new Error(`${language} says nothing for ${key}`);
    if (!sentence.includes('{')) return sentence;
    if (places) return sentence.replace(/\{([a-z-]+)\}/g, (_, name) => places[name]);
    return new RegExp(sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[a-z-]+\}/g, '.+').replace(/\s/g, '\\s'));
  };
}

/** Begins with these words: an option carries its explanation after its label. */
export const starting = (words) => new RegExp(`^${words.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&')}`);

/** Answers the scope questions for a bakery of 12 with a customer that is in scope, in the page's language. */
export async function answerScopeAsBakery(page, say = speaker('en'), bread = 'bakery') {
  await page.getByRole('link', { name: say('welcome.start'), exact: true }).click();
  await page.getByRole('checkbox', { name: starting(say('situations.none')) }).check();
  await next(page);
  await page.getByRole('radio', { name: starting(say('country.belgium')) }).check();
  await next(page);
  await page.getByRole('textbox', { name: say('types.search') }).fill(bread);
  await page.getByRole('checkbox', { name: starting(say('type.food.processor.name')) }).first().check();
  await next(page);
  await page.getByRole('radio', { name: starting(`${say('generation.none')} `) }).check();
  await next(page);
  await page.getByRole('textbox', { name: starting(say('staff.label')) }).fill('12');
  await next(page);
  await page.getByRole('textbox', { name: starting(say('turnover.label')) }).fill('1 400 000');
  await page.getByRole('textbox', { name: starting(say('balance-sheet.label')) }).fill('600.000');
  await next(page);
  await page.getByRole('radio', { name: starting(say('group.no')) }).check();
  await next(page);
  await page.getByRole('radio', { name: starting(say('customers.yes')) }).check();
  await next(page);
  await page.locator('[data-status]').waitFor();
}

// A static server over dist/, a browser, and the steps that several journeys share.
import { chromium } from 'playwright-core';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const kinds = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json', '.svg': 'image/svg+xml' };

/** Serves a folder on a port of the system's choice. */
export async function serve(folder = 'dist') {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    try {
      const body = await readFile(file);
      response.writeHead(200, { 'content-type': kinds[extname(file)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** A browser, the one that xtask found. */
export function launch() {
  const executablePath = process.env.BELFRY_CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
}

/** A page of its own, with storage of its own, on the welcome page. Errors of the page fail the test. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(address);
  await page.locator('main h1').waitFor();
  return { context, page, errors };
}

/** Goes to a page of the app by its address. */
export async function go(page, path) {
  await page.evaluate((path) => { location.hash = path; }, `#${path}`);
  // "The first that is open" settles on one: the address may grow.
  await page.waitForFunction((path) => location.hash.startsWith(path), `#${path}`);
}

export const next = (page) => page.locator('.scope-question nav .button-main').click();

/** Answers the scope questions for a bakery of 12 with a customer that is in scope. */
export async function answerScopeAsBakery(page) {
  await page.getByRole('link', { name: 'Start', exact: true }).click();
  await page.getByRole('checkbox', { name: /None of these/ }).check();
  await next(page);
  await page.getByRole('radio', { name: /In Belgium/ }).check();
  await next(page);
  await page.getByRole('textbox', { name: 'Search' }).fill('bakery');
  await page.getByRole('checkbox', { name: /Industrial food processing/ }).first().check();
  await next(page);
  await page.getByRole('radio', { name: /^No /}).check();
  await next(page);
  await page.getByRole('textbox', { name: /People/ }).fill('12');
  await next(page);
  await page.getByRole('textbox', { name: /Turnover/ }).fill('1.4 million');
  await page.getByRole('textbox', { name: /Balance/ }).fill('600.000');
  await next(page);
  await page.getByRole('radio', { name: /No, we stand alone/ }).check();
  await next(page);
  await page.getByRole('radio', { name: /Yes, or we think so/ }).check();
  await next(page);
  await page.locator('[data-status]').waitFor();
}

// The npm package in somebody else's build: its types hold, and Vite and webpack carry every file along.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import ts from 'typescript';
import { build } from 'vite';
import webpack from 'webpack';
import { npm } from '../../xtask/npm.mjs';
import { launch, serve, speaker } from './harness.mjs';

const tarball = readdirSync('dist').find((name) => name.endsWith('.tgz'));
let site, browser;
before(async () => {
  site = mkdtempSync(join(tmpdir(), 'belfry-npm-'));
  const home = join(site, 'node_modules/belfry-assessment');
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['-xzf', resolve('dist', tarball), '--strip-components=1', '-C', home]);
  for (const name of ['site.ts', 'index.html']) cpSync(join('tests/npm', name), join(site, name));
  browser = await launch();
});
after(async () => { await browser.close(); rmSync(site, { recursive: true }); });

/** Opens what was built, below a folder, and looks whether both elements stand. */
async function works(folder) {
  const server = await serve(folder);
  const page = await browser.newPage({ locale: 'en-GB' });
  try {
    await stands(server, page);
  } finally {
    await page.close();
    await server.close();
  }
}

async function stands(server, page) {
  const [errors, elsewhere] = [[], []];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('request', (request) => new URL(request.url()).origin === new URL(server.address).origin || request.url().startsWith('data:') || elsewhere.push(request.url()));
  await page.goto(`${server.address}a/b/`);
  await page.getByRole('heading', { level: 1, name: speaker('nl')('welcome.title') }).waitFor();
  await page.getByRole('heading', { level: 1, name: speaker('fr')('welcome.title') }).waitFor();
  await page.locator('belfry-assessment').first().locator('.cards button').first().click();
  await page.locator('.results').waitFor();
  await page.waitForFunction(() => window.heard.some((line) => line.startsWith('scored')));
  assert.equal(await page.evaluate(() => document.querySelector('belfry-assessment').getDossier().kind), 'belfry-dossier');
  assert.deepEqual([errors, elsewhere], [[], []]);
}

test('the types hold, and refuse what is not there', () => {
  const program = ts.createProgram([join(site, 'site.ts')], { strict: true, noEmit: true, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'], types: [] });
  const faults = ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  assert.deepEqual(faults, []);
});

test('Vite builds a site with it', async () => {
  await build({ root: site, base: './', logLevel: 'error', configFile: false, build: { outDir: join(site, 'vite/a/b'), emptyOutDir: true } });
  await works(join(site, 'vite'));
});

test('webpack builds a site with it', async () => {
  const out = join(site, 'webpack/a/b');
  // webpack itself reads no TypeScript; what the compiler leaves of it is enough.
  writeFileSync(join(site, 'site.js'), ts.transpile(readFileSync(join(site, 'site.ts'), 'utf8'), { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }));
  const stats = await new Promise((done, failed) => webpack({ mode: 'production', context: site, entry: './site.js', output: { path: out, filename: 'site.js' }, performance: { hints: false } }, (error, stats) => (error ? failed(error) : done(stats))));
  assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }).errors.map(({ message }) => message), []);
  writeFileSync(join(out, 'index.html'), readFileSync(join(site, 'index.html'), 'utf8').replace('type="module" src="./site.ts"', 'src="./site.js"'));
  await works(join(site, 'webpack'));
});

test('the package is the same when it is made again', () => {
  const sum = () => createHash('sha256').update(readFileSync(join('dist', tarball))).digest('hex');
  const before = sum();
  npm('dist');
  assert.equal(sum(), before);
});

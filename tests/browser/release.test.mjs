// The release set: what a host gets works there, says what it is made of, and can be checked.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { below, policyOf } from '../../xtask/dist.mjs';
import { answerScopeAsBakery, launch, open, serve } from './harness.mjs';

const OUT = 'release';
const page = policyOf(readFileSync('dist/index.html', 'utf8'));
const header = (name) => readFileSync(`${OUT}/headers/${name}`, 'utf8').match(/Content-Security-Policy:?\s+"?(default-src [^"\n]+)"?/)[1];

test('every sample of headers has the policy of the page itself, and no page in a foreign frame', () => {
  for (const name of ['nginx.conf', 'apache.htaccess', 'Caddyfile', '_headers']) assert.equal(header(name), `${page}; frame-ancestors 'self'`, name);
  assert.match(page, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self';/);
  assert.match(page, /require-trusted-types-for 'script'/);
  assert.doesNotMatch(page, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:|\*/);
});

test('below any folder, under those headers, the whole journey works', async () => {
  const files = Object.fromEntries(below(`${OUT}/site`).map((name) => [`/deep/er/${name}`, name]));
  const kinds = { js: 'text/javascript', css: 'text/css', wasm: 'application/wasm', json: 'application/json', html: 'text/html', svg: 'image/svg+xml', png: 'image/png', webmanifest: 'application/manifest+json' };
  const headers = { 'content-security-policy': header('nginx.conf') };
  const pages = Object.fromEntries(Object.entries(files).map(([path, name]) => [path, { text: readFileSync(`${OUT}/site/${name}`), kind: kinds[name.split('.').pop()], headers }]));
  const server = await serve('release/nowhere', { ...pages, '/deep/er/': pages['/deep/er/index.html'] });
  const browser = await launch();
  const { page, errors } = await open(browser, `${server.address}deep/er/`, { locale: 'en-GB' });
  await answerScopeAsBakery(page);
  assert.equal(await page.locator('[data-status]').getAttribute('data-status'), 'out_of_scope');
  assert.ok(server.asked.every((path) => path.startsWith('/deep/er/')), 'every address is relative');
  assert.deepEqual(errors, []);
  await browser.close();
  await server.close();
});

test('checksums name every file, and are right', () => {
  const sums = readFileSync(`${OUT}/SHA256SUMS`, 'utf8').trim().split('\n').map((line) => line.split('  '));
  assert.deepEqual(sums.map(([, name]) => name), below(OUT).filter((name) => name !== 'SHA256SUMS'));
  for (const [sum, name] of sums) assert.equal(createHash('sha256').update(readFileSync(`${OUT}/${name}`)).digest('hex'), sum, name);
  for (const line of readFileSync(`${OUT}/INTEGRITY.txt`, 'utf8').trim().split('\n')) {
    const [name, hash] = line.split(' ');
    assert.equal(`sha384-${createHash('sha384').update(readFileSync(`${OUT}/${name}`)).digest('base64')}`, hash);
  }
});

test('the bill of materials names what the lock file locks, each under a licence that allows it', () => {
  const bill = JSON.parse(readFileSync(`${OUT}/sbom.cdx.json`, 'utf8'));
  assert.deepEqual([bill.bomFormat, bill.specVersion], ['CycloneDX', '1.6']);
  const lock = readFileSync('Cargo.lock', 'utf8');
  for (const { name, version, purl } of bill.components.filter(({ purl }) => purl.startsWith('pkg:cargo/'))) assert.ok(lock.includes(`name = "${name}"\nversion = "${version}"\n`), purl);
  const names = bill.components.map(({ name }) => name);
  for (const name of ['yew', 'wasm-bindgen', 'serde_json', 'num-rational', 'qrcodegen']) assert.ok(names.includes(name), name);
  // What may travel with a program under MIT or Apache 2.0 without asking anything of its users.
  const allowed = ['MIT', 'Apache-2.0', 'BSL-1.0', 'Unlicense', 'Unicode-3.0', 'Zlib', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'CC0-1.0'];
  for (const { name, licenses: [one] } of bill.components) {
    const ids = (one.expression ?? one.license.id).split(/ OR | AND |[()]/).map((id) => id.trim()).filter(Boolean);
    assert.deepEqual(ids.filter((id) => !allowed.includes(id)), [], name);
    assert.ok(readFileSync(`${OUT}/THIRD-PARTY.txt`, 'utf8').includes(`\n${name} `), name);
  }
});

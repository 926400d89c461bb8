// What somebody else typed is text and nothing more: markup, formulas, addresses, names of the language's own machinery.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go, launch, open, serve } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const payloads = [
  '<img src=x onerror="window.broken=1">', '"><script>window.broken=1</script>', "javascript:window.broken=1", '<svg/onload=window.broken=1>', '{{constructor.constructor("window.broken=1")()}}',
  '=HYPERLINK("http://evil.example","x")', '+cmd|\' /C calc\'!A0', '\u202Etxt.exe', '</style><style>*{display:none}</style>', '__proto__', 'constructor', 'x'.repeat(50_000),
];
const file = (dossier) => ({ name: 'hostile.belfry.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ kind: 'belfry-dossier', format: 1, framework: 'cyfun-2025', saved_on: '', app_version: '', dossier })) });
const pages = ['/', '/verdict', '/decision', '/level', '/answers/PR.AA-03.2', '/ask', '/results', '/roadmap', '/dossiers', '/about'];

test('whatever a file holds is shown as text on every page', async () => {
  for (const payload of payloads) {
    const { page, context, errors } = await open(browser, server.address);
    page.on('dialog', (dialog) => { errors.push(`a dialogue: ${dialog.message()}`); dialog.dismiss(); });
    const asked = [];
    page.on('request', (request) => request.url().startsWith(server.address) || /^(blob|data):/.test(request.url()) || asked.push(request.url()));
    await page.locator('input[type=file]').setInputFiles(file({
      name: payload,
      decision: { decided_by: payload, reviewed_by: payload, remark: payload },
      assessments: { 'cyfun-2025': { 'PR.AA-03.2': { documentation: 3, implementation: 2, note: payload, owner: payload, justification: payload, evidence: [{ dimension: 'documentation', reference: payload }] } } },
    }));
    await page.locator('.continue').waitFor();
    for (const path of pages) {
      await go(page, path);
      await page.locator('main h1').first().waitFor();
      const nodes = await page.evaluate(() => document.querySelectorAll('.belfry img, .belfry script, .belfry iframe, .belfry style, .belfry a[href^="javascript:"]').length);
      assert.equal(nodes, 0, `${path}: ${payload.slice(0, 40)}`);
    }
    assert.equal(await page.evaluate(() => [window.broken, {}.polluted]).then(String), ',', payload.slice(0, 40));
    assert.deepEqual([asked, errors], [[], []], payload.slice(0, 40));
    await context.close();
  }
});

test('names of the machinery as keys are refused like any unknown key', async () => {
  const { page, context } = await open(browser, server.address);
  for (const hostile of ['{"__proto__":{"polluted":1}}', '{"assessments":{"__proto__":{}}}', '{"assessments":{"cyfun-2025":{"constructor":{}}}}', '{"profile":{"facts":{"toString":true}}}']) {
    const text = `{"kind":"belfry-dossier","format":1,"framework":"cyfun-2025","saved_on":"","app_version":"","dossier":${hostile}}`;
    await page.locator('input[type=file]').setInputFiles({ name: 'x.belfry.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.getByText(/Something in this file is not right/).waitFor();
    assert.equal(await page.evaluate(() => ({}).polluted), undefined);
    await page.reload();
    await page.locator('main h1').waitFor();
  }
  await context.close();
});

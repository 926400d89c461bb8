// Honest leads: only where the page asks, after the result, field by field, agreed to, and really delivered.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { launch, serve, speaker, starting } from './harness.mjs';

const say = speaker('en');
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; require-trusted-types-for 'script'";
const host = (body) => ({ text: `<!doctype html><html lang="en"><head><title>A host</title><script type="module" src="/embed/belfry.js"></script><script type="module" src="/embed/frame.js"></script></head><body>${body}</body></html>`, headers: { 'content-security-policy': policy } });
const element = (attributes) => host(`<belfry-assessment id="one" lang="en" loading="eager" storage="off" ${attributes}></belfry-assessment>`);
const PRIVACY = 'privacy="/privacy" call-to-action="Talk to ACME"';
const pages = {
  '/favicon.ico': { text: '', kind: 'image/x-icon' },
  '/hook': { text: 'thanks', kind: 'text/plain' },
  '/none': element(''),
  '/event': element(`lead="event" ${PRIVACY}`),
  '/mail': element(`lead="mailto:hello@acme.example" ${PRIVACY}`),
  '/webhook': element(`lead="/hook" ${PRIVACY}`),
  '/broken': element(`lead="/nowhere" ${PRIVACY}`),
  '/scope': element(`mode="scope" lead="event" ${PRIVACY}`),
  '/no-privacy': element('lead="event"'),
  '/bad-mail': element(`lead="mailto:a@b.example?bcc=c@d.example" ${PRIVACY}`),
  '/bad-address': element('lead="event" privacy="javascript:alert(1)"'),
  '/frame': host(`<belfry-frame id="frame" lang="en" loading="eager" storage="off" lead="/hook" ${PRIVACY}></belfry-frame>`),
};
let server, browser;
before(async () => { server = await serve('dist', pages); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

/** A page with an element, and what it said and asked for. */
async function visit(path) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce', acceptDownloads: true });
  const page = await context.newPage();
  const [errors, requests] = [[], []];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => requests.push(request));
  await page.addInitScript(() => {
    window.told = [];
    for (const name of ['lead', 'error']) document.addEventListener(name, ({ detail }) => detail && window.told.push([name, detail]));
  });
  await page.goto(new URL(path, server.address).href);
  return { context, page, errors, requests };
}

const results = async (app) => {
  await app.locator('.cards button').first().click();
  await app.locator('.results').waitFor();
};

/** Opens the letter and fills it in, all but the agreement. */
async function write(app, along = 'lead.redacted') {
  await app.getByRole('button', { name: say('lead.begin') }).click();
  await app.getByLabel(say('lead.reach')).fill('an@voorbeeld.be');
  await app.getByLabel(say('lead.message')).fill('Can you <b>help</b>?');
  await app.getByRole('radio', { name: starting(say(along)) }).check();
}

const agree = (app) => app.getByRole('checkbox', { name: say('lead.agree') }).check();
const send = (app, key = 'lead.send') => app.getByRole('button', { name: say(key), exact: true }).click();
const one = (page) => page.locator('#one');

test('nothing asks for anything where the page does not', async () => {
  const { context, page } = await visit('/none');
  await results(one(page));
  assert.equal(await one(page).getByText(say('lead.begin')).count(), 0);
  await context.close();
});

test('the visitor sees the result first, chooses, reads every field, and agrees; nothing is ticked for them', async () => {
  const { context, page, errors, requests } = await visit('/event');
  await page.evaluate(() => document.addEventListener('lead', (event) => event.respondWith(Promise.resolve())));
  await one(page).locator('main h1').waitFor();
  assert.equal(await one(page).getByRole('heading', { name: 'Talk to ACME' }).count(), 0, 'not before there is a result');
  await results(one(page));
  await one(page).getByRole('heading', { name: 'Talk to ACME' }).waitFor();
  await one(page).getByRole('button', { name: say('lead.begin') }).click();
  assert.equal(await one(page).locator('#lead ~ form input:checked').count(), 0);
  const before = requests.length;
  await send(one(page));
  for (const key of ['lead.reach-missing', 'lead.what-missing', 'lead.agree-missing']) await one(page).getByText(say(key)).waitFor();
  assert.deepEqual(await page.evaluate(() => window.told), [], 'nothing has gone');
  await one(page).getByLabel(say('lead.reach')).fill('an@voorbeeld.be');
  await one(page).getByRole('radio', { name: starting(say('lead.redacted')) }).check();
  await agree(one(page));
  const cells = await one(page).locator('#lead ~ form td').allInnerTexts();
  assert.equal(cells[1], 'an@voorbeeld.be');
  // The total is the one that the page shows above.
  assert.equal(cells[5], await one(page).locator('.results tbody tr').first().locator('td').first().innerText());
  await one(page).getByText(say('lead.file')).click();
  const shown = JSON.parse(await one(page).locator('pre').innerText());
  const axe = await new AxeBuilder({ page }).include('#one').analyze();
  assert.deepEqual(axe.violations.map(({ id }) => id), []);
  await send(one(page));
  await one(page).getByText(say('lead.sent', { to: '127.0.0.1' })).waitFor();
  const [[name, detail]] = await page.evaluate(() => window.told);
  assert.equal(name, 'lead');
  // What was shown is what went, to the field.
  const { sent_on: _, ...went } = detail;
  const { sent_on: __, ...read } = shown;
  delete went.dossier.saved_on; delete read.dossier.saved_on;
  assert.deepEqual(went, read);
  assert.equal(detail.version, 1);
  assert.equal(detail.contact.reach, 'an@voorbeeld.be');
  assert.equal(detail.dossier.dossier.name, undefined, 'redacted is without the name');
  assert.ok(Object.keys(detail.dossier.dossier.assessments['cyfun-2025']).length > 0);
  assert.deepEqual(requests.slice(before).filter((request) => request.method() !== 'GET').map((request) => request.url()), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test('what nobody took was not sent, and the visitor is told and can save it', async () => {
  const { context, page } = await visit('/event');
  await results(one(page));
  await write(one(page), 'lead.result');
  await agree(one(page));
  await send(one(page));
  await one(page).getByText(say('lead.failed', { to: '127.0.0.1' })).waitFor();
  const download = page.waitForEvent('download');
  await one(page).getByRole('button', { name: say('lead.save') }).click();
  const file = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  assert.equal(file.kind, 'belfry-lead');
  assert.equal(file.dossier, undefined, 'the result alone');
  assert.equal(file.contact.message, 'Can you <b>help</b>?');
  await context.close();
});

test('a webhook gets the file once, without cookies or where it came from', async () => {
  const { context, page, requests, errors } = await visit('/webhook');
  await context.addCookies([{ name: 'session', value: 'secret', url: server.address }]);
  await results(one(page));
  await write(one(page), 'lead.whole');
  await agree(one(page));
  await send(one(page));
  await one(page).getByText(say('lead.sent', { to: '127.0.0.1' })).waitFor();
  const posts = requests.filter((request) => request.method() === 'POST');
  assert.equal(posts.length, 1);
  const headers = await posts[0].allHeaders();
  assert.equal(headers.cookie, undefined);
  assert.equal(headers.referer, undefined);
  assert.equal(headers['content-type'], 'application/json');
  assert.equal(posts[0].postDataJSON().kind, 'belfry-lead');
  assert.notEqual(posts[0].postDataJSON().dossier.dossier.name, '');
  // The page hears that something went, not what.
  assert.deepEqual(await page.evaluate(() => window.told), [['lead', { version: 1, way: 'webhook' }]]);
  assert.deepEqual(errors, []);
  // A consultant opens it with their own copy.
  const consultant = await browser.newPage();
  await consultant.goto(server.address);
  await consultant.locator('main h1').waitFor();
  await consultant.locator('input[type=file]').setInputFiles({ name: 'lead.json', mimeType: 'application/json', buffer: Buffer.from(posts[0].postData()) });
  await consultant.locator('.toasts').getByText(speaker('en')('notice.opened')).waitFor();
  await consultant.close();
  await context.close();
});

test('a webhook that fails is said to have failed', async () => {
  const { context, page } = await visit('/broken');
  await results(one(page));
  await write(one(page));
  await agree(one(page));
  await send(one(page));
  await one(page).getByText(say('lead.failed', { to: '127.0.0.1' })).waitFor();
  assert.deepEqual(await page.evaluate(() => window.told), []);
  await context.close();
});

test('by mail: the file is saved, and the visitor’s own mail opens with the address and no answers in it', async () => {
  const { context, page, errors } = await visit('/mail');
  await results(one(page));
  await page.evaluate(() => {
    // The anchor never stands in the page: what it would open is caught here.
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function clicked() {
      if (this.protocol === 'mailto:') window.mail = this.href;
      else click.call(this);
    };
  });
  await write(one(page));
  await agree(one(page));
  await one(page).getByText(say('lead.mail-hint')).waitFor();
  const download = page.waitForEvent('download');
  await send(one(page), 'lead.mail');
  const file = await download;
  assert.match(file.suggestedFilename(), /^belfry-\d{4}-\d\d-\d\d\.belfry\.json$/, 'the name of a redacted file tells no name');
  await one(page).getByText(say('lead.opened')).waitFor();
  const mail = new URL(await page.evaluate(() => window.mail));
  assert.equal(mail.pathname, 'hello@acme.example');
  assert.equal(mail.searchParams.get('subject'), say('lead.subject'));
  assert.ok(mail.searchParams.get('body').includes(file.suggestedFilename()));
  assert.deepEqual(await page.evaluate(() => window.told), [['lead', { version: 1, way: 'mail' }]]);
  assert.deepEqual(errors, []);
  await context.close();
});

test('where only the law is asked, the verdict is the result', async () => {
  const { context, page } = await visit('/scope');
  await one(page).locator('.cards button').first().click();
  await page.evaluate(() => document.querySelector('#one').goTo('/verdict'));
  await one(page).locator('[data-status]').waitFor();
  await one(page).getByRole('heading', { name: 'Talk to ACME' }).waitFor();
  await context.close();
});

for (const [path, what] of [['/no-privacy', /privacy/], ['/bad-mail', /mailto/], ['/bad-address', /https/]]) {
  test(`a wrong wish asks nobody and tells the page: ${path}`, async () => {
    const { context, page } = await visit(path);
    await results(one(page));
    assert.equal(await one(page).getByText(say('lead.begin')).count(), 0);
    const [[name, { version, message }]] = await page.evaluate(() => window.told);
    assert.deepEqual([name, version], ['error', 1]);
    assert.match(message, what);
    await context.close();
  });
}

test('from a frame the page around it sends', async () => {
  const { context, page, requests } = await visit('/frame');
  const app = page.frameLocator('#frame iframe').locator('belfry-assessment');
  await results(app);
  await write(app);
  await agree(app);
  await send(app);
  await app.getByText(say('lead.sent', { to: '127.0.0.1' })).waitFor();
  const posts = requests.filter((request) => request.method() === 'POST');
  assert.equal(posts.length, 1);
  assert.equal(posts[0].frame(), page.mainFrame());
  assert.deepEqual(await page.evaluate(() => window.told), [['lead', { version: 1, way: 'webhook' }]]);
  await context.close();
});

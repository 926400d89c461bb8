// Passphrases and links: what is under a passphrase is nowhere in the open, and what travels in a link arrives whole.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { go, launch, open, serve, speaker } from './harness.mjs';

const say = speaker('en');
const PASSPHRASE = 'correct horse battery staple';
const NAME = 'Verstraete en zonen';
let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const drafts = (page) => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('belfry/dossier/')).map(([, text]) => text));
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true });

/** A bakery with a name of its own, on the list of dossiers. */
async function bakery(options = {}) {
  const opened = await open(browser, server.address, { locale: 'en-GB', ...options });
  const { page } = opened;
  await page.locator('.cards button').first().click();
  await page.locator('.results').waitFor();
  await go(page, '/dossiers');
  await page.locator('#dossier-name').fill(NAME);
  await page.waitForFunction((name) => Object.values(localStorage).some((text) => text.includes(name)), NAME);
  return opened;
}

async function seal(page, passphrase) {
  await button(page, 'seal.set').click();
  await page.getByText(say('seal.final')).waitFor();
  await page.getByLabel(say('seal.new')).fill(passphrase);
  await page.getByLabel(say('seal.again')).fill(passphrase);
  await page.getByLabel(say('seal.understood')).check();
  await button(page, 'seal.do').click();
}

async function unlock(page, passphrase) {
  await page.getByRole('dialog').getByLabel(say('unlock.field')).fill(passphrase);
  await page.getByRole('dialog').getByRole('button', { name: say('unlock.go') }).click();
}

test('a passphrase is asked twice, long enough, and only after its end is understood', async () => {
  const { page, context, errors } = await bakery();
  await button(page, 'seal.set').click();
  await button(page, 'seal.do').click();
  await page.getByText(say('seal.too-short')).waitFor();
  await page.getByLabel(say('seal.new')).fill(PASSPHRASE);
  await page.getByLabel(say('seal.again')).fill(`${PASSPHRASE}!`);
  await button(page, 'seal.do').click();
  await page.getByText(say('seal.differs')).waitFor();
  await page.getByLabel(say('seal.again')).fill(PASSPHRASE);
  await button(page, 'seal.do').click();
  await page.getByText(say('seal.tick')).waitFor();
  assert.ok((await drafts(page)).every((text) => text.includes(NAME)), 'nothing is sealed yet');
  assert.deepEqual(errors, []);
  await context.close();
});

test('a sealed dossier is nowhere in the open, survives a reload, and takes only its own passphrase', async () => {
  const { page, context, errors } = await bakery();
  await seal(page, PASSPHRASE);
  await page.getByText(say('seal.is-set')).waitFor();
  await page.waitForFunction((name) => !JSON.stringify({ ...localStorage }).includes(name), NAME);
  // What is changed afterwards is sealed as well, and a file too.
  await page.locator('#dossier-name').fill(`${NAME} bv`);
  const before = (await drafts(page)).join();
  await page.waitForFunction((before) => Object.entries(localStorage).filter(([key]) => key.startsWith('belfry/dossier/')).map(([, text]) => text).join() !== before, before);
  const download = page.waitForEvent('download');
  await button(page, 'dossier.save').click();
  const file = readFileSync(await (await download).path(), 'utf8');
  const sealed = JSON.parse(file);
  assert.equal(sealed.kind, 'belfry-sealed');
  assert.equal(sealed.derivation.rounds, 600_000);
  assert.ok(!file.includes('Verstraete'));
  // A reload asks.
  await page.reload();
  await page.getByRole('dialog').getByText(say('unlock.text')).waitFor();
  await unlock(page, 'not the passphrase');
  await page.getByText(say('unlock.wrong')).waitFor();
  await unlock(page, PASSPHRASE);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await go(page, '/dossiers');
  assert.equal(await page.locator('#dossier-name').inputValue(), `${NAME} bv`);
  // The file opens elsewhere, and stays sealed there.
  const other = await open(browser, server.address, { locale: 'en-GB' });
  await other.page.locator('input[type=file]').setInputFiles({ name: 'a.belfry.json', mimeType: 'application/json', buffer: Buffer.from(file) });
  await unlock(other.page, PASSPHRASE);
  await other.page.getByText(say('notice.opened')).waitFor();
  await go(other.page, '/dossiers');
  assert.equal(await other.page.locator('#dossier-name').inputValue(), `${NAME} bv`);
  await other.page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('belfry/dossier/')));
  assert.ok((await drafts(other.page)).every((text) => JSON.parse(text).kind === 'belfry-sealed'));
  // And the passphrase can be taken off again.
  await button(other.page, 'seal.remove').click();
  await other.page.waitForFunction((name) => Object.values(localStorage).some((text) => text.includes(name)), NAME);
  assert.deepEqual([...errors, ...other.errors], []);
  await context.close();
  await other.context.close();
});

test('a dossier that stays locked stays as it is, and another can be begun beside it', async () => {
  const { page, context, errors } = await bakery();
  await seal(page, PASSPHRASE);
  await page.waitForFunction((name) => !JSON.stringify({ ...localStorage }).includes(name), NAME);
  const before = await drafts(page);
  await page.reload();
  await page.getByRole('dialog').getByRole('button', { name: say('unlock.leave') }).click();
  await go(page, '/dossiers');
  await page.locator('#dossier-name').fill('Another');
  await page.waitForFunction(() => Object.keys(localStorage).filter((key) => key.startsWith('belfry/dossier/')).length === 2);
  assert.ok((await drafts(page)).includes(before[0]));
  await page.reload();
  await page.locator('main h1').waitFor();
  await go(page, '/dossiers');
  await page.getByText(say('dossier.locked-name')).waitFor();
  await button(page, 'dossier.open').click();
  await unlock(page, PASSPHRASE);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await go(page, '/dossiers');
  assert.equal(await page.locator('#dossier-name').inputValue(), NAME);
  assert.deepEqual(errors, []);
  await context.close();
});

test('a file whose seal was tampered with does not open', async () => {
  const { page, context } = await bakery();
  await seal(page, PASSPHRASE);
  await page.getByText(say('seal.is-set')).waitFor();
  const download = page.waitForEvent('download');
  await button(page, 'dossier.save').click();
  const sealed = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  const content = Buffer.from(sealed.content, 'base64');
  content[3] ^= 1;
  const tampered = JSON.stringify({ ...sealed, content: content.toString('base64') });
  await page.locator('input[type=file]').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(tampered) });
  await unlock(page, PASSPHRASE);
  await page.getByText(say('unlock.wrong')).waitFor();
  await context.close();
});

/** Makes a link and gives back its address, and what its code says. */
async function share(page, extent, passphrase = '') {
  await page.getByLabel(say(`share.${extent}`)).check();
  await page.getByLabel(say('share.passphrase')).fill(passphrase);
  await button(page, 'share.make').click();
  await page.locator('#share-link').waitFor();
  return page.locator('#share-link').inputValue();
}

test('a link carries the dossier in its fragment: redacted, whole, or under a passphrase', async () => {
  const { page, context, errors } = await bakery();
  const redacted = await share(page, 'redacted');
  assert.ok(await page.getByRole('img', { name: say('share.code') }).isVisible());
  const whole = await share(page, 'whole');
  assert.ok(whole.length > redacted.length);
  const secret = await share(page, 'redacted', PASSPHRASE);
  for (const [link, wanted] of [[redacted, ''], [whole, NAME], [secret, '']]) {
    const before = server.asked.length;
    const other = await open(browser, link, { locale: 'en-GB' });
    assert.ok(server.asked.slice(before).every((path) => !path.includes('shared')), 'the fragment never reaches the server');
    await button(other.page, 'shared.open').click();
    if (link === secret) await unlock(other.page, PASSPHRASE);
    await other.page.getByText(say('notice.opened')).waitFor();
    assert.ok(!other.page.url().includes('shared'), 'the dossier does not stay in the address');
    await go(other.page, '/dossiers');
    assert.equal(await other.page.locator('#dossier-name').inputValue(), wanted);
    await go(other.page, '/results');
    await other.page.locator('.results').waitFor();
    assert.deepEqual(other.errors, []);
    await other.context.close();
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test('the code says the same as the link, in digits', async () => {
  const { page, context } = await bakery();
  const link = await share(page, 'redacted');
  const [start, letters] = link.split('/shared/');
  const digits = [...letters].map((letter) => String(letter.charCodeAt(0) - 45).padStart(2, '0')).join('');
  const other = await open(browser, `${start}/shared/.${digits}`, { locale: 'en-GB' });
  await button(other.page, 'shared.open').click();
  await other.page.getByText(say('notice.opened')).waitFor();
  await context.close();
  await other.context.close();
});

test('a damaged link says so, and changes nothing', async () => {
  const { page, context } = await bakery();
  const link = await share(page, 'redacted');
  for (const damaged of [link.slice(0, -9), `${link}!`, `${link.split('/shared/')[0]}/shared/AAAA`]) {
    const other = await open(browser, damaged, { locale: 'en-GB' });
    await other.page.getByText(say('shared.damaged')).waitFor();
    await button(other.page, 'shared.leave').click();
    await other.page.getByRole('heading', { level: 1, name: say('welcome.title') }).waitFor();
    assert.equal(await other.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('belfry/dossier/')).length), 0);
    await other.context.close();
  }
  await context.close();
});

// One dossier in two tabs: the second notices, follows, takes over; nothing that either wrote is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go, launch, open, serve, speaker } from './harness.mjs';

const say = speaker('en');
let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const kept = (page, id = 'sample-bakery') => page.evaluate((id) => JSON.parse(localStorage.getItem(`belfry/dossier/${id}`) ?? 'null')?.dossier.name, id);
const keeps = (page, name, id = 'sample-bakery') => page.waitForFunction(([id, name]) => JSON.parse(localStorage.getItem(`belfry/dossier/${id}`) ?? 'null')?.dossier.name === name, [id, name]);
const name = (page) => page.locator('#dossier-name');

/** Two tabs on the sample of the bakery, on the list of dossiers; the second was told. */
async function two(prepare = async () => {}) {
  const first = await open(browser, server.address, { locale: 'en-GB' });
  await prepare(first.context);
  await first.page.reload();
  await first.page.locator('.cards button').first().click();
  await first.page.locator('.results').waitFor();
  await go(first.page, '/dossiers');
  await name(first.page).fill('First');
  await keeps(first.page, 'First');
  const second = await first.context.newPage();
  second.on('pageerror', (error) => first.errors.push(error.message));
  await second.goto(server.address);
  await second.locator('main h1').waitFor();
  await go(second, '/dossiers');
  return { ...first, first: first.page, second };
}

test('the second tab is told, follows what the first writes, and goes on when the first is closed', async () => {
  const { context, first, second, errors } = await two();
  await second.getByText(say('tabs.theirs')).waitFor();
  await second.getByRole('button', { name: say('tabs.follow') }).click();
  await second.getByText(say('tabs.following')).waitFor();
  await name(first).fill('Followed');
  await second.waitForFunction(() => document.querySelector('#dossier-name').value === 'Followed');
  await first.close();
  await second.getByText(say('tabs.following')).waitFor({ state: 'detached' });
  await name(second).fill('Alone');
  await keeps(second, 'Alone');
  assert.equal(await second.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('belfry/dossier/')).length), 1);
  assert.deepEqual(errors, []);
  await context.close();
});

test('who follows takes over with the first change, and the other follows in turn', async () => {
  const { context, first, second, errors } = await two();
  await second.getByRole('button', { name: say('tabs.follow') }).click();
  await name(second).fill('Second');
  await keeps(second, 'Second');
  await first.getByText(say('tabs.following')).waitFor();
  await first.waitForFunction(() => document.querySelector('#dossier-name').value === 'Second');
  // And back, by the button.
  await first.getByRole('button', { name: say('tabs.take') }).click();
  await second.getByText(say('tabs.following')).waitFor();
  await name(first).fill('First again');
  await keeps(first, 'First again');
  await second.waitForFunction(() => document.querySelector('#dossier-name').value === 'First again');
  assert.equal(await second.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('belfry/dossier/')).length), 1);
  assert.deepEqual(errors, []);
  await context.close();
});

test('a change without following goes on as a copy', async () => {
  const { context, first, second, errors } = await two();
  await second.getByText(say('tabs.theirs')).waitFor();
  await name(second).fill('A copy');
  await second.getByText(say('notice.forked')).waitFor();
  await second.waitForFunction(() => Object.keys(localStorage).filter((key) => key.startsWith('belfry/dossier/')).length === 2);
  await name(first).fill('Still first');
  await keeps(first, 'Still first');
  const names = await second.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('belfry/dossier/')).map((key) => JSON.parse(localStorage.getItem(key)).dossier.name).sort());
  assert.deepEqual(names, ['A copy', 'Still first']);
  assert.deepEqual(errors, []);
  await context.close();
});

test('where the browser has neither locks nor channels, what another tab wrote is not overwritten', async () => {
  const { context, first, second, errors } = await two(async (context) => {
    await context.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
      BroadcastChannel.prototype.postMessage = () => {};
    });
  });
  await name(second).fill('Second');
  await keeps(second, 'Second');
  await name(first).fill('First, later');
  await first.getByText(say('notice.forked')).waitFor();
  await first.waitForFunction(() => Object.keys(localStorage).filter((key) => key.startsWith('belfry/dossier/')).length === 2);
  assert.equal(await kept(first), 'Second');
  assert.deepEqual(errors, []);
  await context.close();
});

test('a draft that is gone is written again by who works on it', async () => {
  const { context, first, errors } = await two();
  await first.evaluate(() => localStorage.clear());
  await name(first).fill('Still here');
  await keeps(first, 'Still here');
  assert.deepEqual(errors, []);
  await context.close();
});

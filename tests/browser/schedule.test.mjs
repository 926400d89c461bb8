// Who does what when, and what it costs: the sample hospital, in two languages. The chart by keyboard, a target that cannot be
// met and what would make it, promises, progress, what moved since the plan was agreed; prices and public support.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { go, launch, locales, open, serve, speaker } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

/** A day so many days from the browser's today, as a field holds it. */
const day = (ahead) => {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + ahead)).toISOString().slice(0, 10);
};

async function hospital(language) {
  const { page, context, errors } = await open(browser, server.address, { locale: locales[language] });
  await page.locator('.cards button').nth(1).click();
  await page.locator('.results').waitFor();
  return { page, context, errors };
}

async function tool(page, say, path, title) {
  await go(page, path);
  await page.getByRole('heading', { level: 1, name: say(title), exact: true }).waitFor();
}

async function saved(page, say) {
  await go(page, '/dossiers');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('dossier.save') }).click();
  return JSON.parse(await readFile(await (await download).path(), 'utf8')).dossier;
}

for (const language of ['en', 'fr']) {
  test(`a hospital plans its work, sees what a missed target needs and what moved, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context, errors } = await hospital(language);
    await tool(page, say, '/schedule', 'title.schedule');
    await page.getByText(say('schedule.ready')).waitFor();

    // A day that no order can meet: by how much, and what would make it. Taking that makes it.
    await page.locator('#schedule-target').fill(day(30));
    const late = page.locator('.schedule-late');
    await late.waitFor();
    const days = Number((await late.innerText()).match(/\d+/)[0]);
    assert.ok(days > 0, `${days} days too late`);
    assert.equal(await late.getByText(say('schedule.late|other', { count: days, day: '@' }).split('@')[0]).count() > 0, true);
    await late.getByRole('button', { name: say('schedule.take') }).first().click();
    await late.waitFor({ state: 'detached' });
    await page.locator('.schedule .note-met').waitFor();
    // The day after tomorrow is beyond any capacity: the chain itself is too long.
    await page.locator('#schedule-target').fill(day(2));
    await late.getByText(say('schedule.chain')).waitFor();
    await late.getByText(say('schedule.target-impossible')).waitFor();
    await page.locator('#schedule-target').fill(day(300));
    await late.waitFor({ state: 'detached' });

    // Time by role: what is not entered is assumed, and says so; more or less from a day on; nobody at all.
    await page.getByText(say('schedule.time'), { exact: true }).click();
    const owner = page.locator('#time-owner');
    await owner.fill('');
    await page.getByText(say('schedule.assumed')).first().waitFor();
    await page.getByRole('button', { name: say('schedule.change-add') }).nth(1).click();
    await page.locator('#time-it-0').fill(day(20));
    await page.locator('#time-it-0-days').fill(language === 'fr' ? '1,5' : '1.5');
    await page.locator('#time-hr').fill('0');
    await page.getByText(say('schedule.unplaced-nobody')).first().waitFor();
    await page.locator('#time-hr').fill('1');
    await page.getByText(say('schedule.unplaced-nobody')).first().waitFor({ state: 'detached' });

    // Days off.
    await page.getByText(say('schedule.days-off'), { exact: true }).click();
    await page.getByLabel(say('schedule.holidays')).uncheck();
    await page.getByRole('button', { name: say('schedule.closed-add') }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'closed-name-0', 'what was added has the focus');
    await page.locator('#closed-name-0').fill('Stocktaking');
    await page.locator('#closed-from-0').fill(day(5));
    await page.locator('#closed-until-0').fill(day(3));
    await page.getByText(say('schedule.closed-wrong')).waitFor();
    await page.locator('#closed-until-0').fill(day(6));
    await page.getByText(say('schedule.closed-wrong')).waitFor({ state: 'detached' });

    // The chart by keyboard: one stop for Tab, arrows from row to row, Enter opens, Escape gives the focus back.
    const rows = page.locator('.gantt-row');
    const count = await rows.count();
    assert.ok(count > 10);
    assert.equal(await page.locator('.gantt-row[tabindex="0"]').count(), 1);
    await rows.first().focus();
    const focused = () => page.evaluate(() => Number(document.activeElement.dataset.row));
    for (const [key, row] of [['ArrowDown', 1], ['ArrowDown', 2], ['ArrowUp', 1], ['End', count - 1], ['ArrowDown', count - 1], ['Home', 0]]) {
      await page.keyboard.press(key);
      assert.equal(await focused(), row, key);
    }
    assert.ok((await rows.nth(0).innerText()).length > 0);
    const spoken = await rows.nth(0).textContent();
    assert.match(spoken, /\d/, 'a row says its days and its work in words');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog');
    await panel.waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    assert.equal(await focused(), 0, 'the focus is back in the row');
    // The table behind has a row for each.
    await page.getByText(say('schedule.table'), { exact: true }).click();
    assert.equal(await page.locator('.schedule-table tbody tr').count(), count);
    const buckets = page.locator('.schedule-buckets li');
    assert.equal(await buckets.count(), count, 'each measure stands in one bucket');
    assert.equal(await page.locator('.schedule-by-role li').count(), count, 'and with one role');

    // The plan is agreed. From then on it is told what moved, and why.
    await page.getByRole('button', { name: say('schedule.agree'), exact: true }).click();
    await page.getByText(say('schedule.same')).waitFor();
    await page.getByText(say('schedule.is-agreed')).waitFor();
    await owner.fill('1');
    const moved = page.locator('section[aria-labelledby=schedule-moved]');
    await moved.getByText(say('schedule.end-later|other')).waitFor();
    await moved.locator('summary').click();
    await moved.getByText(say('schedule.why-capacity')).first().waitFor();

    // Begun, promised and broken, left out, done: in the panel of a measure.
    await rows.nth(1).focus();
    await page.keyboard.press('Enter');
    const name = await panel.getByRole('heading').innerText();
    await page.locator('#schedule-progress').selectOption('begun');
    await page.locator('#schedule-since').fill(day(-10));
    await page.locator('#schedule-left').fill('20');
    await page.locator('#schedule-promise').selectOption('by');
    await page.locator('#schedule-promise-day').fill(day(1));
    await panel.getByRole('button', { name: say('schedule.close') }).click();
    await page.locator('.schedule > .stack').getByText(say('schedule.broken-impossible')).first().waitFor();
    await moved.getByText(say('schedule.why-promise')).first().waitFor();
    await page.locator('.gantt .gantt-begun').first().waitFor({ state: 'attached' });

    const last = page.locator('.schedule-buckets section').last().locator('button').last();
    const out = await last.innerText();
    await last.click();
    await page.locator('#schedule-out').check();
    await panel.getByRole('button', { name: say('schedule.close') }).click();
    await page.getByRole('heading', { name: say('schedule.out-title') }).waitFor();
    await moved.getByText(say('schedule.what-out')).first().waitFor();

    const first = page.locator('.schedule-buckets section').first().locator('button').first();
    const done = await first.innerText();
    await first.click();
    await page.locator('#schedule-progress').selectOption('done');
    await panel.getByRole('button', { name: say('schedule.close') }).click();
    await page.getByRole('heading', { name: say('schedule.done-title'), exact: true }).waitFor();
    await moved.getByText(say('schedule.what-done')).first().waitFor();

    // Only one role is printed.
    await page.locator('#schedule-print').selectOption('it');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.schedule-by-role > section:visible').count(), 1);
    assert.ok(!(await page.locator('.gantt').isVisible()));
    await page.emulateMedia({ media: 'screen' });

    // A reload keeps everything.
    await page.reload();
    await moved.waitFor();
    await page.getByText(say('schedule.time'), { exact: true }).click();
    assert.equal(await page.locator('#time-it-0').inputValue(), day(20));
    assert.equal(await owner.inputValue(), '1');
    assert.ok(!(await page.locator('#schedule-holidays').isChecked()));
    assert.equal(await page.locator('#closed-name-0').inputValue(), 'Stocktaking');
    for (const gone of [out, done]) {
      assert.equal(await page.locator('.gantt-title').getByText(gone, { exact: true }).count(), 0, `${gone} stands on no day`);
    }
    assert.equal(await page.locator('.gantt-title').getByText(name, { exact: true }).count(), 1);
    const { tools, planning } = await saved(page, say);
    assert.equal(planning.target, day(300));
    const { conditions, agreed } = tools.arrangement;
    assert.deepEqual(conditions.time.it.changes, [{ from: day(20), days: '1.5' }]);
    assert.equal(conditions.holidays, 'worked');
    assert.deepEqual(conditions.closed, [{ name: 'Stocktaking', from: day(5), until: day(6) }]);
    assert.deepEqual(Object.values(conditions.fixed), [{ by: day(1) }]);
    assert.equal(conditions.out.length, 1);
    const progress = Object.values(conditions.progress);
    assert.ok(progress.some((one) => one.done === day(0)) && progress.some((one) => one.left === '20' && one.begun === day(-10)));
    assert.equal(Object.values(agreed.tasks).filter((task) => task.ends).length, count);
    assert.deepEqual(errors, []);
    await context.close();
  });

  test(`a hospital works out what it costs and who helps to pay, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context, errors } = await hospital(language);
    await tool(page, say, '/costs', 'title.costs');
    await page.getByText(say('costs.no-price')).waitFor();
    const shown = (text) => Number(text.replace(/[^\d,.]/g, '').replace(language === 'fr' ? /\./g : /,/g, '').replace(',', '.'));
    const total = async () => shown(await page.locator('.costs .display').innerText());
    const rows = page.locator('.costs-measures tbody tr');
    const days = (await rows.locator('td:nth-of-type(2)').allInnerTexts()).map(shown).reduce((sum, one) => sum + one, 0);

    await page.locator('#rate').fill('600');
    await page.locator('.costs .display').waitFor();
    assert.equal(await total(), days * 600);
    await page.locator('#audit').fill('7000');
    await page.locator('#audit-on').fill(day(400));
    await rows.first().locator('input').fill('250');
    await page.getByText(say('costs.rates'), { exact: true }).click();
    await page.locator('#rate-it').fill('700');
    const of = async (role) => (await rows.filter({ has: page.getByRole('cell', { name: say(role), exact: true }) }).locator('td:nth-of-type(2)').allInnerTexts()).map(shown).reduce((sum, one) => sum + one, 0);
    const expected = days * 600 + (await of('knower.it')) * 100 + 7000 + 250;
    assert.equal(await total(), expected);
    const quarters = (await page.locator('.costs-quarters td.number').allInnerTexts()).map(shown);
    assert.ok(quarters.length >= 2 && Math.abs(quarters.reduce((sum, one) => sum + one, 0) - expected) < 1, 'the quarters are the total');

    // Support stands beside the sum and is never taken off it.
    await page.getByRole('radio', { name: say('region.flanders') }).check();
    const card = page.locator('.costs .cards > li').filter({ hasText: say('support.vlaio-verbetertrajecten.name') });
    await card.getByText(say('support.vlaio-verbetertrajecten.ask')).waitFor();
    await card.getByText(say('costs.checked')).waitFor();
    await page.locator('#outside').fill('10000');
    // A large one gets 35 %.
    const most = await card.locator('dd').last().innerText();
    assert.match(most.replace(/[^\d]/g, ''), /^350010000$/);
    assert.equal(await card.locator('a[href^="https://www.vlaio.be/"]').count(), 1);
    assert.equal(await page.getByText(say('support.kmo-portefeuille.text')).count(), 0, 'that one is for small ones');
    assert.equal(await total(), expected);

    await page.reload();
    await page.locator('.costs .display').waitFor();
    assert.equal(await total(), expected);
    assert.equal(await page.locator('#outside').inputValue(), '10000');
    const { tools } = await saved(page, say);
    assert.equal(tools.day_rate, '600');
    assert.deepEqual(tools.arrangement.prices.days, { it: '700' });
    assert.deepEqual(tools.arrangement.prices.audit, { amount: '7000', on: day(400) });
    assert.equal(tools.arrangement.prices.region, 'flanders');
    assert.deepEqual(errors, []);
    await context.close();
  });
}

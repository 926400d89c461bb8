// The plan of a hospital: three ways to the level, what each leaves open, decisions, "does not apply", what if.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { go, launch, locales, open, serve, speaker, starting } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

async function hospital(language) {
  const opened = await open(browser, server.address, { locale: locales[language] });
  await opened.page.locator('.cards button').nth(1).click();
  await opened.page.locator('.results').waitFor();
  return opened;
}

async function plan(page, say) {
  await go(page, '/plan');
  await page.getByRole('heading', { level: 1, name: say('title.plan'), exact: true }).waitFor();
}

async function saved(page, say) {
  await go(page, '/dossiers');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('dossier.save') }).click();
  return JSON.parse(await readFile(await (await download).path(), 'utf8')).dossier;
}

/** A number as the language writes it. */
const number = (text) => Number(text.replace(/[^\d.,]/g, '').replace(/[.,](?=\d{3}\b)/g, '').replace(',', '.'));

/** A row of a table, its cells as text. */
const cells = (page, table, name) => page.locator(`${table} tr`).filter({ has: page.getByRole('rowheader', { name, exact: true }) }).locator('td').allInnerTexts();

for (const language of ['en', 'nl']) {
  test(`a hospital compares three ways to its level and decides what it will not do, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context, errors } = await hospital(language);
    await plan(page, say);

    // Three ways: the least effort is proven, the best security leaves no hole and claims nothing.
    const [least, both, security] = (await cells(page, '.plan-compare', say('list.effort'))).map(number);
    assert.ok(least > 0 && least <= both && least <= security, `${least}, ${both}, ${security}`);
    const proof = await cells(page, '.plan-compare', say('plan.proof'));
    assert.deepEqual(proof.map((text) => text.trim()), ['plan.proven-least', 'plan.proven-both', 'plan.no-claim'].map((key) => say(key)));
    const holes = (await cells(page, '.plan-compare', say('plan.low-keys'))).map(Number);
    assert.ok(holes[0] > 0, 'the cheapest way leaves a key measure with a weak half');
    assert.equal(holes[1], 0);

    // The steps add up to the effort.
    const days = await page.locator('.plan-steps tbody tr:not(.plan-category) td:nth-child(5)').allInnerTexts();
    assert.equal(Math.round(days.reduce((sum, text) => sum + number(text), 0) * 100), Math.round(least * 100));

    // Another way is chosen with the keyboard alone.
    const first = page.getByRole('radio', { name: starting(say('plan.course-least')) });
    await first.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByText(say('plan.lead-both')).waitFor();
    await first.focus();
    await page.keyboard.press('Space');
    await page.getByText(say('plan.lead-least')).waitFor();

    // What will not be done is planned around; the focus goes on; the decision stands in a list.
    const half = { written: say('half.written'), done: say('half.done') };
    const refused = page.locator('.plan-steps tbody tr:not(.plan-category)').first();
    const id = await refused.locator('th a').innerText();
    const which = await refused.locator('td').first().innerText();
    await refused.getByRole('button', { name: say('plan.refuse-label', { requirement: id, half: which }) }).focus();
    await page.keyboard.press('Enter');
    const decision = page.getByRole('combobox', { name: say('plan.pin-label', { requirement: id, half: which }), exact: true });
    await decision.waitFor();
    assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'BODY', 'the focus is not lost');
    const dearer = number((await cells(page, '.plan-compare', say('list.effort')))[0]);
    assert.ok(dearer >= least, `${dearer} is no less than ${least}`);
    await decision.selectOption('at-least-5');
    await page.locator('.plan-steps tr').filter({ hasText: id }).filter({ hasText: which }).filter({ has: page.locator('td:nth-child(4)', { hasText: '5' }) }).waitFor();

    // What it leaves open can be raised in any case, key measures first.
    const low = page.locator('[aria-labelledby=plan-leaves-keys] tbody tr').first();
    const weak = [await low.locator('th a').innerText(), await low.locator('td').first().innerText()];
    await low.getByRole('button').click();
    await page.getByRole('combobox', { name: say('plan.pin-label', { requirement: weak[0], half: weak[1] }), exact: true }).waitFor();
    assert.ok([half.written, half.done].includes(weak[1]));

    // A key measure of which neither half may rise puts the level out of reach; the barrier and the way out are named.
    const raw = await saved(page, say);
    assert.deepEqual(Object.keys(raw.tools.choices.pins).sort(), [...new Set([id, weak[0]])].sort());
    await page.reload();
    await plan(page, say);
    assert.equal(await page.getByRole('combobox', { name: say('plan.pin-label', { requirement: id, half: which }), exact: true }).inputValue(), 'at-least-5', 'decisions survive a reload');
    for (const dimension of Object.keys(raw.tools.choices.pins[weak[0]])) await page.locator(`[id="pin-${weak[0]}-${dimension}"]`).selectOption('stays');
    const isOut = page.getByRole('heading', { name: say('plan.out', { level: say('level.essential') }) });
    await page.getByRole('radio', { name: starting(say('plan.course-both')) }).check();
    await isOut.waitFor();
    await page.getByRole('button', { name: say('plan.let-go-all', { requirement: weak[0] }) }).click();
    await page.getByText(say('plan.lead-both')).waitFor();

    // From a step to the answer it asks for.
    await page.locator('.plan-steps tbody th a').first().click();
    await page.waitForFunction(() => location.hash.startsWith('#/answers/'));
    assert.deepEqual(errors, []);
    await context.close();
  });

  test(`a hospital says what does not apply, and tries out a budget before it takes it over, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context, errors } = await hospital(language);
    const before = await saved(page, say);
    await plan(page, say);
    const effort = async () => number((await cells(page, '.plan-compare', say('list.effort')))[0]);
    const least = await effort();

    // Only what is ticked is proposed; no answer changes by itself.
    await page.getByRole('button', { name: say('plan.na') }).click();
    await page.getByText(say('plan.na-budget|other')).waitFor();
    assert.equal(await page.getByRole('region', { name: say('plan.proposal') }).count(), 0);
    await page.getByRole('group', { name: say('plan.na-helps') }).getByRole('checkbox').first().check();
    const proposal = page.getByRole('region', { name: say('plan.proposal') });
    await proposal.waitFor();
    assert.ok(await effort() < least, 'it saves work');
    const absent = await proposal.getByRole('link').innerText();
    await proposal.getByRole('link').click();
    await page.waitForFunction((id) => location.hash === `#/answers/${id}`, absent);

    // What if: nothing is saved until it is taken over.
    await plan(page, say);
    await page.getByRole('button', { name: say('plan.try') }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#plan-try-pace').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'plan-try-pace', 'the first field has the focus');
    await page.getByText(say('plan.diff-same')).waitFor();
    await page.getByRole('slider').focus();
    await page.keyboard.press('End');
    await page.getByText(say('plan.diff-sooner|other')).waitFor();
    await page.locator('#plan-try-rate').fill('500');
    await page.locator('#plan-try-euro').fill('20000');
    await page.getByText(say('plan.diff-shuts')).waitFor();
    const [stands, tried] = (await cells(page, '.plan-beside', say('plan.row-cost'))).map(number);
    assert.ok(tried <= 20000 && tried < stands, `${tried} of ${stands}`);
    await page.locator('#plan-try-person').selectOption('it');
    await page.locator('#plan-try-person-days').fill('3');
    const aside = await saved(page, say);
    assert.deepEqual(aside.assessments, before.assessments, 'no answer was changed');
    assert.equal(aside.tools.choices.most_euro, undefined, 'what is tried out is not saved');
    assert.deepEqual(aside.tools.choices.not_applicable, [absent]);

    // Left without taking it over it is gone; taken over, it stays.
    await plan(page, say);
    assert.equal(await page.locator('#plan-try-pace').count(), 0);
    await page.getByRole('button', { name: say('plan.try') }).click();
    await page.locator('#plan-try-pace').fill('4');
    await page.locator('#plan-try-person').selectOption('it');
    await page.locator('#plan-try-days').fill('30');
    await page.locator('#plan-try-target').fill('2027-06-30');
    await page.getByRole('button', { name: say('plan.take') }).click();
    await page.getByText(say('plan.lead-part')).waitFor();
    const taken = await saved(page, say);
    assert.equal(taken.tools.choices.most_days, '30');
    assert.equal(taken.tools.arrangement.conditions.time.it.days, '9');
    assert.deepEqual([taken.planning.pace, taken.planning.target], [400, '2027-06-30']);
    await page.reload();
    await plan(page, say);
    await page.getByText(say('plan.lead-part')).waitFor();
    assert.deepEqual(errors, []);
    await context.close();
  });
}

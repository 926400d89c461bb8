// The main journey, as an owner walks it, and everything that must survive on the way.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { answerScopeAsBakery, go, launch, locales, open, serve, speaker } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const total = (page) => page.locator('[data-total]').getAttribute('data-total');

// What an owner would type in the search field.
const bread = { nl: 'bakkerij', fr: 'boulangerie', de: 'Bäckerei', en: 'bakery' };

for (const [language, locale] of Object.entries(locales)) {
  test(`an owner walks from the first question to a dated roadmap, reloads and finds everything, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context, errors } = await open(browser, server.address, { locale });
    await answerScopeAsBakery(page, say, bread[language]);
    assert.equal(await page.locator('[data-status]').getAttribute('data-status'), 'out_of_scope');
    await page.getByRole('heading', { level: 1, name: say('status.out_of_scope') }).waitFor();
    await page.getByRole('link', { name: say('verdict.to-level') }).click();
    await page.getByRole('radio', { name: /^Basic/ }).check();
    await page.getByRole('link', { name: say('level.to-answers') }).click();
    await page.locator('.answer').waitFor();
    // A small firm meets plain words, without a number of a requirement in sight.
    assert.equal(await page.locator('.answer .identifier:visible').count(), 0);
    await page.getByText(say('plain.minutes|other')).waitFor();
    // By keyboard alone: "yes, and it is written down", then the next question.
    for (let at = 0; at < 34; at += 1) {
      const before = await page.locator('.answer h1').textContent();
      await page.locator('main').press('1');
      if (at < 33) {
        await page.locator('main').press('ArrowRight');
        await page.waitForFunction((before) => document.querySelector('.answer h1').textContent !== before, before);
      }
    }
    assert.equal(await total(page), '3');
    // Refined afterwards: the same answers as scores, and nothing lost on the way back.
    await page.getByRole('button', { name: say('style.exact') }).click();
    await page.locator('.answer .identifier').first().waitFor();
    assert.equal(await page.locator('.answer-scores input[id$="-3"]:checked').count(), 2);
    await page.getByRole('button', { name: say('style.plain') }).click();
    assert.ok(await page.getByRole('radio', { name: say('plain.written') }).isChecked());
    await page.getByRole('link', { name: say('answers.to-results') }).click();
    await page.getByRole('heading', { name: say('results.passed', { level: 'Basic' }), level: 1 }).waitFor();
    await go(page, '/roadmap');
    const reached = say('roadmap.done', { level: 'Basic' });
    await page.getByText(reached).waitFor();
    await page.reload();
    await page.getByText(reached).waitFor();
    await go(page, '/answers');
    await page.locator('.answer').waitFor();
    assert.equal(await total(page), '3');
    assert.deepEqual(errors, []);
    await context.close();
  });

  test(`a hospital sees its class, its blockers and its dates in ${language}, and a saved file opens elsewhere`, async () => {
    const say = speaker(language);
    const here = await open(browser, server.address, { locale });
    await here.page.locator('.cards button').nth(1).click();
    await here.page.getByRole('heading', { level: 1, name: say('results.open|other') }).waitFor();
    await here.page.getByRole('heading', { name: say('results.blockers') }).waitFor();
    await go(here.page, '/verdict');
    await here.page.getByRole('heading', { level: 1, name: say('status.essential') }).waitFor();
    await here.page.getByText(say('duty.incidents.text')).waitFor();
    await here.page.getByText(say('deadline.conformity-second')).waitFor();
    await go(here.page, '/dossiers');
    const download = here.page.waitForEvent('download');
    await here.page.getByRole('button', { name: say('dossier.save') }).click();
    const file = await (await download).path();
    const there = await open(browser, server.address, { locale });
    await there.page.locator('input[type=file]').setInputFiles(file);
    await there.page.getByText(say('welcome.begun', { name: say('sample.hospital') })).waitFor();
    assert.deepEqual([...here.errors, ...there.errors], []);
    await here.context.close();
    await there.context.close();
  });
}

test('a file saved here opens elsewhere with the same answers', async () => {
  const here = await open(browser, server.address);
  await here.page.locator('.cards button').nth(2).click();
  await here.page.locator('.results').waitFor();
  await go(here.page, '/answers');
  const expected = await total(here.page);
  await go(here.page, '/dossiers');
  const download = here.page.waitForEvent('download');
  await here.page.getByRole('button', { name: 'Save a file' }).click();
  const file = await (await download).path();
  assert.equal(JSON.parse(await readFile(file, 'utf8')).kind, 'belfry-dossier');
  const there = await open(browser, server.address);
  await there.page.locator('input[type=file]').setInputFiles(file);
  await there.page.getByText(/You have begun: A software house of 70/).waitFor();
  await go(there.page, '/answers');
  await there.page.locator('.answer').waitFor();
  assert.equal(await total(there.page), expected);
  await here.context.close();
  await there.context.close();
});

test('on return the draft is offered: continue, or start afresh beside it', async () => {
  const { page, context } = await open(browser, server.address);
  await answerScopeAsBakery(page);
  await page.goto('about:blank');
  await page.goto(server.address);
  await page.getByRole('link', { name: 'Continue' }).waitFor();
  await page.getByRole('button', { name: 'Start afresh' }).click();
  await go(page, '/dossiers');
  await page.getByRole('heading', { name: 'Also on this device' }).waitFor();
  await page.getByRole('button', { name: 'Open this one' }).click();
  await go(page, '/verdict');
  assert.equal(await page.locator('[data-status]').getAttribute('data-status'), 'out_of_scope');
  await context.close();
});

test('undo and redo walk back and forth, from the keyboard', async () => {
  const { page, context } = await open(browser, server.address);
  await go(page, '/answers');
  await page.locator('.answer').waitFor();
  await page.getByRole('button', { name: 'With scores' }).click();
  await page.locator('main').press('4');
  await page.locator('main').press('2');
  await page.waitForFunction(() => document.querySelector('[data-total]')?.dataset.total === '3');
  await page.locator('main').press('Control+z');
  await page.waitForFunction(() => !document.querySelector('[data-total]'));
  await page.locator('main').press('Control+y');
  await page.waitForFunction(() => document.querySelector('[data-total]')?.dataset.total === '3');
  await context.close();
});

test('the question mark shows the keys and Escape closes them', async () => {
  const { page, context } = await open(browser, server.address);
  // A page of the second module: it has come.
  await go(page, '/about');
  await page.locator('main h1 .about-mark').waitFor();
  await page.locator('main').press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
  await context.close();
});

test('an unknown answer lands on the list to ask and never counts as zero', async () => {
  const { page, context } = await open(browser, server.address);
  await go(page, '/answers');
  await page.getByRole('radio', { name: /I don’t know yet/ }).check();
  await go(page, '/ask');
  await page.getByRole('heading', { name: 'You or your management' }).or(page.getByRole('heading', { name: 'Your IT people' })).first().waitFor();
  await go(page, '/answers');
  assert.equal(await page.locator('[data-total]').count(), 0);
  await context.close();
});

test('someone out of scope is offered a level, and the roadmap works without an answer', async () => {
  const { page, context } = await open(browser, server.address);
  await go(page, '/roadmap');
  await page.getByRole('heading', { name: 'The first six' }).waitFor();
  assert.equal(await page.locator('.first-card').count(), 6);
  await context.close();
});

test('a bank under DORA is not told that the law covers it in full', async () => {
  const { page, context } = await open(browser, server.address);
  const profile = { situations: ['dora'], established_in: 'BE', entity_types: ['banking.credit_institution'], generation: 'none', staff: '300', in_group: false };
  const file = { kind: 'belfry-dossier', format: 1, framework: 'cyfun-2025', saved_on: '', app_version: '', dossier: { profile } };
  await page.locator('input[type=file]').setInputFiles({ name: 'bank.belfry.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) });
  await page.getByText(/You have begun/).waitFor();
  await go(page, '/verdict');
  await page.getByText(/measures, incidents, supervision and fines do not apply to you/).waitFor();
  assert.equal(await page.locator('[data-status]').getAttribute('data-status'), 'essential');
  assert.equal(await page.getByText('18 April 2027').count(), 0);
  assert.equal(await page.getByRole('heading', { name: 'Fines the law provides for' }).count(), 0);
  await go(page, '/level');
  await page.getByText(/asks for a level does not apply to you/).waitFor();
  await context.close();
});

test('the smallest start with ten habits, see what to do first, and go on to Basic', async () => {
  const { page, context, errors } = await open(browser, server.address);
  await go(page, '/level');
  await page.getByRole('radio', { name: /^Small/ }).check();
  await page.getByRole('link', { name: 'To the questions' }).click();
  await page.getByRole('heading', { name: 'Ten good habits' }).waitFor();
  const habits = page.locator('.habit');
  assert.equal(await habits.count(), 10);
  for (let at = 0; at < 10; at += 1) {
    await habits.nth(at).getByRole('radio', { name: at < 2 ? 'Yes' : 'No', exact: true }).check();
  }
  assert.equal(await page.locator('.first-card').count(), 6);
  await page.getByText('10 of 10 answered').waitFor();
  await page.reload();
  await page.getByText('10 of 10 answered').waitFor();
  await page.getByRole('button', { name: 'Go on to Basic' }).click();
  await page.locator('.answer').waitFor();
  await go(page, '/level');
  assert.ok(await page.getByRole('radio', { name: /^Basic/ }).isChecked());
  assert.deepEqual(errors, []);
  await context.close();
});

test('who began with the 2023 version finishes there or moves on without losing an answer', async () => {
  const { page, context, errors } = await open(browser, server.address);
  await go(page, '/level');
  await page.getByRole('radio', { name: /CyberFundamentals 2023/ }).check();
  await go(page, '/answers/PR.AC-3.2');
  await page.getByRole('radio', { name: 'Yes, and it is written down' }).check();
  assert.equal(await page.getByRole('radio', { name: 'Does not apply to us' }).count(), 0, '2023 has no such answer');
  await go(page, '/answers/ID.GV-1.1');
  await page.getByRole('heading', { name: 'Security rules on paper' }).waitFor();
  await page.getByRole('radio', { name: 'Partly' }).check();
  assert.ok(await total(page));
  await go(page, '/level');
  await page.getByRole('link', { name: 'Move to the newest version' }).click();
  await page.getByText('1 answer moves to a question that asks the same.').waitFor();
  await page.getByText('1 answer moves to a question that asks nearly the same').waitFor();
  await page.getByRole('button', { name: 'Move the answers' }).click();
  await page.locator('.answer').waitFor();
  await go(page, '/answers/PR.AA-03.2');
  await page.getByText(/Carried over from PR\.AC-3\.2/).waitFor();
  assert.ok(await page.getByRole('radio', { name: 'Yes, and it is written down' }).isChecked());
  await page.getByRole('button', { name: 'Yes, it holds' }).click();
  await page.getByText(/Carried over from/).waitFor({ state: 'detached' });
  // Back to the older version: everything is still there.
  await go(page, '/level');
  await page.getByRole('radio', { name: /CyberFundamentals 2023/ }).check();
  await go(page, '/answers/ID.GV-1.1');
  assert.ok(await page.getByRole('radio', { name: 'Partly' }).isChecked());
  assert.deepEqual(errors, []);
  await context.close();
});

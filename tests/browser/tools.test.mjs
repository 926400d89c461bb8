// The tools beside the assessment, as three organisations use them: a hospital with an ISO 27001 certificate, a bank under
// DORA, and a water company that a municipality owns. Each in two languages.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { go, launch, locales, open, serve, speaker, starting } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

/** Opens a tool by its address and waits for its heading. */
async function tool(page, say, path, title) {
  await go(page, path);
  await page.getByRole('heading', { level: 1, name: say(title), exact: true }).waitFor();
}

const dossier = (profile, more = {}) => ({ name: 'dossier.belfry.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ kind: 'belfry-dossier', format: 2, framework: 'cyfun-2025', saved_on: '', app_version: '', dossier: { name: more.name, profile, ...more } })) });

async function begin(language, file) {
  const { page, context, errors } = await open(browser, server.address, { locale: locales[language] });
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText(speaker(language)('welcome.begun', { name: JSON.parse(file.buffer).dossier.name })).waitFor();
  return { page, context, errors };
}

async function saved(page, say) {
  await go(page, '/dossiers');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('dossier.save') }).click();
  return JSON.parse(await readFile(await (await download).path(), 'utf8'));
}

const CONTROLS = ['A.5', 37, 'A.6', 8, 'A.7', 14, 'A.8', 34];

/** A statement of applicability as somebody else's spreadsheet has it: every control, one left out, three faulty rows. */
function statement() {
  const rows = ['Statement of applicability;;;', 'Control;Applicable;Status;Justification'];
  for (let at = 0; at < CONTROLS.length; at += 2) {
    for (let number = 1; number <= CONTROLS[at + 1]; number += 1) {
      const id = `${CONTROLS[at]}.${number}`;
      if (id === 'A.8.13') rows.push(`${id};Yes;Partially implemented;Backups`);
      else if (id === 'A.7.14') rows.push(`${id};No;;`);
      else if (id === 'A.5.2') rows.push(`${id};Yes;perhaps;`);
      else rows.push(`${id};Yes;Implemented;Risk treatment`);
    }
  }
  return [...rows, 'A.9.9;Yes;Implemented;', 'A.5.1;Yes;Implemented;again'].join('\r\n');
}

for (const language of ['nl', 'fr']) {
  test(`a hospital with an ISO 27001 certificate sees what it has, what is missing, and whether it would hold, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context, errors } = await open(browser, server.address, { locale: locales[language] });
    await page.locator('.cards button').nth(1).click();
    await page.locator('.results').waitFor();

    // The certificate: counts on the day on which it has to.
    await tool(page, say, '/iso', 'title.iso');
    await page.getByLabel(say('certificate.scope')).fill('Alle zorg, alle locaties');
    await page.getByLabel(say('certificate.body'), { exact: true }).fill('Certifier');
    await page.getByLabel(say('certificate.accreditation')).selectOption('belac');
    await page.locator('#certificate-issued').fill('2025-03-10');
    await page.locator('#certificate-expires').fill('2027-03-09');
    await page.getByText(say('doubt.ended')).waitFor();
    await page.locator('#certificate-expires').fill('2028-03-09');
    await page.locator('.note-met').waitFor();

    // The statement comes from a file: every row is answered for before anything is taken.
    await page.getByText(say('import.title')).click();
    await page.locator('#statement-file').setInputFiles({ name: 'soa.csv', mimeType: 'text/csv', buffer: Buffer.from(statement()) });
    await page.getByText(say('import.good|other', { count: 92 })).waitFor();
    await page.getByText(say('import.bad|other', { count: 3 })).waitFor();
    await page.getByText(say('import.unknown-control', { text: 'A.9.9' })).waitFor();
    await page.getByText(say('import.unknown-state', { text: 'perhaps' })).waitFor();
    await page.getByText(say('import.twice')).waitFor();
    await page.getByRole('button', { name: say('import.take') }).click();
    await page.getByText(say('statement.count', { known: 92, all: 123 })).waitFor();
    // And goes out again, as CSV and as a workbook that opens here once more.
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: say('files.xlsx') }).click();
    const workbook = await readFile(await (await download).path());
    await page.locator('#statement-file').setInputFiles({ name: 'soa.xlsx', mimeType: 'application/octet-stream', buffer: workbook });
    await page.getByText(say('import.same|other', { count: 123 })).waitFor();
    assert.equal(await page.getByText(say('import.bad|other')).count(), 0, 'what goes out comes in without a fault');
    await page.getByRole('button', { name: say('import.cancel') }).click();

    // What it covers, and what the standard leaves open for the law.
    await tool(page, say, '/iso/cover', 'title.cover');
    const covered = Number(await page.locator('.cover-figures strong').first().innerText());
    assert.ok(covered > 0 && covered < 218, `${covered} carried: neither nothing nor everything`);
    await page.getByRole('heading', { name: say('open-point.notification-terms.title') }).waitFor();
    await page.getByRole('heading', { name: say('open-point.disclosure-policy.title') }).waitFor();

    // Suggestions are taken by group, never by themselves, and can be undone.
    const before = (await saved(page, say)).dossier.assessments['cyfun-2025'];
    await tool(page, say, '/iso/fill', 'title.fill');
    const group = page.locator('section[aria-labelledby=fill-fresh] details').first();
    await group.locator('summary').first().click();
    await group.getByRole('button').first().click();
    const after = (await saved(page, say)).dossier.assessments['cyfun-2025'];
    const added = Object.keys(after).filter((id) => after[id].documentation && !before[id]?.documentation);
    assert.ok(added.length > 0, 'a group was filled in');
    assert.ok(added.every((id) => after[id].documentation <= 3 && (after[id].implementation ?? 1) <= 3));
    assert.ok(Object.keys(before).every((id) => JSON.stringify(after[id]) === JSON.stringify(before[id])), 'no answer was changed');

    // One piece of evidence, entered once, for a control and a requirement.
    await tool(page, say, '/evidence', 'title.evidence');
    await page.getByRole('button', { name: say('evidence.new') }).click();
    await page.locator('#title-0').fill('Restore test 2026');
    await page.locator('#kind-0').selectOption('implementation');
    await page.locator('#owner-0').fill('IT');
    await page.locator('#review-0').fill('2020-01-01');
    const file = Buffer.from('a file that never leaves the device');
    await page.locator('#hash-0').setInputFiles({ name: 'restore.pdf', mimeType: 'application/pdf', buffer: file });
    await page.getByText(createHash('sha256').update(file).digest('hex')).waitFor();
    for (const id of ['A.8.13', 'PR.DS-11.1']) {
      await page.locator('#targets-0-search').fill(id);
      await page.locator('.target-option').filter({ hasText: id }).first().click();
    }
    await page.getByText(say('evidence.stale-count|one', { count: 1 })).waitFor();
    await page.locator('#review-0').fill('2099-01-01');
    await page.getByText(say('evidence.stale-count|one', { count: 1 })).waitFor({ state: 'detached' });

    // It shows wherever a scheme asks for it: in the matrix, on the page of the key measure, in the calendar.
    await tool(page, say, '/matrix', 'title.matrix');
    await page.getByText(say('matrix.rows|other', { count: 123 })).waitFor();
    await page.getByText(say('matrix.settings')).click();
    await page.getByLabel(say('matrix.evidence'), { exact: true }).selectOption('with');
    await page.getByText(say('matrix.rows|one', { count: 1 })).waitFor();
    await page.getByLabel(say('matrix.side')).selectOption('requirements');
    await page.getByText(say('matrix.rows|one', { count: 1 })).waitFor();
    const second = language === 'nl' ? 'de' : 'en';
    await page.getByLabel(say('matrix.second')).selectOption(second);
    await page.locator('.second').first().waitFor();
    await tool(page, say, '/iso/pages', 'title.pages');
    assert.equal(await page.locator('article.one-page').count(), 29);
    await page.locator('#page-PR\\.DS-11\\.1').locator('..').getByText('Restore test 2026').waitFor();
    await page.locator('#explanation-PR\\.DS-11\\.1').fill('Wij testen elk kwartaal.');

    // Would it hold? The control left out without a reason, and the key measure whose control is only partly there.
    await tool(page, say, '/iso/check', 'title.check');
    await page.getByText(say('check.authority')).waitFor();
    await page.getByText(say('flaw.unexplained|one', { count: 1 })).waitFor();
    const backups = page.locator('.pair-requirement').filter({ hasText: 'PR.DS-11.1' }).first();
    await backups.getByText(say('footing.weak')).waitFor();

    // One calendar: the surveillance audit, the steps of the law, the evidence.
    await tool(page, say, '/calendar', 'title.calendar');
    await page.getByRole('heading', { name: say('obligation.iso-surveillance.title') }).waitFor();
    await page.getByRole('heading', { name: say('obligation.conformity-second-step.title') }).waitFor();
    await page.getByRole('rowheader', { name: 'Restore test 2026' }).waitFor();
    assert.equal(await page.getByRole('heading', { name: say('obligation.dora-testing.title') }).count(), 0, 'DORA is not theirs');

    // The mock audit asks about what is claimed.
    await tool(page, say, '/audit', 'title.audit');
    assert.equal(await page.locator('main ol > li.card').count(), 10);
    await page.locator('main ol > li.card').first().getByRole('radio', { name: say('audit.told') }).check();

    // Everything is in the file.
    const { tools, evidence } = (await saved(page, say)).dossier;
    assert.deepEqual(evidence[0].serves.sort(), ['control:A.8.13', 'requirement:PR.DS-11.1']);
    assert.equal(tools.certificate.accreditation, 'belac');
    assert.equal(Object.keys(tools.controls).length, 92);
    assert.equal(tools.explanations['PR.DS-11.1'], 'Wij testen elk kwartaal.');
    assert.equal(tools.audit.length, 1);
    assert.deepEqual(errors, []);
    await context.close();
  });
}

for (const language of ['en', 'nl']) {
  test(`a bank under DORA gets the clocks that are its own, to whom and with what, in ${language}`, async () => {
    const say = speaker(language);
    const profile = { situations: ['dora'], established_in: 'BE', entity_types: ['banking.credit_institution'], generation: 'none', staff: '300', in_group: false };
    const { page, context, errors } = await begin(language, dossier(profile, { name: 'Fintech Bank' }));

    // DORA is on by itself; the points of article 30 step aside for it.
    await tool(page, say, '/matrix', 'title.matrix');
    await page.locator('th.scheme-dora').first().waitFor();
    await page.getByText(say('matrix.settings')).click();
    assert.ok(await page.getByRole('checkbox', { name: starting(say('scheme.dora.name')) }).isChecked());
    assert.ok(!(await page.getByRole('checkbox', { name: starting(say('scheme.cer.name')) }).isChecked()));
    assert.equal(await page.locator('td.scheme-nis2').count(), 0);

    // Friday afternoon: judged major two hours after noticing.
    await tool(page, say, '/incident', 'title.incident');
    await page.getByRole('button', { name: say('incident.begin') }).click();
    await page.locator('#incident-title').fill('Payments down');
    await page.locator('#incident-aware').fill('2026-11-20T14:00');
    await page.getByRole('checkbox', { name: starting(say('trait.major-ict.question')) }).check();
    await page.getByRole('checkbox', { name: starting(say('trait.clients-money.question')) }).check();
    await page.getByRole('checkbox', { name: starting(say('trait.personal-data.question')) }).check();
    assert.equal(await page.getByRole('checkbox', { name: starting(say('trait.trust-service.question')) }).count(), 0);
    const clock = (id) => page.locator('.clocks > li').filter({ has: page.getByRole('heading', { name: say(`clock.${id}.title`), exact: true }) });
    const until = (id) => clock(id).locator('.clock-until').innerText();
    assert.match(await until('dora-initial'), /14[:.]00/, 'not judged yet: a day after noticing');
    await page.locator('#incident-judged').fill('2026-11-20T16:00');
    await page.waitForFunction(() => [...document.querySelectorAll('.clock-until')].some((one) => /20[:.]00/.test(one.textContent)));
    assert.match(await until('dora-initial'), /20[:.]00/, 'four hours after judging');
    assert.match(await until('gdpr-authority'), /14[:.]00/);
    assert.equal(await clock('nis2-early-warning').count(), 0, 'the chapter on incidents is not theirs');
    // The next term runs from when the first message was really sent.
    await clock('dora-initial').getByRole('button', { name: say('clock.send') }).click();
    await page.locator('#sent-dora-initial').fill('2026-11-20T17:30');
    await page.waitForFunction(() => [...document.querySelectorAll('.clock-until')].some((one) => /17[:.]30/.test(one.textContent)));
    assert.match(await until('dora-intermediate'), /17[:.]30/);
    // Drafts in four languages, with what is known, and saying what is not.
    await page.locator('#known-what').fill('Ransomware in the payment system');
    for (const other of Object.keys(locales)) {
      await page.locator('#draft-language').selectOption(other);
      const draft = page.locator(`pre.draft[lang="${other}"]`).first();
      await draft.waitFor({ state: 'attached' });
      const text = await draft.textContent();
      assert.match(text, /Ransomware in the payment system/);
      assert.doesNotMatch(text, /\{[a-z]+\}/);
      assert.ok(text.includes(speaker(other)('draft.unknown')), `${other} says what is not known`);
    }

    await tool(page, say, '/calendar', 'title.calendar');
    await page.getByRole('heading', { name: say('obligation.dora-testing.title') }).waitFor();
    assert.equal(await page.getByRole('heading', { name: say('obligation.conformity-second-step.title') }).count(), 0);
    const { tools } = (await saved(page, say)).dossier;
    assert.equal(tools.incidents[0].title, 'Payments down');
    assert.deepEqual(errors, []);
    await context.close();
  });
}

for (const language of ['fr', 'de']) {
  test(`a water company that a municipality owns knows its suppliers, its duties and its board’s decisions, in ${language}`, async () => {
    const say = speaker(language);
    const group = [{ name: 'Municipality', relation: 'linked', public_body: true, staff: '800' }];
    const profile = { situations: [], established_in: 'BE', entity_types: ['drinking_water.supplier'], generation: 'grid', facts: { 'drinking-water-non-essential': false }, staff: '120', turnover: '30000000', balance_sheet: '60000000', in_group: true, group };
    const { page, context, errors } = await begin(language, dossier(profile, { name: 'Eaux & Wasser' }));
    await go(page, '/verdict');
    await page.locator('[data-status]').waitFor();
    assert.equal(await page.locator('[data-status]').getAttribute('data-status'), 'important', 'a public owner is not added');

    // A supplier that matters, asked, and what it hands over: as files, many at once, one of them damaged.
    await tool(page, say, '/suppliers', 'title.suppliers');
    await page.getByRole('button', { name: say('suppliers.add') }).click();
    await page.locator('#supplier-name-0').fill('Pumpen AG');
    await page.locator('#supplier-service-0').fill('Steuerung');
    for (const weight of ['stops', 'reaches']) await page.getByRole('checkbox', { name: say(`weight.${weight}`) }).check();
    await page.getByText(say('supplier.heavy'), { exact: true }).waitFor();
    const passport = (name, total, passed) => ({ name: `${name}.passport.json`, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ kind: 'belfry-passport', version: 1, name, framework: 'cyfun-2025', level: 'basic', on: '2026-11-20', asked: 34, answered: 34, total, keys: 13, keys_met: passed ? 13 : 9, passed })) });
    await page.locator('#passports-file').setInputFiles([passport('Pumpen AG', 312, true), passport('Nuage SA', 231, false), { name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{"kind":') }]);
    await page.getByRole('rowheader', { name: 'Pumpen AG' }).waitFor();
    await page.getByRole('rowheader', { name: 'Nuage SA' }).waitFor();
    await page.getByRole('alert').filter({ hasText: 'broken.json' }).waitFor();
    await page.getByText(say('passports.own-word')).waitFor();
    assert.equal((await saved(page, say)).dossier.tools.suppliers.length, 2, 'a passport goes to the supplier of its name');

    // Its own passport, as a file and as a link that another opens.
    await tool(page, say, '/suppliers', 'title.suppliers');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: say('passport.save') }).click();
    const own = JSON.parse(await readFile(await (await download).path(), 'utf8'));
    assert.deepEqual([own.kind, own.name, own.answered], ['belfry-passport', 'Eaux & Wasser', 0]);
    await page.getByRole('button', { name: say('passport.code') }).click();
    await page.getByRole('img', { name: say('passport.code-label') }).waitFor();

    // What the label brings, in their own figures.
    await tool(page, say, '/returns', 'title.returns');
    await page.getByRole('button', { name: say('returns.add') }).click();
    await page.locator('#return-title-0').fill('Province');
    await page.locator('#return-amount-0').fill('12000');
    await page.locator('#return-on-0').fill('2026-05-04');
    await page.getByRole('rowheader', { name: say('returns.quarter', { number: 2, year: 2026 }) }).waitFor();

    // The sheet for the board: its class, its duties, its own liability rules, three decisions of its own wording.
    await tool(page, say, '/board', 'title.board');
    await page.getByText(say('board.liability-text')).waitFor();
    assert.equal(await page.locator('.board ol > li').count(), 3);
    await page.locator('#decision-0').fill('Budget 2027');
    assert.equal((await saved(page, say)).dossier.tools.decisions[0], 'Budget 2027');
    assert.deepEqual(errors, []);
    await context.close();
  });
}

test('who has not answered the scope questions gets no all-clear on the day of an incident', async () => {
  const say = speaker('en');
  const { page, context, errors } = await open(browser, server.address, { locale: 'en-GB' });
  await tool(page, say, '/incident', 'title.incident');
  await page.getByRole('button', { name: say('incident.begin') }).click();
  await page.getByText(say('incident.scope-unknown')).waitFor();
  await page.getByRole('checkbox', { name: starting(say('trait.significant.question')) }).check();
  await page.getByRole('heading', { name: say('clock.nis2-early-warning.title'), exact: true }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

/** Types into a field that takes a day and a time part by part, beginning at the first. The parts stand in the order of the
    system’s language: the tests take days that read the same in either order, and mornings. */
async function typeInto(page, field, digits) {
  await page.locator(field).focus();
  await page.keyboard.type(digits);
}

test('a moment can be typed key by key where the clock stands in Brussels, and deleting a part loses nothing', async () => {
  const say = speaker('en');
  const { page, context, errors } = await open(browser, server.address, { locale: 'en-GB', timezoneId: 'Europe/Brussels' });
  await tool(page, say, '/incident', 'title.incident');
  await page.getByRole('button', { name: say('incident.begin') }).click();
  await page.waitForFunction(() => document.activeElement?.id === 'incident-title');
  await page.getByText(say('clock.nis2-early-warning.title'), { exact: true }).first().waitFor();
  await typeInto(page, '#incident-aware', '020220260915AM');
  assert.equal(await page.locator('#incident-aware').inputValue(), '2026-02-02T09:15');
  const clock = (id) => page.locator('.clocks > li').filter({ has: page.getByRole('heading', { name: say(`clock.${id}.title`), exact: true }) });
  await clock('nis2-early-warning').locator('.clock-until').filter({ hasText: /0?9[:.]15/ }).waitFor();
  await clock('nis2-early-warning').getByRole('button', { name: say('clock.send') }).click();
  const sent = '#sent-nis2-early-warning';
  await typeInto(page, sent, '030320260830AM');
  assert.equal(await page.locator(sent).inputValue(), '2026-03-03T08:30');
  await page.locator(sent).focus();
  await page.keyboard.press('Backspace');
  await page.locator('#incident-title').focus();
  assert.equal(await page.locator(sent).inputValue(), '2026-03-03T08:30', 'what was sent stays sent');
  // Before anybody was aware: said, not refused.
  await typeInto(page, sent, '010120260830AM');
  await page.locator(`${sent}-error`).filter({ hasText: say('incident.before-aware') }).waitFor();
  const { tools } = (await saved(page, say)).dossier;
  const minutes = (text) => Date.parse(text) / 60_000;
  assert.equal(tools.incidents[0].aware, minutes('2026-02-02T09:15+01:00'));
  assert.equal(tools.incidents[0].sent['nis2-early-warning'], minutes('2026-01-01T08:30+01:00'));
  assert.deepEqual(errors, []);
  await context.close();
});

test('a month after the last of January, at half past midnight in Brussels, is the last of February', async () => {
  const say = speaker('en');
  const { page, context } = await open(browser, server.address, { locale: 'en-GB', timezoneId: 'Europe/Brussels' });
  await tool(page, say, '/incident', 'title.incident');
  await page.getByRole('button', { name: say('incident.begin') }).click();
  await page.getByRole('checkbox', { name: starting(say('trait.significant.question')) }).check();
  await page.locator('#incident-aware').fill('2026-01-30T10:00');
  const clock = (id) => page.locator('.clocks > li').filter({ has: page.getByRole('heading', { name: say(`clock.${id}.title`), exact: true }) });
  await clock('nis2-notification').getByRole('button', { name: say('clock.send') }).click();
  await page.locator('#sent-nis2-notification').fill('2026-01-31T00:30');
  await clock('nis2-final-report').locator('.clock-until').filter({ hasText: /28.*(02|Feb).*0?0[:.]30/ }).waitFor();
  await context.close();
});

test('a date in the calendar can be typed key by key, and its row stays where it is', async () => {
  const say = speaker('en');
  const { page, context, errors } = await open(browser, server.address, { locale: 'en-GB', timezoneId: 'Europe/Brussels' });
  await page.locator('.cards button').nth(1).click();
  await page.locator('.results').waitFor();
  await tool(page, say, '/calendar', 'title.calendar');
  const fields = page.locator('.due-done input');
  const ids = () => fields.evaluateAll((found) => found.map((one) => one.id));
  const before = await ids();
  const last = before.at(-1);
  await typeInto(page, `[id="${last}"]`, '05052026');
  assert.equal(await page.locator(`[id="${last}"]`).inputValue(), '2026-05-05');
  assert.equal(await page.evaluate(() => document.activeElement?.id), last, 'the focus stays in the field');
  assert.deepEqual(await ids(), before);
  const { tools } = (await saved(page, say)).dossier;
  assert.equal(tools.done[last.replace('done-', '')], '2026-05-05');
  assert.deepEqual(errors, []);
  await context.close();
});

test('a new piece of evidence is shown and in hand, and stays while its words no longer fit the search', async () => {
  const say = speaker('en');
  const { page, context, errors } = await open(browser, server.address, { locale: 'en-GB' });
  await tool(page, say, '/evidence', 'title.evidence');
  const inHand = (id) => page.waitForFunction((id) => document.activeElement?.id === id, id);
  await page.getByRole('button', { name: say('evidence.new') }).click();
  await inHand('title-0');
  await page.keyboard.type('Policy');
  await page.locator('#evidence-search').fill('Policy');
  await page.locator('#title-0').fill('Plan');
  assert.equal(await page.locator('#title-0').inputValue(), 'Plan');
  await page.getByRole('button', { name: say('evidence.new') }).click();
  await inHand('title-1');
  assert.equal(await page.locator('#evidence-search').inputValue(), '');
  assert.deepEqual(errors, []);
  await context.close();
});

test('a supplier does not move while it is weighed, and only a newer passport replaces one', async () => {
  const say = speaker('en');
  const { page, context, errors } = await open(browser, server.address, { locale: 'en-GB' });
  await tool(page, say, '/suppliers', 'title.suppliers');
  const add = async (at, name) => {
    await page.getByRole('button', { name: say('suppliers.add') }).click();
    await page.waitForFunction((id) => document.activeElement?.id === id, `supplier-name-${at}`);
    await page.keyboard.type(name);
  };
  await add(0, 'First');
  await page.getByText(say('supplier.unweighed')).waitFor();
  await add(1, 'Second');
  const names = () => page.locator('.part-toggle').allInnerTexts();
  await page.getByRole('checkbox', { name: say('weight.stops') }).check();
  assert.deepEqual(await names(), ['First', 'Second']);
  await page.getByRole('button', { name: 'Second' }).click();
  await page.waitForFunction(() => document.querySelector('.part-toggle')?.textContent === 'Second');
  const passport = (on, more = {}) => ({ name: `${on}.passport.json`, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ kind: 'belfry-passport', version: 1, name: 'First', framework: 'cyfun-2025', level: 'basic', on, asked: 34, answered: 34, total: 312, keys: 13, keys_met: 13, passed: true, ...more })) });
  const file = page.locator('#passports-file');
  await file.setInputFiles([passport('2026-05-02')]);
  await page.getByRole('cell', { name: '2 May 2026' }).waitFor();
  await file.setInputFiles([passport('2026-05-01'), passport('2026-05-02'), passport('2099-01-01'), passport('2026-06-01', { keys_met: 99 }), { name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{}') }]);
  await page.getByText(say('passports.older|one', { count: 1 })).first().waitFor();
  await page.getByRole('alert').filter({ hasText: '2099-01-01.passport.json' }).waitFor();
  await page.getByRole('alert').filter({ hasText: '2026-06-01.passport.json' }).waitFor();
  await page.getByRole('alert').filter({ hasText: say('passports.none') }).waitFor();
  await page.getByRole('cell', { name: '2 May 2026' }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test('hiding a column of the matrix lifts no duty', async () => {
  const say = speaker('en');
  const { page, context } = await open(browser, server.address, { locale: 'en-GB' });
  await page.locator('.cards button').nth(1).click();
  await page.locator('.results').waitFor();
  await tool(page, say, '/matrix', 'title.matrix');
  await page.getByText(say('matrix.settings')).click();
  await page.getByRole('checkbox', { name: starting(say('scheme.nis2.name')) }).uncheck();
  await page.locator('th.scheme-nis2').waitFor({ state: 'detached' });
  await tool(page, say, '/incident', 'title.incident');
  await page.getByRole('button', { name: say('incident.begin') }).click();
  await page.getByRole('checkbox', { name: starting(say('trait.significant.question')) }).check();
  await page.getByRole('heading', { name: say('clock.nis2-early-warning.title'), exact: true }).waitFor();
  await context.close();
});

test('nothing of the tools is fetched until one is opened, and then it works without a network', async () => {
  const { page, context } = await open(browser, server.address, { locale: 'en-GB' });
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.locator('.cards button').nth(1).click();
  await page.locator('.results').waitFor();
  await go(page, '/roadmap');
  await page.locator('.roadmap').waitFor();
  const ofTools = () => asked.filter((path) => /-tools\.wasm|tools\.json|schemes\.json/.test(path));
  assert.deepEqual(ofTools(), []);
  await tool(page, speaker('en'), '/incident', 'title.incident');
  assert.equal(ofTools().length, 3);
  await context.setOffline(true);
  await page.getByRole('button', { name: speaker('en')('incident.begin') }).click();
  await page.getByRole('checkbox', { name: starting(speaker('en')('trait.personal-data.question')) }).check();
  await page.getByRole('heading', { name: speaker('en')('clock.gdpr-authority.title'), exact: true }).waitFor();
  await context.close();
});

const OFFICIAL = '../shared/reference/workbooks/CyFun2025_Self-Assessment_tool_ESSENTIAL_v3.1.xlsx';

test('the official workbook is filled, read back, and explained to the cell; another is refused', { skip: existsSync(OFFICIAL) ? false : 'skipped: no official workbook here' }, async () => {
  const say = speaker('nl');
  const { page, context, errors } = await open(browser, server.address, { locale: locales.nl });
  await page.locator('.cards button').nth(1).click();
  await page.locator('.results').waitFor();
  await tool(page, say, '/workbook', 'title.workbook');
  await page.locator('#workbook-file').setInputFiles(OFFICIAL);
  await page.getByText(say('workbook.warn-untouched')).waitFor();
  await page.getByText(say('workbook.left-open|other', { count: 10 })).waitFor();
  await page.getByText('PROTECT!L3').first().waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('workbook.fill') }).click();
  const filled = await readFile(await (await download).path());
  // The filled file holds what stands here; what was open holds the 1 of the workbook.
  await page.locator('#workbook-file').setInputFiles({ name: 'filled.xlsx', mimeType: 'application/octet-stream', buffer: filled });
  await page.getByText(say('workbook.take-text|other', { count: 10 })).waitFor();
  await page.getByRole('button', { name: say('workbook.take') , exact: true }).click();
  await page.getByText(say('workbook.take-none')).waitFor();
  await go(page, '/results');
  await page.locator('.results').waitFor();
  await tool(page, say, '/workbook', 'title.workbook');
  await page.locator('#workbook-file').setInputFiles({ name: 'other.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK\u0003\u0004 no workbook') });
  await page.getByRole('alert').filter({ hasText: say('workbook.not-a-workbook') }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

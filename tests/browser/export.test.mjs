// Everything that leaves Belfry, made in the page: each file is what it says, and what can open again gives the same total.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { go, launch, locales, open, serve, speaker, text } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

/** Opens the page and waits for it. */
async function exporting(page, say) {
  await go(page, '/export');
  await page.getByRole('heading', { level: 1, name: say('title.export'), exact: true }).waitFor();
}

/** Presses the button of a format; the file and its name. */
async function made(page, id) {
  const download = page.waitForEvent('download');
  await page.locator(`#save-${id}`).press('Enter');
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Chooses a file in the field that opens what was exported. */
const choose = (page, name, bytes) => page.locator('#export-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });

/** The total that the results show. */
async function total(page) {
  await go(page, '/results');
  return page.locator('.results table').first().locator('tbody tr').first().innerText();
}

/** A dossier as a file, with what somebody typed. */
const dossier = (name, note) => ({ name: 'dossier.belfry.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ kind: 'belfry-dossier', format: 2, framework: 'cyfun-2025', saved_on: '', app_version: '', dossier: { name, profile: {}, decision: {}, planning: {}, target: 'important', assessments: { 'cyfun-2025': { 'GV.OC-01.1': { documentation: 3, implementation: 2, note } } } } })) });

/** Lines of a calendar as they were before they were folded. */
const unfolded = (bytes) => bytes.toString().replace(/\r\n[ \t]/g, '');

for (const language of ['en', 'fr']) {
  test(`a hospital hands over every kind of file, each of which is what it says, in ${language}`, async () => {
    const [say, words] = [speaker(language), text(language, 'exports')];
    const { page, context, errors } = await open(browser, server.address, { locale: locales[language] });
    await page.locator('.cards button').nth(1).click();
    await page.locator('.results').waitFor();
    const sum = await total(page);
    await exporting(page, say);

    const calendar = await made(page, 'calendar');
    assert.match(calendar.name, /^[\p{Letter}\p{Number}-]+-\d{4}-\d\d-\d\d\.ics$/u);
    assert.ok(calendar.bytes.toString().startsWith('BEGIN:VCALENDAR\r\n'));
    assert.ok(calendar.bytes.toString().endsWith('END:VCALENDAR\r\n'));
    assert.ok(unfolded(calendar.bytes).includes(`DESCRIPTION:${words.disclaimer.replace(/([,;])/g, '\\$1')}`), 'in the language of the page');
    assert.ok(unfolded(calendar.bytes).split('BEGIN:VEVENT').length > 10);
    await page.getByText(say('export.saved', { name: calendar.name })).waitFor();

    const picture = await made(page, 'gantt');
    const workbook = await made(page, 'workbook');
    const results = await made(page, 'oscal-results');
    const plan = await made(page, 'oscal-plan');
    const audit = await made(page, 'ciso-assistant');
    const data = await made(page, 'json');
    const pdf = await made(page, 'pdf');
    // Chromium stops the eleventh file that a page gives out in one go: a new page begins to count anew.
    await page.reload();
    await page.locator('#save-docx').waitFor();
    const docx = await made(page, 'docx');
    const markdown = await made(page, 'markdown');
    const answers = await made(page, 'answers');
    const roadmap = await made(page, 'roadmap');
    for (const { name, bytes } of [workbook, audit]) {
      assert.ok(name.endsWith('.xlsx') && bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04')), name);
    }
    assert.ok(docx.name.endsWith('.docx') && docx.bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04')), docx.name);
    assert.ok(pdf.name.endsWith('.pdf') && pdf.bytes.toString('latin1').startsWith('%PDF-') && pdf.bytes.toString('latin1').trimEnd().endsWith('%%EOF'), pdf.name);
    const drawn = picture.bytes.toString().split('<g><title>').length - 1;
    assert.ok(picture.name.endsWith('.svg') && drawn > 10, `${drawn} measures in the picture`);
    assert.ok(JSON.parse(results.bytes)['assessment-results'].uuid);
    assert.ok(JSON.parse(plan.bytes)['plan-of-action-and-milestones'].uuid);
    assert.equal(JSON.parse(data.bytes).kind, 'belfry-report');
    const name = JSON.parse(data.bytes).dossier.name ?? JSON.parse(data.bytes).dossier.dossier.name;
    assert.ok(markdown.bytes.toString().startsWith(`# ${words['report.title'].replace('{name}', name)}\n`), markdown.bytes.toString().slice(0, 80));
    for (const [{ bytes }, column] of [[answers, 'column.requirement'], [roadmap, 'column.measure']]) {
      const lines = bytes.toString().replace('\ufeff', '').split('\r\n');
      assert.ok(lines[0].includes(words[column]) && lines.length > 10, lines[0]);
    }
    assert.equal(new Set([calendar, picture, workbook, results, plan, audit, data, pdf, docx, markdown, answers, roadmap].map((file) => file.name)).size, 12, 'no two have the same name');

    // The official workbook is filled on a page of its own.
    assert.equal(await page.getByRole('link', { name: say('title.workbook'), exact: true }).getAttribute('href'), '#/workbook');

    // What opens again shows what is in it first, comes as a dossier of its own, and gives the same total.
    for (const [file, held] of [[workbook, 'answers'], [results, 'answers'], [data, 'everything']]) {
      await exporting(page, say);
      await choose(page, file.name, file.bytes);
      const card = page.getByRole('group', { name: file.name });
      await card.getByText(name).waitFor();
      assert.equal(await card.getByText(say('export.again.answers')).count(), held === 'answers' ? 1 : 0);
      await card.getByRole('button', { name: say('export.again.take') }).press('Enter');
      await page.getByText(say('notice.opened')).waitFor();
      assert.equal(await total(page), sum, file.name);
    }
    await go(page, '/dossiers');
    await page.getByRole('heading', { level: 1, name: say('title.dossiers') }).waitFor();
    assert.equal(await page.locator('section[aria-labelledby=other-dossiers] li').count(), 3, 'nothing was overwritten');
    assert.deepEqual(errors, []);
    await context.close();
  });

  test(`files are made in another language than the page’s, from words that are fetched when they are needed, and again when that failed, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context } = await open(browser, server.address, { locale: locales[language] });
    await page.locator('.cards button').nth(0).click();
    await page.locator('.results').waitFor();
    await exporting(page, say);
    await page.getByLabel(say('export.language')).selectOption('de');
    await page.route(/texts\/de\/exports\.json$/, (route) => route.abort());
    await page.locator('#save-calendar').click();
    await page.getByRole('alert').filter({ hasText: say('export.failed') }).waitFor();
    await page.unroute(/texts\/de\/exports\.json$/);
    const calendar = await made(page, 'calendar');
    assert.equal(await page.getByRole('alert').count(), 0);
    assert.ok(unfolded(calendar.bytes).includes(text('de', 'exports')['calendar.roadmap']));
    await context.close();
  });

  test(`what somebody typed stays text in every file and on the way back, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context, errors } = await open(browser, server.address, { locale: locales[language] });
    const [hostile, note] = ['<img src=x onerror=alert(1)> =1+1\u202e', '=HYPERLINK("https://example.org";"x")\nEND:VCALENDAR'];
    await page.locator('input[type=file]').setInputFiles(dossier(hostile, note));
    await page.getByText(hostile).first().waitFor();
    await exporting(page, say);
    const workbook = await made(page, 'workbook');
    assert.match(workbook.name, /^[\p{Letter}\p{Number}-]+-\d{4}-\d\d-\d\d\.xlsx$/u, 'no sign of a path or of markup');
    const calendar = (await made(page, 'calendar')).bytes.toString();
    assert.equal(calendar.match(/^END:VCALENDAR\r$/gm).length, 1);
    assert.doesNotMatch((await made(page, 'markdown')).bytes.toString(), /(^|[^\\])<img/);
    assert.ok((await made(page, 'answers')).bytes.toString().includes(`"'=HYPERLINK`));
    const results = await made(page, 'oscal-results');
    for (const file of [workbook, results]) {
      await exporting(page, say);
      await choose(page, '<b>file</b>.xlsx', file.bytes);
      await page.getByRole('group', { name: '<b>file</b>.xlsx' }).getByText(hostile).waitFor();
      await page.getByRole('button', { name: say('export.again.take') }).click();
      await page.getByText(say('notice.opened')).waitFor();
      await go(page, '/answers/GV.OC-01.1');
      await page.waitForFunction((note) => [...document.querySelectorAll('.belfry textarea')].some((one) => one.value === note), note);
    }
    assert.deepEqual(errors, []);
    await context.close();
  });

  test(`the report is a page to print and sign, with its names or without, in ${language}`, async () => {
    const [say, words] = [speaker(language), text(language, 'exports')];
    const { page, context, errors } = await open(browser, server.address, { locale: locales[language] });
    const [name, note] = ['<b>Workshop</b> of Ann', 'Ann keeps <i>the key</i>\u202e'];
    await page.locator('input[type=file]').setInputFiles(dossier(name, note));
    await page.getByText(name).first().waitFor();
    await page.evaluate(() => { window.print = () => { document.body.dataset.printed = 'yes'; }; });
    await exporting(page, say);
    const called = await page.title();
    await page.locator('#save-sheet').press('Enter');
    const sheet = page.locator('.sheet');
    await sheet.getByRole('heading', { level: 1, name, exact: true }).and(page.locator(':focus')).waitFor();
    assert.equal(await sheet.getAttribute('lang'), words['paper.language']);
    assert.equal(await page.title(), words['report.title'].replace('{name}', name), 'what is printed is called after it');
    assert.ok((await sheet.innerText()).includes(note.replace('\u202e', '')));
    assert.ok(!(await sheet.innerText()).includes('\u202e'), 'no sign turns the direction of what follows');
    assert.equal(await sheet.locator('b, i').count(), 0, 'what somebody typed stays text');
    // The contents lead to their places, and the address stays that of the page.
    await sheet.getByRole('navigation', { name: words['paper.contents'] }).getByRole('link', { name: words['paper.signature'], exact: true }).press('Enter');
    await sheet.getByRole('heading', { level: 2, name: words['paper.signature'] }).and(page.locator(':focus')).waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#/export');
    await page.getByRole('button', { name: say('tools.print'), exact: true }).click();
    assert.equal(await page.evaluate(() => document.body.dataset.printed), 'yes');
    // On paper there is the report and nothing else, each page with its number.
    await page.emulateMedia({ media: 'print' });
    for (const other of ['.masthead', '.footer', '.belfry main button']) assert.ok(await page.locator(other).first().isHidden(), other);
    const pages = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g).length;
    assert.ok(pages > 3, `${pages} pages`);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: say('export.back') }).press('Enter');
    await page.locator('#save-sheet:focus').waitFor();
    assert.equal(await page.title(), called);

    // Without names: not on the page, not in the file, not in the name of the file.
    await page.getByLabel(say('export.extent')).selectOption('redacted');
    await page.getByText(say('export.redacted-text')).waitFor();
    const plain = await made(page, 'markdown');
    for (const file of [plain, await made(page, 'pdf'), await made(page, 'docx')]) assert.doesNotMatch(file.name, /workshop|ann/i);
    assert.ok(plain.bytes.toString().includes(words['paper.redacted']) && !/Ann|Workshop/.test(plain.bytes.toString()));
    assert.match((await made(page, 'workbook')).name, /workshop/, 'a workbook always holds everything');
    await page.locator('#save-sheet').click();
    await sheet.getByText(words['paper.redacted']).waitFor();
    assert.doesNotMatch(await sheet.innerText(), /Ann|Workshop/);
    assert.doesNotMatch(await page.title(), /Ann|Workshop/);
    await go(page, '/calendar');
    await page.getByRole('heading', { level: 1, name: say('title.calendar'), exact: true }).waitFor();
    assert.ok((await page.title()).startsWith(say('title.calendar')), 'another page has its own name');
    assert.deepEqual(errors, []);
    await context.close();
  });

  test(`who has a passphrase is told that these files are not under it, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context } = await open(browser, server.address, { locale: locales[language] });
    await page.locator('.cards button').nth(0).click();
    await page.locator('.results').waitFor();
    await exporting(page, say);
    assert.equal(await page.getByText(say('export.unsealed')).count(), 0);
    await go(page, '/dossiers');
    await page.getByRole('button', { name: say('seal.set') }).click();
    for (const field of ['seal.new', 'seal.again']) await page.getByLabel(say(field)).fill('five plain words for this');
    await page.getByLabel(say('seal.understood')).check();
    await page.getByRole('button', { name: say('seal.do'), exact: true }).click();
    await page.getByText(say('seal.is-set')).waitFor();
    await exporting(page, say);
    await page.getByText(say('export.unsealed')).waitFor();
    await context.close();
  });

  test(`a file that is none of Belfry’s is refused with what to do, and nothing changes, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context } = await open(browser, server.address, { locale: locales[language] });
    await page.locator('.cards button').nth(0).click();
    await page.locator('.results').waitFor();
    await exporting(page, say);
    const refused = page.getByRole('alert');
    await choose(page, 'other.xlsx', 'PK\x03\x04 something else');
    await refused.filter({ hasText: say('export.again.not-ours') }).waitFor();
    await choose(page, 'other.json', '{"assessment-results": {"metadata": {}}}');
    await refused.filter({ hasText: 'other.json' }).filter({ hasText: say('export.again.not-ours') }).waitFor();
    await choose(page, 'picture.json', '{}');
    await refused.filter({ hasText: say('open.not-dossier') }).waitFor();
    // Two rows for one requirement are two answers.
    const results = (await made(page, 'oscal-results')).bytes.toString();
    const [first, second] = [...results.matchAll(/"value": "([A-Z]{2}\.[A-Z]{2}-\d\d\.\d)"/g)].map((found) => found[1]);
    await choose(page, 'twice.json', results.replace(`"value": "${second}"`, `"value": "${first}"`));
    await refused.filter({ hasText: say('export.again.twice', { requirement: first }) }).waitFor();
    await go(page, '/dossiers');
    await page.getByRole('heading', { level: 1, name: say('title.dossiers') }).waitFor();
    assert.equal(await page.locator('section[aria-labelledby=other-dossiers] li').count(), 0);
    await context.close();
  });
}

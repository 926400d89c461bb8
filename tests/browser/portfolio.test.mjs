// Many dossiers side by side, and two people's answers made one.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { go, launch, locales, open, serve, speaker } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const file = (name, content) => ({ name, mimeType: 'application/json', buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)) });

async function saved(page, say) {
  await go(page, '/dossiers');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('dossier.save') }).click();
  return JSON.parse(await readFile(await (await download).path(), 'utf8'));
}

async function portfolio(page, say) {
  await go(page, '/portfolio');
  await page.getByRole('heading', { level: 1, name: say('title.portfolio'), exact: true }).waitFor();
}

const CLIENTS = 200;
const AT_BASIC = 49;
const name = (at) => (at === 7 ? '=1+1' : `Client ${String(at).padStart(3, '0')}`);

/** The sample with another name and other scores; the first ones aim at Basic. */
function client(sample, at) {
  const made = structuredClone(sample);
  made.saved_on = `2026-10-${String((at % 28) + 1).padStart(2, '0')}T08:00:00Z`;
  made.dossier.name = name(at);
  if (at < AT_BASIC) made.dossier.target = 'basic';
  Object.values(made.dossier.assessments['cyfun-2025']).forEach((answer, place) => {
    if (answer.documentation) answer.documentation = ((at * 7 + place * 3) % 5) + 1;
    if (answer.implementation && place % 4 === 0) answer.implementation = (at % 5) + 1;
  });
  return file(`client-${at}.belfry.json`, made);
}

/** The figures of a column, as the table shows them; nothing where there is none. */
const column = async (page, at) => (await page.locator(`.portfolio-table tbody tr > :nth-child(${at + 1})`).allInnerTexts()).map((cell) => cell.trim());
const number = (cell) => (cell === '–' ? undefined : Number(cell.replace(',', '.')));

for (const language of ['en', 'de']) {
  test(`${CLIENTS} dossiers stand side by side, are sorted, sifted, measured and handed over, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context, errors } = await open(browser, server.address, { locale: locales[language] });
    await page.locator('.cards button').nth(1).click();
    await page.locator('.results').waitFor();
    const sample = await saved(page, say);
    await portfolio(page, say);

    // Everything that was chosen is answered for; the browser may draw in between.
    await page.evaluate(() => {
      window.progress = new Set();
      const line = document.querySelector('.drop [role=status]');
      new MutationObserver(() => window.progress.add(line.textContent)).observe(line, { childList: true, characterData: true, subtree: true });
    });
    const questions = structuredClone(sample);
    questions.dossier.request = { of: 'x', whom: 'it', requirements: [] };
    const others = [
      file('sealed.belfry.json', { kind: 'belfry-sealed', format: 1 }),
      file('cut.belfry.json', '{"kind": "belfry-dossier", "form'),
      file('questions.belfry.json', questions),
    ];
    const clients = Array.from({ length: CLIENTS }, (_, at) => client(sample, at));
    await page.locator('#portfolio-files').setInputFiles([...clients, ...others]);
    await page.getByText(say('portfolio.opened|other', { count: CLIENTS })).waitFor({ timeout: 120_000 });
    assert.ok((await page.evaluate(() => window.progress.size)) > 1, 'progress is said while files are read');
    await page.getByText(say('portfolio.refused|other', { count: 3 })).waitFor();
    await page.getByText(say('portfolio.sealed')).waitFor();
    await page.getByText(say('portfolio.questions')).waitFor();
    await page.getByText(say('open.not-json', { line: 1, column: 32 })).waitFor();
    await page.locator('#portfolio-files').setInputFiles(clients.slice(0, 2));
    await page.getByText(say('portfolio.again|other', { count: 2 })).waitFor();
    await page.getByRole('button', { name: say('portfolio.forget') }).click();
    await page.locator('.portfolio-table').waitFor({ state: 'detached' });

    // A whole folder, with something in it that is no dossier.
    const folder = await mkdtemp(join(tmpdir(), 'belfry-'));
    for (const one of clients) await writeFile(join(folder, one.name), one.buffer);
    await writeFile(join(folder, 'notes.txt'), 'notes');
    await page.locator('#portfolio-folder').setInputFiles(folder);
    await page.getByText(say('portfolio.opened|other', { count: CLIENTS })).waitFor({ timeout: 120_000 });
    await page.getByText(say('portfolio.passed-over|one', { count: 1 })).waitFor();
    await page.locator('#portfolio-folder').setInputFiles(folder);
    await page.getByText(say('portfolio.again|other', { count: CLIENTS })).waitFor({ timeout: 120_000 });
    await rm(folder, { recursive: true });
    const rows = page.locator('.portfolio-table tbody tr');
    assert.equal(await rows.count(), CLIENTS);

    // The nearest to the gate comes first.
    const heading = (key) => page.locator('.portfolio-table thead th').filter({ has: page.getByRole('button', { name: say(key), exact: true }) });
    assert.equal(await heading('portfolio.distance').getAttribute('aria-sort'), 'ascending');
    const rising = (cells) => cells.every((cell, at) => at === 0 || cells[at - 1] <= cell);
    const distances = (await column(page, 8)).map(number);
    assert.ok(rising(distances) && distances.at(-1) > distances[0], 'sorted by the distance to the gate');
    // By keyboard, each column, both ways.
    await heading('portfolio.name').getByRole('button').focus();
    await page.keyboard.press('Enter');
    assert.equal(await heading('portfolio.name').getAttribute('aria-sort'), 'ascending');
    assert.equal(await heading('portfolio.distance').getAttribute('aria-sort'), null);
    assert.match(await rows.first().innerText(), /=1\+1/);
    await page.keyboard.press('Enter');
    assert.equal(await heading('portfolio.name').getAttribute('aria-sort'), 'descending');
    assert.match(await rows.first().innerText(), new RegExp(name(CLIENTS - 1)));
    for (let at = 0; at < 12; at += 1) {
      await page.locator('.portfolio-table thead th').nth(at).getByRole('button').click();
      assert.equal(await rows.count(), CLIENTS);
    }

    // Within the set: the median of an odd number is one of them.
    await heading('gates.total').getByRole('button').click();
    const levels = await column(page, 2);
    const totals = (await column(page, 5)).map(number).filter((_, at) => levels[at] === say('level.essential'));
    assert.equal(totals.length, CLIENTS - AT_BASIC);
    totals.sort((one, other) => one - other);
    const spread = page.locator('.benchmark-table tbody tr').first().locator('td');
    const figures = (await spread.allInnerTexts()).map(number);
    assert.deepEqual([figures[0], figures[2], figures[4]], [totals[0], totals[(totals.length - 1) / 2], totals.at(-1)]);
    assert.ok(rising(figures));
    assert.equal(await page.locator('.benchmark-table tbody tr').count(), 23, 'the total and 22 categories');
    await page.locator('#benchmark-group').selectOption('1');
    await page.getByText(say('portfolio.benchmark-text|other', { count: AT_BASIC, group: `${say('level.basic')}, CyberFundamentals 2025` })).waitFor();
    const best = rows.filter({ hasText: say('portfolio.rank', { rank: 1, all: CLIENTS - AT_BASIC, place: say('portfolio.highest') }) });
    assert.ok((await best.count()) >= 1);
    assert.equal(number((await best.first().locator('td').nth(4).innerText()).trim()), totals.at(-1));

    // One overview to hand over: every line that is shown, and no text that becomes a formula.
    const table = async (button) => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: button, exact: true }).click();
      return readFile(await (await download).path());
    };
    const lines = (await table(say('files.csv'))).toString('utf8').trim().split('\r\n');
    assert.equal(lines.length, CLIENTS + 1);
    assert.ok(lines.some((line) => line.startsWith("'=1+1,")));
    assert.ok(lines[0].includes(say('portfolio.of', { heading: say('gates.keys') })));
    assert.equal((await table(say('files.xlsx'))).subarray(0, 2).toString(), 'PK');
    await page.locator('#portfolio-filter').fill(`client 017`);
    await page.getByText(say('portfolio.shown', { shown: 1, all: CLIENTS })).waitFor();
    assert.equal((await table(say('files.csv'))).toString('utf8').trim().split('\r\n').length, 2);

    // One is opened; what was open stays, and so does the overview, until the page is closed.
    await page.getByRole('button', { name: say('portfolio.open-named', { name: name(17) }) }).click();
    await page.getByText(say('welcome.begun', { name: name(17) })).waitFor();
    await go(page, '/dossiers');
    await page.getByText(sample.dossier.name, { exact: true }).waitFor();
    await portfolio(page, say);
    assert.equal(await rows.count(), CLIENTS);
    await page.reload();
    await portfolio(page, say);
    assert.equal(await rows.count(), 0, 'nothing outlives the page');
    assert.deepEqual(errors, []);
    await context.close();
  });
}

const dossier = (more) => ({ kind: 'belfry-dossier', format: 2, framework: 'cyfun-2025', saved_on: '2026-11-20T08:00:00Z', app_version: '', dossier: { target: 'basic', ...more } });
const scores = (documentation, implementation, more = {}) => ({ documentation, implementation, ...more });
const piece = (title, id) => ({ dimension: 'documentation', title, serves: [`requirement:${id}`] });

for (const language of ['en', 'de']) {
  test(`the answers of two people become one, and where they differ somebody decides, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context, errors } = await open(browser, server.address, { locale: locales[language] });
    const mine = dossier({
      name: 'Werkplaats',
      assessments: { 'cyfun-2025': { 'GV.OC-03.1': scores(3, 3), 'PR.AA-01.1': scores(2, 4, { note: 'seen in May', owner: 'An' }), 'PR.AA-03.1': scores(3, 3), 'PR.AA-05.1': { documentation: 4 } } },
      evidence: [piece('Policy', 'GV.OC-03.1')],
    });
    const theirs = dossier({
      name: 'Werkplaats BV',
      assessments: { 'cyfun-2025': { 'GV.OC-03.1': scores(3, 3), 'PR.AA-01.1': scores(3, 1, { note: 'heard from IT', owner: 'Bert' }), 'PR.AA-03.1': { stance: 'not-applicable', justification: 'no staff' }, 'PR.AA-05.1': { implementation: 2 }, 'PR.DS-11.1': scores(5, 5) } },
      evidence: [piece('Policy', 'GV.OC-03.1'), piece('List', 'PR.DS-11.1')],
    });
    await page.locator('input[type=file]').setInputFiles(file('mine.belfry.json', mine));
    await page.getByText(say('welcome.begun', { name: 'Werkplaats' })).waitFor();
    await portfolio(page, say);
    await page.locator('#portfolio-files').setInputFiles(file('theirs.belfry.json', theirs));
    await page.getByText(say('portfolio.opened|one', { count: 1 })).waitFor();
    assert.equal(await page.locator('#merge-first').inputValue(), 'table');
    await page.getByText(say('portfolio.same-dossier')).waitFor();
    await page.locator('#merge-second').selectOption('0');
    for (const key of ['portfolio.same|one', 'portfolio.only-second|one', 'portfolio.completed|one']) await page.getByText(say(key, { count: 1 })).waitFor();
    await page.getByText(say('portfolio.disputed|other', { count: 2 })).waitFor();
    await page.getByText(say('portfolio.parts', { parts: say('portfolio.part-name') })).waitFor();
    await page.getByText(say('portfolio.details|one', { count: 1 })).waitFor();
    const make = page.getByRole('button', { name: say('portfolio.make') });
    assert.ok(await make.isDisabled(), 'nothing is decided for the user');

    // Side by side, with notes and who; the lower settles scores and leaves "does not apply" to the user.
    const dispute = page.locator('.disputes > li').filter({ hasText: 'PR.AA-01.1' });
    for (const words of ['seen in May', 'heard from IT', say('portfolio.owner', { name: 'An' }), say('portfolio.owner', { name: 'Bert' })]) {
      assert.ok((await dispute.innerText()).includes(words), words);
    }
    await page.getByRole('button', { name: say('portfolio.all-lower') }).click();
    await page.getByText(say('portfolio.left|one', { count: 1 })).waitFor();
    assert.ok(await dispute.getByRole('radio', { name: say('portfolio.lower') }).isChecked());
    const other = page.locator('.disputes > li').filter({ hasText: 'PR.AA-03.1' });
    await other.getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.getByText(say('portfolio.ready')).waitFor();
    assert.ok(await other.getByRole('radio').nth(1).isChecked());
    await make.click();

    // A third dossier; the two are as they were.
    const third = (await saved(page, say)).dossier;
    assert.equal(third.name, say('portfolio.merged-name', { name: 'Werkplaats' }));
    const answers = third.assessments['cyfun-2025'];
    assert.deepEqual(answers['PR.AA-01.1'], scores(2, 1, { note: 'seen in May\nheard from IT', owner: 'An' }));
    assert.equal(answers['PR.AA-03.1'].stance, 'not-applicable');
    assert.deepEqual(answers['PR.AA-05.1'], scores(4, 2));
    assert.deepEqual(answers['PR.DS-11.1'], scores(5, 5));
    assert.deepEqual(third.evidence.map((one) => one.title), ['Policy', 'List']);
    await page.getByText('Werkplaats', { exact: true }).waitFor();
    await page.reload();
    assert.deepEqual((await saved(page, say)).dossier.assessments, third.assessments, 'it survives a reload');
    assert.deepEqual(errors, []);
    await context.close();
  });
}

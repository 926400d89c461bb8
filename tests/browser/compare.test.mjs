// Two states side by side: frozen today, compared with what comes after, and with another dossier's file.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { go, launch, locales, open, serve, speaker, text } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const file = (name, content) => ({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) });

async function page_(page, say) {
  await go(page, '/compare');
  await page.getByRole('heading', { level: 1, name: say('title.compare'), exact: true }).waitFor();
}

async function saved(page, say) {
  await go(page, '/dossiers');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('dossier.save') }).click();
  return JSON.parse(await readFile(await (await download).path(), 'utf8'));
}

for (const language of ['en', 'de']) {
  test(`a state that was frozen is compared with what came after, in ${language}`, async () => {
    const say = speaker(language);
    const { page, context, errors } = await open(browser, server.address, { locale: locales[language] });
    await page.locator('.cards button').nth(1).click();
    await page.locator('.results').waitFor();

    // With the keyboard alone: a name, Enter.
    await page_(page, say);
    await page.getByText(say('compare.nothing')).waitFor();
    assert.match(await page.locator('#compare-name').inputValue(), /\d/, 'the quarter is proposed');
    await page.locator('#compare-name').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Vorstand 1');
    await page.keyboard.press('Enter');
    await page.locator('#frozen-0').waitFor();
    await page.getByText(say('compare.equal')).waitFor();
    await page.locator('#frozen-0').fill('Vorstand 2');

    // Three answers change: one up, one down, one is given for the first time.
    const before = (await saved(page, say)).dossier;
    const frozen = before.tools.snapshots[0];
    assert.deepEqual([frozen.name, frozen.level, frozen.framework], ['Vorstand 2', 'essential', 'cyfun-2025']);
    const answers = before.assessments['cyfun-2025'];
    for (const [id, said] of Object.entries(frozen.answers)) {
      assert.equal(said, `${answers[id].documentation}/${answers[id].implementation}`);
    }
    const scored = (category, holds) => Object.keys(answers).find((id) => id.startsWith(category) && answers[id].documentation && holds(answers[id]));
    const high = scored('PR.AA', (answer) => answer.documentation < 5 && answer.implementation < 5);
    const low = scored('ID.AM', (answer) => answer.documentation > 1 && answer.implementation > 1);
    const open_ = Object.keys(answers).find((id) => answers[id].stance === 'unknown');
    const changed = structuredClone(before);
    Object.assign(changed.assessments['cyfun-2025'][high], { documentation: 5, implementation: 5 });
    Object.assign(changed.assessments['cyfun-2025'][low], { documentation: 1, implementation: 1 });
    changed.assessments['cyfun-2025'][open_] = { documentation: 4, implementation: 4 };
    const envelope = { kind: 'belfry-dossier', format: 2, framework: 'cyfun-2025', saved_on: '2026-11-20T08:00:00Z', app_version: '' };
    await go(page, '/');
    await page.locator('input[type=file]').first().setInputFiles(file('later.belfry.json', { ...envelope, dossier: changed }));
    await page.getByText(say('notice.opened')).waitFor();

    // What was frozen came along in the file, and is compared with today.
    await page_(page, say);
    assert.equal(await page.locator('#compare-before').inputValue(), 'frozen-0');
    assert.equal(await page.locator('#compare-after').inputValue(), 'today');
    await page.getByText(say('compare.changed|other', { count: 3 })).waitFor();
    assert.ok(await page.getByText(say('compare.total-rose')).count() + await page.getByText(say('compare.total-fell')).count() === 1);
    const asked = 218;
    const count = Object.keys(frozen.answers).length;
    await page.getByText(say('compare.answered', { before: count, after: count + 1, all: asked })).waitFor();
    assert.match(await page.locator('#compare-rose + ul').innerText(), /PR\.AA/);
    assert.match(await page.locator('#compare-fell + ul').innerText(), /ID\.AM/);
    const row = page.locator('section[aria-labelledby=compare-answers] tr').filter({ hasText: low });
    assert.match(await row.innerText(), new RegExp(`${answers[low].documentation} → 1`));
    assert.match(await row.locator('td').last().innerText(), /^−/);
    const fresh = page.locator('section[aria-labelledby=compare-answers] tr').filter({ hasText: open_ });
    assert.match(await fresh.innerText(), new RegExp(`${say('compare.unanswered')} → 4`));
    // The table behind the radar says every category; its name says what is to be seen.
    const categories = page.locator('section[aria-labelledby=compare-categories] tbody tr');
    assert.equal(await categories.count(), await page.locator('.radar-label').count());
    assert.match(await page.locator('.radar svg').getAttribute('aria-label'), say('compare.radar'));
    assert.notEqual(await page.locator('.radar-then').evaluate((shape) => getComputedStyle(shape).strokeDasharray), 'none', 'told apart without colour');

    // At another level, and the other way round.
    await page.locator('#compare-level').selectOption('basic');
    await page.getByText(say('compare.answered-same', { after: 34, all: 34 })).or(page.getByText(say('compare.answered', { before: 33, after: 34, all: 34 }))).first().waitFor();
    await page.locator('#compare-level').selectOption('essential');
    await page.locator('#compare-before').selectOption('today');
    await page.getByText(say('compare.same-state')).waitFor();
    await page.locator('#compare-after').selectOption('frozen-0');
    assert.match(await page.locator('#compare-fell + ul').innerText(), /PR\.AA/);

    // It survives a reload; what is removed comes back with one step of undo.
    await page.reload();
    await page_(page, say);
    assert.equal(await page.locator('#frozen-0').inputValue(), 'Vorstand 2');
    await page.getByRole('button', { name: say('compare.remove-label', { name: 'Vorstand 2' }) }).click();
    await page.locator('#frozen-0').waitFor({ state: 'detached' });
    await page.getByText(say('compare.nothing')).waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Control+Z');
    await page.locator('#frozen-0').waitFor();

    // Files: an earlier one with its own frozen state, one of another version, a sealed one, a broken one.
    await page.locator('#compare-file').setInputFiles(file('earlier.belfry.json', { ...envelope, dossier: { ...before, name: 'Elsewhere' } }));
    await page.getByText(say('compare.changed|other', { count: 3 })).waitFor();
    assert.equal(await page.locator('#compare-before').inputValue(), 'opened-0');
    assert.equal(await page.locator('#compare-before option').count(), 4);
    await page.getByText(say('compare.other-organisation', { before: 'Elsewhere', after: before.name })).waitFor();
    const older = { kind: 'belfry-dossier', format: 2, framework: 'cyfun-2023', saved_on: '', app_version: '', dossier: { assessments: { 'cyfun-2023': { 'PR.AC-3.2': { documentation: 3, implementation: 3 } } } } };
    await page.locator('#compare-file').setInputFiles(file('older.belfry.json', older));
    await page.getByText(say('compare.other-framework', { before: 'CyberFundamentals 2023', after: 'CyberFundamentals 2025' })).waitFor();
    const sealed = { kind: 'belfry-sealed', format: 1, derivation: { name: 'PBKDF2-HMAC-SHA256', rounds: 600000, salt: 'AAAAAAAAAAAAAAAAAAAAAA==' }, nonce: 'AAAAAAAAAAAAAAAA', content: 'AAAA' };
    await page.locator('#compare-file').setInputFiles(file('sealed.belfry.json', sealed));
    await page.getByText(say('portfolio.sealed')).waitFor();
    await page.locator('#compare-file').setInputFiles(file('none.json', { kind: 'letter' }));
    await page.getByText(say('open.not-dossier')).waitFor();

    // Printed: the two states by name, and no forms.
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.locator('.compare .print-only').isVisible());
    assert.equal(await page.locator('.compare select:visible').count(), 0);
    assert.ok(text(language, 'plan')['compare.lead']);
    assert.deepEqual(errors, []);
    await context.close();
  });
}

// Questions put to somebody else: by file, answered elsewhere, merged back, with clashes shown.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go, launch, open, serve } from './harness.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const downloaded = async (page, click) => {
  const download = page.waitForEvent('download');
  await click();
  return (await download).path();
};

test('a question travels as a file, is answered on another machine, and falls into place', async () => {
  const mine = await open(browser, server.address);
  await go(mine.page, '/answers/PR.AA-03.2');
  await mine.page.getByRole('radio', { name: /I don’t know yet/ }).check();
  await go(mine.page, '/answers/PR.PS-04.1');
  await mine.page.getByRole('radio', { name: /I don’t know yet/ }).check();
  await go(mine.page, '/ask');
  const asked = mine.page.getByRole('region', { name: 'Your IT people' });
  assert.equal(await asked.getByRole('listitem').count(), 2);
  const file = await downloaded(mine.page, () => asked.getByRole('button', { name: 'Save as a file to fill in' }).click());

  const theirs = await open(browser, server.address);
  await theirs.page.locator('input[type=file]').setInputFiles(file);
  await theirs.page.getByText(/asks you 2 questions/).waitFor();
  await theirs.page.getByRole('radio', { name: 'Yes, and it is written down' }).check();
  const answer = await downloaded(theirs.page, () => theirs.page.getByRole('button', { name: 'Save my answers' }).click());

  // In the meantime the other question was answered here.
  await go(mine.page, '/answers/PR.PS-04.1');
  await mine.page.getByRole('radio', { name: 'No', exact: true }).check();
  await mine.page.goto('about:blank');
  await mine.page.goto(server.address);
  await mine.page.locator('input[type=file]').setInputFiles(answer);
  await mine.page.getByRole('heading', { name: 'Answers that came back' }).waitFor();
  await mine.page.getByText('Your IT people answered 1 question.').waitFor();
  await mine.page.getByRole('button', { name: 'Take these answers' }).click();
  await mine.page.getByText(/stand in your dossier now/).waitFor();
  const kept = JSON.parse(await mine.page.evaluate(() => {
    const id = localStorage.getItem('belfry/last');
    return new Promise((done) => {
      const look = () => {
        const text = localStorage.getItem(`belfry/dossier/${id}`);
        if (Object.values(JSON.parse(text).dossier.assessments['cyfun-2025']).filter((record) => record.documentation).length === 2) done(text);
        else requestAnimationFrame(look);
      };
      look();
    });
  }));
  const records = kept.dossier.assessments['cyfun-2025'];
  const scores = Object.values(records).map((record) => [record.documentation, record.implementation].join()).sort();
  assert.deepEqual(scores, ['1,1', '3,3']);
  assert.deepEqual([...mine.errors, ...theirs.errors], []);
  await mine.context.close();
  await theirs.context.close();
});

test('two different answers to one question are shown side by side, and only the ticked one changes', async () => {
  const mine = await open(browser, server.address);
  await go(mine.page, '/answers/PR.AA-03.2');
  await mine.page.getByRole('radio', { name: /I don’t know yet/ }).check();
  await go(mine.page, '/ask');
  const file = await downloaded(mine.page, () => mine.page.getByRole('button', { name: 'Save as a file to fill in' }).click());
  const theirs = await open(browser, server.address);
  await theirs.page.locator('input[type=file]').setInputFiles(file);
  await theirs.page.getByRole('radio', { name: 'Yes, and it is written down' }).check();
  const answer = await downloaded(theirs.page, () => theirs.page.getByRole('button', { name: 'Save my answers' }).click());
  await go(mine.page, '/answers/PR.AA-03.2');
  await mine.page.getByRole('radio', { name: 'Partly' }).check();
  await go(mine.page, '/dossiers');
  await mine.page.locator('input[type=file]').setInputFiles(answer);
  const clash = mine.page.getByRole('checkbox');
  await clash.waitFor();
  await mine.page.getByText('yours: Partly · theirs: Yes, and it is written down').waitFor();
  await mine.page.getByRole('button', { name: 'Take these answers' }).click();
  await go(mine.page, '/answers/PR.AA-03.2');
  assert.ok(await mine.page.getByRole('radio', { name: 'Partly' }).isChecked(), 'an answer that is not ticked stays as it was');
  await mine.page.goBack();
  await go(mine.page, '/dossiers');
  await mine.page.locator('input[type=file]').setInputFiles(answer);
  await clash.check();
  await mine.page.getByRole('button', { name: 'Take these answers' }).click();
  await go(mine.page, '/answers/PR.AA-03.2');
  assert.ok(await mine.page.getByRole('radio', { name: 'Yes, and it is written down' }).isChecked());
  await mine.context.close();
  await theirs.context.close();
});

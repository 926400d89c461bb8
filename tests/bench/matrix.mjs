// The matrix on a phone: 218 requirements beside every scheme, the processor four times as slow. How long from a choice in a
// filter to the next frame, and how many frames a scroll through the whole table drops; beside it the same table as plain
// markup set by a script. Prints medians and ratios; no test. Run after `cargo xtask build`.
import { go, launch, open, serve } from '../browser/harness.mjs';

const ROUNDS = 12;
const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
const server = await serve();
const browser = await launch();
const { page, context } = await open(browser, server.address, { viewport: { width: 390, height: 844 }, locale: 'en-GB', reducedMotion: 'reduce' });
await page.locator('.cards button').nth(1).click();
await page.locator('.results').waitFor();
await go(page, '/matrix');
await page.locator('.matrix').waitFor();
await page.locator('details > summary').first().click();
for (const box of await page.locator('.scheme-choices input').all()) await box.check();
await page.locator('#matrix-side').selectOption('requirements');
await page.waitForFunction(() => document.querySelectorAll('.matrix tbody tr').length === 218);
const columns = await page.locator('.matrix thead th').count();
const slow = await context.newCDPSession(page);
await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 });

/** From an act to the frame after the one that shows it, in milliseconds. */
const painted = (act) => page.evaluate(async (act) => {
  const before = performance.now();
  new Function(act)();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - before;
}, act);
const choose = (value) => `const list = document.querySelector('#matrix-gaps'); list.value = '${value}'; list.dispatchEvent(new Event('change', { bubbles: true }));`;
const plain = (part) => `document.querySelector('#plain').replaceChildren(...window.${part}.map((row) => row.cloneNode(true)));`;

const scroll = () => page.evaluate(async () => {
  const gaps = [];
  let last = performance.now();
  window.scrollTo(0, 0);
  const box = document.querySelector('.matrix-scroll');
  for (let at = 0; at < box.scrollHeight; at += 400) {
    box.scrollTop = at;
    await new Promise((done) => requestAnimationFrame(done));
    const now = performance.now();
    gaps.push(now - last);
    last = now;
  }
  return gaps;
});

const ours = [];
for (let round = 0; round < ROUNDS; round += 1) ours.push(await painted(choose(round % 2 ? '' : 'gaps')));
const frames = await scroll();
// The same rows, copied by a script: what a page without any framework has to draw.
await page.evaluate(() => {
  const rows = [...document.querySelectorAll('.matrix tbody tr')];
  window.whole = rows.map((row) => row.cloneNode(true));
  window.half = window.whole.filter((row) => row.querySelector('.mark-part, .mark-nothing'));
  const table = document.querySelector('.matrix').cloneNode(false);
  table.id = 'plain';
  document.querySelector('.matrix-scroll').replaceChildren(table);
});
const theirs = [];
for (let round = 0; round < ROUNDS; round += 1) theirs.push(await painted(plain(round % 2 ? 'whole' : 'half')));
const [one, other] = [median(ours), median(theirs)];
console.log(`218 rows, ${columns} columns, processor four times as slow`);
console.log(`a filter, to the next frame   ${one.toFixed(0)} ms; as plain markup ${other.toFixed(0)} ms; ratio ${(one / other).toFixed(2)}`);
console.log(`a scroll through the table    ${frames.filter((gap) => gap > 34).length} of ${frames.length} frames late (over 34 ms), the longest ${Math.max(...frames).toFixed(0)} ms`);
await browser.close();
await server.close();

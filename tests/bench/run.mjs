// From an answer to the updated total in the page: Belfry, the same job in a bare web-sys page, and SurveyJS, in one run
// on one machine. Prints medians and ratios; nothing here passes or fails.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { go, launch, open, serve } from '../browser/harness.mjs';

const folder = 'target/bench-site';
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
cpSync('dist', `${folder}/belfry`, { recursive: true });

const run = (program, ...args) => execFileSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
run('cargo', 'build', '--locked', '--quiet', '--target', 'wasm32-unknown-unknown', '--profile', 'wasm', '--package', 'belfry-bench-bare');
run('wasm-bindgen', '--target', 'web', '--no-typescript', '--out-dir', `${folder}/bare`, 'target/wasm32-unknown-unknown/wasm/belfry_bench_bare.wasm');
writeFileSync(`${folder}/bare/index.html`, '<!doctype html><title>bare</title><body><script type="module">import init from "./belfry_bench_bare.js"; init();</script>');

const ids = JSON.parse(readFileSync('static/texts/en/cyfun-2025.json', 'utf8'));
const requirements = Object.entries(ids).filter(([, words]) => words.question);
mkdirSync(`${folder}/surveyjs`);
for (const file of ['survey-core/survey.core.min.js', 'survey-js-ui/survey-js-ui.min.js', 'survey-core/survey-core.min.css']) {
  cpSync(`node_modules/${file}`, `${folder}/surveyjs/${file.split('/')[1]}`);
}
const categories = [...new Set(requirements.map(([id]) => id.split('-')[0]))];
const name = (id, half) => `${id.replace(/[.-]/g, '_')}_${half}`;
const all = requirements.flatMap(([id]) => [name(id, 'd'), name(id, 'i')]);
const survey = {
  pages: categories.map((category) => ({
    elements: requirements.filter(([id]) => id.startsWith(`${category}-`)).flatMap(([id, words]) => ['d', 'i'].map((half) => ({
      type: 'rating', name: name(id, half), title: words.question, rateMax: 5,
    }))).concat({ type: 'html', name: `total_${category.replace('.', '_')}`, html: '<output class="total">{total}</output>' }),
  })),
  calculatedValues: [{ name: 'total', expression: `avg([${all.map((id) => `{${id}}`).join(', ')}])` }],
};
survey.calculatedValues[0].expression = `(${all.map((id) => `{${id}}`).join(' + ')}) / ${all.length}`;
const surveyPage = (survey) => `<!doctype html><title>SurveyJS</title><link rel="stylesheet" href="survey-core.min.css"><body><div id="survey"></div>
<script src="survey.core.min.js"></script><script src="survey-js-ui.min.js"></script><script>
const survey = new Survey.Model(${JSON.stringify(survey)});
survey.data = ${JSON.stringify(Object.fromEntries(all.map((id) => [id, 1])))};
SurveyUI.renderSurvey(survey, document.getElementById('survey'));
document.documentElement.dataset.ready = '';
</script>`;
writeFileSync(`${folder}/surveyjs/pages.html`, surveyPage(survey));
// SurveyJS without pages, the way a list of questions first comes out of it.
const single = { ...survey, pages: [{ elements: survey.pages.flatMap((page) => page.elements.filter((element) => element.type !== 'html')).concat({ type: 'html', name: 'total', html: '<output class="total">{total}</output>' }) }] };
writeFileSync(`${folder}/surveyjs/single.html`, surveyPage(single));

// Clicks `a` and `b` in turn; each time the clock runs from the click to the change of the text that shows the total.
const measure = (page, total, choices, rounds = 200) => page.evaluate(async ({ total, choices, rounds }) => {
  const times = [];
  for (let at = 0; at < rounds + 20; at += 1) {
    const target = document.querySelector(total);
    const before = target.textContent + (target.dataset.total ?? '');
    const start = performance.now();
    const done = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        const now = document.querySelector(total);
        if (now && now.textContent + (now.dataset.total ?? '') !== before) {
          observer.disconnect();
          resolve(performance.now());
        }
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    document.querySelector(choices[at % 2]).click();
    const end = await done;
    if (at >= 20) times.push(end - start);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  times.sort((one, other) => one - other);
  return { median: times[Math.floor(times.length / 2)], p95: times[Math.floor(times.length * 0.95)] };
}, { total, choices, rounds });

const server = await serve(folder);
const browser = await launch();
const results = {};

const belfry = await open(browser, `${server.address}belfry/`);
const dossier = { kind: 'belfry-dossier', format: 1, framework: 'cyfun-2025', saved_on: '', app_version: '', dossier: { target: 'essential', assessments: { 'cyfun-2025': Object.fromEntries(requirements.map(([id]) => [id, { documentation: 1, implementation: 1 }])) } } };
await belfry.page.locator('input[type=file]').setInputFiles({ name: 'full.belfry.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(dossier)) });
await belfry.page.getByText(/218 requirements answered/).waitFor();
await go(belfry.page, `/answers/${requirements[0][0]}`);
await belfry.page.locator('.answer').waitFor();
const half = (step) => `[id="documentation-${requirements[0][0]}-${step}"]`;
results.Belfry = await measure(belfry.page, '[data-total]', [half(2), half(5)]);

const bare = await browser.newPage();
await bare.goto(`${server.address}bare/index.html`);
await bare.locator('[data-ready]').waitFor({ state: 'attached' });
results['bare web-sys'] = await measure(bare, 'output', ['#documentation-2', '#documentation-5']);

const first = name(requirements.find(([id]) => id.startsWith(categories[0]))[0], 'd');
const rating = (step) => `[data-name="${first}"] input[value="${step}"]`;
for (const [label, file, rounds] of [['SurveyJS, a page a category', 'pages.html', 60], ['SurveyJS, one page', 'single.html', 40]]) {
  const other = await browser.newPage();
  await other.goto(`${server.address}surveyjs/${file}`);
  await other.locator('.total').first().waitFor({ state: 'attached', timeout: 120_000 });
  results[label] = await measure(other, '.total', [rating(2), rating(5)], rounds);
  await other.close();
}

await browser.close();
await server.close();
for (const [page, { median, p95 }] of Object.entries(results)) {
  console.log(`${page.padEnd(28)} median ${median.toFixed(2)} ms, 95 % below ${p95.toFixed(2)} ms`);
}
const times = (label) => results[label].median;
console.log(`Belfry / bare web-sys:                 ${(times('Belfry') / times('bare web-sys')).toFixed(2)}`);
for (const label of Object.keys(results).filter((label) => label.startsWith('SurveyJS'))) {
  console.log(`${`${label} / Belfry:`.padEnd(38)} ${(times(label) / times('Belfry')).toFixed(1)}`);
}

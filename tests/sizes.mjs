// The exact size of a first visit: page, styles, start script, glue, the first Wasm module, and the texts of one
// language that every page needs. Fails when it grows over its budget, in any language. That the second module is not
// needed is proven by tests/browser/modules.test.mjs.
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const { first_visit: budget, second_module: laterBudget, tools: toolsBudget, plan: planBudget } = JSON.parse(readFileSync('tests/sizes.json', 'utf8'));
const packed = (file) => {
  const raw = readFileSync(file);
  return brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } }).length;
};
let over = false;
const sum = (files, allowed, name) => {
  let total = 0;
  for (const file of files) {
    const bytes = packed(file);
    total += bytes;
    console.log(`${String(bytes).padStart(8)}  ${file}`);
  }
  console.log(`${String(total).padStart(8)}  ${name}, of ${allowed}`);
  over ||= total > allowed;
};
const built = readdirSync('dist').filter((name) => /\.(html|css|js|wasm)$/.test(name) && name !== 'belfry.html');
// What several modules share stands in files of its own; the link script says, before each, which modules fetch it.
const link = readFileSync(`dist/${built.find((name) => name.endsWith('-link.js'))}`, 'utf8');
const sharers = (file) => link.match(new RegExp(`/\\* ([a-z, ]+) \\*/\\s*const \\w+ = makeLoad\\(new URL\\("\\./${file}"`))?.[1].split(', ');
const MODULES = ['later', 'tools', 'plan'];
const needed = (name) => MODULES.filter((module) => name.endsWith(`-${module}.wasm`) || sharers(name)?.includes(module));
const parts = built.filter((name) => name.endsWith('.wasm') && !name.endsWith('_bg.wasm'));
const unclaimed = parts.filter((name) => needed(name).length === 0);
if (unclaimed.length > 0) {
  throw new Error(`no module fetches ${unclaimed.join(', ')}`);
}
// The service worker is registered once the page has loaded; nobody waits for it.
const first = built.filter((name) => !parts.includes(name) && name !== 'worker.js').map((name) => `dist/${name}`);
for (const language of readdirSync('dist/texts')) {
  sum([...first, `dist/texts/${language}/ui.json`, `dist/texts/${language}/law.json`], budget, `first visit in ${language}`);
}
// Tools and plan are fetched where the second module already is.
const of = (module, without) => parts.filter((name) => needed(name).includes(module) && !without.some((other) => needed(name).includes(other))).map((name) => `dist/${name}`);
sum(of('later', []), laterBudget, 'second module');
sum(of('tools', ['later']), toolsBudget, 'tools');
sum(of('plan', ['later']), planBudget, 'plan');
if (over) {
  console.error('over the budget');
  process.exit(1);
}

// The exact size of a first visit: page, styles, start script, glue, the first Wasm module, and the texts of one
// language that every page needs. Fails when it grows over its budget, in any language. That the second module is not
// needed is proven by tests/browser/modules.test.mjs.
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const { first_visit: budget, second_module: laterBudget, tools: toolsBudget } = JSON.parse(readFileSync('tests/sizes.json', 'utf8'));
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
const built = readdirSync('dist').filter((name) => /\.(html|css|js|wasm)$/.test(name));
const isTools = (name) => name.endsWith('-tools.wasm');
// What the second module shares with the tools stands in a file of its own, and is fetched with it.
const isLater = (name) => name.endsWith('.wasm') && !name.endsWith('_bg.wasm') && !isTools(name);
// The service worker is registered once the page has loaded; nobody waits for it.
const isAfter = (name) => isLater(name) || isTools(name) || name === 'worker.js';
const first = built.filter((name) => !isAfter(name)).map((name) => `dist/${name}`);
for (const language of readdirSync('dist/texts')) {
  sum([...first, `dist/texts/${language}/ui.json`, `dist/texts/${language}/law.json`], budget, `first visit in ${language}`);
}
sum(built.filter(isLater).map((name) => `dist/${name}`), laterBudget, 'second module');
sum(built.filter(isTools).map((name) => `dist/${name}`), toolsBudget, 'tools');
if (over) {
  console.error('over the budget');
  process.exit(1);
}

// The exact size of a first visit: page, styles, start script, glue, the first Wasm module, and the texts of one
// language that every page needs. Fails when it grows over its budget, in any language. That the second module is not
// needed is proven by tests/browser/modules.test.mjs.
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const { first_visit: budget, second_module: laterBudget } = JSON.parse(readFileSync('tests/sizes.json', 'utf8'));
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
const isLater = (name) => name.endsWith('-later.wasm');
// The service worker is registered once the page has loaded; nobody waits for it.
const isAfter = (name) => isLater(name) || name === 'worker.js';
const first = built.filter((name) => !isAfter(name)).map((name) => `dist/${name}`);
for (const language of readdirSync('dist/texts')) {
  sum([...first, `dist/texts/${language}/ui.json`, `dist/texts/${language}/law.json`], budget, `first visit in ${language}`);
}
sum(built.filter(isLater).map((name) => `dist/${name}`), laterBudget, 'second module');
if (over) {
  console.error('over the budget');
  process.exit(1);
}

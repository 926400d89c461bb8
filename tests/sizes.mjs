// The exact size of a first visit: page, styles, start script, glue, Wasm, and the texts of one language that every
// page needs. Fails when it grows over its budget.
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const { first_visit: budget } = JSON.parse(readFileSync('tests/sizes.json', 'utf8'));
const files = readdirSync('dist').filter((name) => /\.(html|css|js|wasm)$/.test(name)).map((name) => `dist/${name}`);
files.push('dist/texts/en/ui.json', 'dist/texts/en/law.json');
let total = 0;
for (const file of files) {
  const raw = readFileSync(file);
  const packed = brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } });
  total += packed.length;
  console.log(`${String(packed.length).padStart(8)}  ${file}`);
}
console.log(`${String(total).padStart(8)}  first visit, of ${budget}`);
if (total > budget) {
  console.error(`over the budget by ${total - budget} bytes`);
  process.exit(1);
}

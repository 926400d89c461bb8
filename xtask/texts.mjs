// Texts as they travel: the app finds a sentence of the interface by its rank among the sorted names of its file
// (src/words.rs), so the names stay at home. What comes first is the number that the names come to: it tells whether the file
// is of the same build (src/fingerprint.rs says how it is counted).
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RANKED = ['ui.json', 'pages.json', 'tools.json', 'plan.json'];
const [BASIS, PRIME] = [0xcbf29ce484222325n, 0x100000001b3n];

function fingerprint(names) {
  const step = (sum, byte) => BigInt.asUintN(64, (sum ^ BigInt(byte)) * PRIME);
  return names.reduce((sum, name) => step([...Buffer.from(name)].reduce(step, sum), 0), BASIS);
}

// What is said of a type of entity stands in one row: its name is long, and would stand three times (PARTS in src/words.rs).
const PARTS = ['name', 'search', 'what'];

function rows(texts) {
  const row = (key) => key.match(/^(type\..+)\.name$/)?.[1];
  const whole = new Set(Object.keys(texts).map(row).filter((id) => id && PARTS.every((part) => `${id}.${part}` in texts)));
  const single = Object.entries(texts).filter(([key]) => !whole.has(key.replace(/\.[a-z]+$/, '')));
  return Object.fromEntries([...[...whole].map((id) => [id, PARTS.map((part) => texts[`${id}.${part}`])]), ...single]);
}

/** One file of texts as it travels. */
export function travelling(file, texts) {
  if (file === 'law.json') return rows(texts);
  if (!RANKED.includes(file)) return texts;
  const names = Object.keys(texts).sort();
  return [String(fingerprint(names)), ...names.map((name) => texts[name])];
}

/** Every text of static/texts by language and file, as it travels. */
export function texts() {
  const files = (language) => readdirSync(join('static/texts', language)).sort();
  const text = (language, file) => travelling(file, JSON.parse(readFileSync(join('static/texts', language, file), 'utf8')));
  return Object.fromEntries(readdirSync('static/texts').sort().map((language) => [language, Object.fromEntries(files(language).map((file) => [file, text(language, file)]))]));
}

/** Writes them into a folder, without the spaces that make them readable. */
export function writeTexts(folder) {
  for (const [language, files] of Object.entries(texts())) {
    mkdirSync(join(folder, language), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, language, file), JSON.stringify(text));
  }
}

// The npm package: the element as a module that Vite, webpack and others can follow, its types, and the same Wasm, glue,
// looks and texts as embed/. Run after xtask/embed.mjs.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const JS = 'crates/embed/js';
// Bundlers find a file only where its whole name stands in `import()` or `new URL()`.
const SEAM = [
  ["import(new URL('belfry.js', FILES))", "import('./belfry.js')"],
  ["import(new URL('lead.js', FILES))", "import('./lead.js')"],
  ["new URL('belfry_bg.wasm', FILES)", "new URL('./belfry_bg.wasm', import.meta.url)"],
  ["new URL('belfry.css', FILES)", "new URL('./belfry.css', import.meta.url)"],
  ['base: FILES.href', 'text'],
];

const SOURCE = `/** A text of a language: fetched when it is needed, never before. */
async function text(language, file) {
  const answer = await fetch(TEXTS[\`\${language}/\${file}\`]);
  if (!answer.ok) throw new Error(\`\${language}/\${file}: \${answer.status}\`);
  return answer.text();
}
`;

function element(texts) {
  let code = readFileSync(join(JS, 'element.js'), 'utf8');
  for (const [from, to] of SEAM) {
    if (code.split(from).length !== 2) throw new Error(`element.js should say once: ${from}`);
    code = code.replace(from, to);
  }
  const files = texts.map((name) => `  '${name}': new URL('./texts/${name}', import.meta.url),`).join('\n');
  const start = "const FILES = new URL('./@BUILD@/', import.meta.url);\n";
  if (!code.includes(start)) throw new Error('element.js should begin with its folder');
  return code.replace(start, `const TEXTS = {\n${files}\n};\n${SOURCE}`);
}

export function npm(dist) {
  const { packages } = JSON.parse(execFileSync('cargo', ['metadata', '--format-version', '1', '--no-deps'], { maxBuffer: 1 << 28 }));
  const { version } = packages.find(({ name }) => name === 'belfry-app');
  const out = join(dist, 'npm');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const build = readdirSync(join(dist, 'embed')).find((name) => /^[0-9a-f]{16}$/.test(name));
  cpSync(join(dist, 'embed', build), out, { recursive: true });
  const texts = readdirSync(join(out, 'texts'), { recursive: true }).map((name) => name.split(sep).join('/')).filter((name) => name.endsWith('.json')).sort();
  writeFileSync(join(out, 'element.js'), element(texts));
  for (const name of ['element.d.ts', 'README.md']) cpSync(join(JS, name), join(out, name));
  for (const name of ['LICENSE-MIT', 'LICENSE-APACHE']) cpSync(name, join(out, name));
  writeFileSync(join(out, 'package.json'), `${JSON.stringify({
    name: 'belfry-assessment', version, type: 'module', license: 'MIT OR Apache-2.0',
    description: 'Self-assessment for the Belgian NIS2 law and CyberFundamentals, as a custom element that sends nothing anywhere',
    keywords: ['nis2', 'cyberfundamentals', 'cyfun', 'custom-element', 'webassembly'],
    exports: { '.': { types: './element.d.ts', default: './element.js' } }, types: './element.d.ts', sideEffects: ['./element.js'],
  }, null, 2)}\n`);
  // npm writes every file with one fixed time, in order: the same package twice.
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', dist, `./${out}`], { stdio: ['ignore', 'pipe', 'ignore'] }));
  return filename;
}

if (process.argv[1]?.endsWith('npm.mjs')) console.log(`dist/${npm('dist')}`);

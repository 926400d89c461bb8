// belfry.html: the app and all its languages in one file, for a stick or a locked-down computer; and belfry-complete.html, the
// same with the plan and what leaves Belfry (docs/decisions/0018). Wasm, glue, looks
// and texts are packed (crates/packing) and written byte by byte: in windows-1252 every byte is a letter, so that hardly
// anything is added. Base 64 would add a third.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { filled, sentences, shape } from '../crates/embed/js/shape.js';
import { bound, targetFolder } from './embed.mjs';
import { texts } from './texts.mjs';

/** The editions: what they may take, in bytes, and what they do without. */
const EDITIONS = {
  'belfry.html': { most: 900_000, features: [], without: ['plan.json', 'support.json', 'exports.json'] },
  'belfry-complete.html': { most: 1_300_000, features: ['plan'], without: [] },
};
// What HTML would not hand back as it is: nothing, carriage return (becomes a line feed), "<"; and the sign that marks them.
const MARKED = new Set([0x00, 0x0d, 0x3c, 0x3d]);
// What the first page says is unpacked first.
const FIRST = ['ui.json', 'law.json'];

const same = (one, other, what) => {
  if (!isDeepStrictEqual(one, other)) throw new Error(`${what} does not come out as it went in`);
};

/** Bytes as letters of windows-1252. */
const letters = (bytes) => Buffer.from([...bytes].flatMap((byte) => (MARKED.has(byte) ? [0x3d, byte ^ 0x40] : [byte]))).toString('latin1');

const small = (kind, bytes) => execFileSync(join(targetFolder(), 'release', 'belfry-pack'), [kind], { input: bytes, maxBuffer: 1 << 28 });

/** Packs bytes as one kind, and sees that the unpacker of the page gives back the same. */
function packed(kind, bytes, Part) {
  const out = small(kind, bytes);
  const part = new Part(out);
  same(Buffer.from(part.rest()), Buffer.from(bytes), `a part of ${bytes.length} bytes`);
  part.free();
  return letters(out);
}

/** The unpacker of the page, also loaded here; its glue is put where the script of the page can import it. */
async function unpacker(folder) {
  execFileSync('cargo', ['build', '--locked', '--quiet', '--release', '--package', 'belfry-packing', '--bin', 'belfry-pack'], { stdio: 'inherit' });
  const { glue, wasm } = bound('web', 'belfry-packing');
  const file = join(folder, 'unpacker.mjs');
  writeFileSync(file, glue);
  const { default: start, Part } = await import(pathToFileURL(file).href);
  await start({ module_or_path: wasm });
  return { file, wasm, Part };
}

/** Every text, as it travels, as its shape, once for all languages, and its sentences in each: a string for each file, in the order of unpacking. */
function parted(without) {
  const all = texts();
  const languages = Object.keys(all);
  const order = [...FIRST, ...Object.keys(all.en).filter((name) => !FIRST.includes(name) && !without.includes(name))];
  const read = (language, name) => all[language][name];
  const shapes = Object.fromEntries(order.map((name) => [name, shape(read('en', name))]));
  const said = Object.fromEntries(languages.map((language) => [language, Object.fromEntries(order.map((name) => {
    const value = read(language, name);
    const text = sentences(value).join('\0');
    same(filled(shapes[name], text.split('\0')), value, `${language}/${name}`);
    return [name, text];
  }))]));
  return { shapes, said };
}

/** Writes every edition into a folder; gives their names and lengths. */
export async function singleFiles(target) {
  const folder = mkdtempSync(join(tmpdir(), 'belfry-'));
  try {
    const tool = await unpacker(folder);
    const lengths = {};
    for (const [name, edition] of Object.entries(EDITIONS)) {
      const html = await page(tool, edition);
      if (html.length > edition.most) throw new Error(`${name}: ${html.length} bytes, of at most ${edition.most}`);
      writeFileSync(join(target, name), html, 'latin1');
      lengths[name] = html.length;
    }
    return lengths;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function page({ file, wasm: unpackerWasm, Part }, { features, without }) {
  const { glue, wasm } = bound('no-modules', 'belfry-embed', features, (bytes) => small('module', bytes).length);
  const minified = (code, loader) => esbuild.transformSync(code, { minify: true, loader }).code;
  // The name must stay visible to the script that mounts.
  const lasting = glue.toString().replace(/^let belfryGlue/m, 'var belfryGlue');
  const looks = readFileSync('static/styles/belfry.css', 'utf8') + readFileSync('static/styles/site.css', 'utf8');
  const { shapes, said } = parted(without);
  const lengths = Object.fromEntries(Object.entries(said).map(([language, files]) => [language, Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.byteLength(text)]))]));
  const start = JSON.stringify({ glue: minified(lasting, 'js'), looks: minified(looks, 'css'), shapes, lengths });
  const { outputFiles: [{ text: boot }] } = esbuild.buildSync({ entryPoints: ['crates/embed/js/single.js'], alias: { unpacker: file }, bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'ascii', write: false });
  const script = boot.trim();
  const hash = createHash('sha256').update(script).digest('base64');
  const icon = readFileSync('index.html', 'utf8').match(/<link rel="icon"[^>]*>/)[0];
  const parts = {
    // The one part that every browser unpacks by itself.
    unpacker: letters(deflateRawSync(unpackerWasm, { level: 9 })),
    wasm: packed('module', wasm, Part),
    start: packed('prose', Buffer.from(start), Part),
    ...Object.fromEntries(Object.entries(said).map(([language, files]) => [language, packed('prose', Buffer.from(Object.values(files).join('')), Part)])),
  };
  for (const [name, text] of Object.entries(parts)) console.log(`${String(text.length).padStart(8)}  ${name}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="windows-1252">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash}' 'wasm-unsafe-eval' blob:; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Belfry</title>
${icon}
</head>
<body>
<div id="belfry"><noscript>Belfry needs JavaScript and WebAssembly. Nothing is sent anywhere.</noscript></div>
${Object.entries(parts).map(([name, text]) => `<script type="text/plain" id="part-${name}">${text}</script>`).join('\n')}
<script type="module">${script}</script>
</body>
</html>
`;
}

if (process.argv[1]?.endsWith('single-file.mjs')) {
  for (const [name, length] of Object.entries(await singleFiles('dist'))) console.log(`dist/${name}: ${length} of ${EDITIONS[name].most} bytes`);
}

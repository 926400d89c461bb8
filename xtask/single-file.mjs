// belfry.html: the whole app and all its languages in one file, for a stick or a locked-down computer. Wasm, glue, looks
// and texts are packed (LZMA) and written in base 85, which costs a quarter instead of base 64's third.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { compress } from 'lzma1';
import { bound } from './embed.mjs';

const MOST = 900_000;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+-;=?@^_`{|}~,./';

function written(bytes) {
  const padded = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  const out = [];
  for (let at = 0; at < padded.length; at += 4) {
    let value = padded.readUInt32BE(at);
    const five = Array.from({ length: 5 }, () => { const digit = DIGITS[value % 85]; value = Math.floor(value / 85); return digit; });
    out.push(five.reverse().join(''));
  }
  return `${bytes.length}:${out.join('')}`;
}

const packed = (bytes) => written(Uint8Array.from(compress(bytes, 9)));

/** Every text, by language and file, without the spaces that make it readable. */
function texts() {
  const files = (language) => readdirSync(join('static/texts', language)).sort();
  const text = (language, file) => JSON.parse(readFileSync(join('static/texts', language, file), 'utf8'));
  return Object.fromEntries(readdirSync('static/texts').sort().map((language) => [language, Object.fromEntries(files(language).map((file) => [file, text(language, file)]))]));
}

export function singleFile(target) {
  const { glue, wasm } = bound('no-modules');
  const minified = (code, loader) => esbuild.transformSync(code, { minify: true, loader }).code;
  // The name must stay visible to the script that mounts.
  const lasting = glue.toString().replace(/^let belfryGlue/m, 'var belfryGlue');
  const looks = readFileSync('static/styles/belfry.css', 'utf8') + readFileSync('static/styles/site.css', 'utf8');
  const rest = JSON.stringify({ glue: minified(lasting, 'js'), looks: minified(looks, 'css'), texts: texts() });
  const { outputFiles: [{ text: boot }] } = esbuild.buildSync({ entryPoints: ['crates/embed/js/single.js'], bundle: true, minify: true, format: 'iife', target: 'es2022', write: false });
  const script = boot.trim();
  const hash = createHash('sha256').update(script).digest('base64');
  const icon = readFileSync('index.html', 'utf8').match(/<link rel="icon"[^>]*>/)[0];
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash}' 'wasm-unsafe-eval' blob:; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Belfry</title>
${icon}
</head>
<body>
<div id="belfry"><noscript>Belfry needs JavaScript and WebAssembly. Nothing is sent anywhere.</noscript></div>
<script type="text/plain" id="wasm">${packed(wasm)}</script>
<script type="text/plain" id="rest">${packed(Buffer.from(rest))}</script>
<script>${script}</script>
</body>
</html>
`;
  if (html.length > MOST) throw new Error(`${html.length} bytes, of at most ${MOST}`);
  writeFileSync(target, html);
  return html.length;
}

if (process.argv[1]?.endsWith('single-file.mjs')) console.log(`dist/belfry.html: ${singleFile('dist/belfry.html')} of ${MOST} bytes`);

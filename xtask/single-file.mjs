// belfry.html: the whole app and all its languages in one file, for a stick or a locked-down computer. Wasm, glue, looks
// and texts are packed (LZMA) and written byte by byte: in windows-1252 every byte is a letter, so that hardly anything is
// added. Base 64 would add a third.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { compress } from 'lzma1';
import { bound } from './embed.mjs';
import { texts } from './texts.mjs';

const MOST = 900_000;
// What HTML would not hand back as it is: nothing, carriage return (becomes a line feed), "<"; and the sign that marks them.
const MARKED = new Set([0x00, 0x0d, 0x3c, 0x3d]);

function packed(bytes) {
  const out = [];
  for (const byte of Uint8Array.from(compress(bytes, 9))) {
    if (MARKED.has(byte)) out.push(0x3d, byte ^ 0x40);
    else out.push(byte);
  }
  return Buffer.from(out).toString('latin1');
}

export function singleFile(target) {
  const { glue, wasm } = bound('no-modules');
  const minified = (code, loader) => esbuild.transformSync(code, { minify: true, loader }).code;
  // The name must stay visible to the script that mounts.
  const lasting = glue.toString().replace(/^let belfryGlue/m, 'var belfryGlue');
  const looks = readFileSync('static/styles/belfry.css', 'utf8') + readFileSync('static/styles/site.css', 'utf8');
  const rest = JSON.stringify({ glue: minified(lasting, 'js'), looks: minified(looks, 'css'), texts: texts() });
  const { outputFiles: [{ text: boot }] } = esbuild.buildSync({ entryPoints: ['crates/embed/js/single.js'], bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'ascii', write: false });
  const script = boot.trim();
  const hash = createHash('sha256').update(script).digest('base64');
  const icon = readFileSync('index.html', 'utf8').match(/<link rel="icon"[^>]*>/)[0];
  const html = `<!doctype html>
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
<script type="text/plain" id="wasm">${packed(wasm)}</script>
<script type="text/plain" id="rest">${packed(Buffer.from(rest))}</script>
<script type="module">${script}</script>
</body>
</html>
`;
  if (html.length > MOST) throw new Error(`${html.length} bytes, of at most ${MOST}`);
  writeFileSync(target, html, 'latin1');
  return html.length;
}

if (process.argv[1]?.endsWith('single-file.mjs')) console.log(`dist/belfry.html: ${singleFile('dist/belfry.html')} of ${MOST} bytes`);

// Builds what other pages load: dist/embed/ with the loader, the frame, and one folder per build with Wasm, glue, looks
// and texts. The folder is named after its content, so that files of two builds never meet. Run after Trunk.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTexts } from './texts.mjs';
import { optimise } from './modules.mjs';

const JS = 'crates/embed/js';

function run(program, ...arguments_) {
  return execFileSync(program, arguments_, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
}

/** The style sheet inside a shadow root: sizes no longer hang on the page's root, and the page may set the tokens. */
export function embeddedStyles(css) {
  const pixels = (rem) => `${+(Number(rem) * 16).toFixed(3)}px`;
  const conditions = css.replace(/@(container|media)[^{]+/g, (rule) => rule.replace(/([\d.]+)rem/g, (_, rem) => pixels(rem)));
  const sizes = conditions.replace(/([\d.]+)rem/g, (_, rem) => `calc(${rem} * var(--belfry-rem, 16px))`);
  let dark = false;
  const open = sizes.split('\n').map((line) => {
    if (line.startsWith('.belfry[data-theme="dark"]')) dark = true;
    if (line === '}') dark = false;
    return line.replace(/^ {4}--([a-z-]+): (#[0-9a-f]{3,8}|6px);$/, (_, name, value) => `    --${name}: var(--belfry-${dark ? 'dark-' : ''}${name}, ${value});`);
  }).join('\n');
  return `:host { display: block; }\n.belfry { --rem: var(--belfry-rem, 16px); }\n:host([hidden]) { display: none; }\n${open}\n.belfry .masthead { position: static; }\n`;
}

/** A crate as Wasm with its glue, bound for `target`: "web" or "no-modules". */
export function bound(target, crate = 'belfry-embed') {
  run('cargo', 'build', '--locked', '--quiet', '--target', 'wasm32-unknown-unknown', '--profile', 'wasm', '--package', crate, '--lib');
  const work = mkdtempSync(join(tmpdir(), 'belfry-'));
  try {
    const names = target === 'no-modules' ? ['--no-modules-global', 'belfryGlue'] : [];
    run('wasm-bindgen', '--target', target, ...names, '--out-dir', work, '--out-name', 'belfry', join(targetFolder(), 'wasm32-unknown-unknown', 'wasm', `${crate.replaceAll('-', '_')}.wasm`));
    const wasm = optimise(join(work, 'belfry_bg.wasm'));
    return { glue: readFileSync(join(work, 'belfry.js')), wasm, types: readFileSync(join(work, 'belfry.d.ts')) };
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Where Cargo builds. */
export function targetFolder() {
  return JSON.parse(run('cargo', 'metadata', '--format-version', '1', '--no-deps')).target_directory;
}

export function embed(dist) {
  const { glue, wasm } = bound('web');
  const styles = embeddedStyles(readFileSync('static/styles/belfry.css', 'utf8'));
  const lead = readFileSync(join(JS, 'lead.js'));
  const hash = createHash('sha256');
  [glue, wasm, styles, lead].forEach((part) => hash.update(part));
  readdirSync('static/texts', { recursive: true }).filter((name) => name.endsWith('.json')).sort().forEach((name) => hash.update(readFileSync(join('static/texts', name))));
  const build = hash.digest('hex').slice(0, 16);
  const out = join(dist, 'embed');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, build), { recursive: true });
  writeFileSync(join(out, build, 'belfry.js'), glue);
  writeFileSync(join(out, build, 'belfry_bg.wasm'), wasm);
  writeFileSync(join(out, build, 'belfry.css'), styles);
  writeFileSync(join(out, build, 'lead.js'), lead);
  writeTexts(join(out, build, 'texts'));
  for (const [file, source] of [['belfry.js', 'element.js'], ['frame.js', 'frame.js']]) {
    writeFileSync(join(out, file), readFileSync(join(JS, source), 'utf8').replace('@BUILD@', build));
  }
  for (const file of ['frame.html', 'frame.css', 'inside-frame.js', 'example.html', 'example.css', 'example.js']) cpSync(join(JS, file), join(out, file));
  return build;
}

if (process.argv[1]?.endsWith('embed.mjs')) console.log(`embed/${embed('dist')}`);

// One Wasm from Cargo becomes two: what a first visit needs, and the rest (src/later.rs). `wasm_split_cli` follows the
// relocations that the linker left and cuts at the marked function; wasm-bindgen and wasm-opt then do their usual work.
// What Trunk made of the uncut Wasm is replaced, names, hashes and all. Every file carries the same build in its name,
// so that modules of two builds never meet.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const APP = 'belfry-app';
// What every browser of the last years has; the cut itself needs the table and globals to be shared.
const FEATURES = [
  '--enable-bulk-memory', '--enable-nontrapping-float-to-int', '--enable-sign-ext', '--enable-mutable-globals',
  '--enable-reference-types', '--enable-multivalue',
];

/** How long something is once it travels. */
export const packedLength = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

/** Makes a Wasm file small. Functions by how often they are called, or in the order of the source: whichever packs smaller. */
export function optimise(file, length = packedLength) {
  run('wasm-opt', '-Oz', ...FEATURES, '--strip-debug', '--strip-producers', '--flatten', '--rereloop', '-Oz', '-Oz', file, '-o', file);
  const plain = readFileSync(file);
  run('wasm-opt', ...FEATURES, '--reorder-functions', file, '-o', file);
  const sorted = readFileSync(file);
  return length(sorted) < length(plain) ? sorted : plain;
}

export function modules(folder) {
  const work = mkdtempSync(join(tmpdir(), 'belfry-'));
  try {
    const parts = cut(work);
    publish(folder, parts);
  } finally {
    rmSync(work, { recursive: true });
  }
}

function run(program, ...arguments_) {
  return execFileSync(program, arguments_, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
}

/** Cuts, binds and optimises; returns the text or bytes of every part by its role. */
function cut(work) {
  const { target_directory: target } = JSON.parse(run('cargo', 'metadata', '--format-version', '1', '--no-deps'));
  const whole = join(target, 'wasm32-unknown-unknown', 'wasm', `${APP}.wasm`);
  try {
    run('wasm_split_cli', whole, work);
  } catch (error) {
    throw error.code === 'ENOENT' ? new Error('wasm_split_cli is not on PATH: `cargo xtask serve` installs it, or: cargo install --locked --path xtask/wasm_split --features build-binary') : error;
  }
  const main = join(work, 'main.wasm');
  // With reference types wasm-bindgen gives imports other signatures than the later module was cut for; without this
  // section it keeps to plain indices.
  writeFileSync(main, withoutSection(readFileSync(main), 'target_features'));
  // The later module reaches into the main one's table and stack pointer.
  run('wasm-bindgen', '--target', 'web', '--no-typescript', '--keep-lld-exports', '--out-dir', work, '--out-name', 'main', main);
  const optimised = (name) => optimise(join(work, name));
  // What only the later module needs, what only the tools and only the plan need, and what several share.
  const later = readdirSync(work).filter((name) => name.endsWith('.wasm') && !name.startsWith('main')).sort();
  const missing = ['split_later.wasm', 'split_tools.wasm', 'split_plan.wasm'].filter((name) => !later.includes(name));
  if (missing.length > 0) {
    throw new Error(`the cut did not give ${missing.join(' and ')}, but: ${later.join(', ') || 'nothing'}`);
  }
  return {
    script: readFileSync(join(work, 'main.js'), 'utf8'),
    link: readFileSync(join(work, '__wasm_split.js'), 'utf8'),
    main: optimised('main_bg.wasm'),
    later: later.map((name) => [name, optimised(name)]),
  };
}

/** The module without one of its custom sections. */
function withoutSection(module, unwanted) {
  const number = (at) => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = module[at++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return [value, at];
  };
  const kept = [module.subarray(0, 8)];
  for (let at = 8; at < module.length;) {
    const [length, start] = number(at + 1);
    const [nameLength, name] = module[at] === 0 ? number(start) : [0, start];
    const drop = module[at] === 0 && module.toString('utf8', name, name + nameLength) === unwanted;
    if (!drop) {
      kept.push(module.subarray(at, start + length));
    }
    at = start + length;
  }
  return Buffer.concat(kept);
}

/** `split_later.wasm` is `later.wasm` in the site; what several share keeps its name. */
const role = (name) => name.replace(/^split_/, '');

/** Puts the parts in the place of what Trunk made. */
function publish(folder, parts) {
  const page = join(folder, 'index.html');
  let html = readFileSync(page, 'utf8');
  const [, before] = html.match(new RegExp(`(${APP}-[0-9a-f]+)_bg\\.wasm`)) ?? [];
  if (!before) {
    throw new Error('no Wasm in index.html: has Trunk changed how it names files?');
  }
  const build = createHash('sha256');
  [parts.script, parts.link, parts.main, ...parts.later.map(([, module]) => module)].forEach((part) => build.update(part));
  const after = `${APP}-${build.digest('hex').slice(0, 16)}`;
  const files = {
    [`${after}.js`]: parts.script.replaceAll('from "./__wasm_split.js"', `from "./${after}-link.js"`).replaceAll('main_bg.wasm', `${after}_bg.wasm`),
    [`${after}-link.js`]: parts.later.reduce((link, [name]) => link.replaceAll(name, `${after}-${role(name)}`), parts.link.replaceAll('./main.js', `./${after}.js`)),
    [`${after}_bg.wasm`]: parts.main,
    ...Object.fromEntries(parts.later.map(([name, module]) => [`${after}-${role(name)}`, module])),
  };
  const link = `${after}-link.js`;
  const integrity = (content) => `sha384-${createHash('sha384').update(content).digest('base64')}`;
  readdirSync(folder).filter((name) => name.startsWith(before)).forEach((name) => unlinkSync(join(folder, name)));
  Object.entries(files).forEach(([name, content]) => writeFileSync(join(folder, name), content));
  html = html.replaceAll(before, after).replaceAll(/<link[^>]*>/g, (tag) => {
    const [, name] = tag.match(/href="?\.\/([^"\s>]+)/) ?? [];
    const content = files[name];
    const signed = content ? tag.replace(/sha384-[A-Za-z0-9+/=]+/, integrity(content)) : tag;
    // The glue imports the link script: both set out together.
    return name === `${after}.js` ? signed + signed.replace(name, link).replace(/sha384-[A-Za-z0-9+/=]+/, integrity(files[link])) : signed;
  });
  writeFileSync(page, html);
}

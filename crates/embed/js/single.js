// What runs first in the single file: unpacks the app from the page itself, and mounts it; the texts when they are asked
// for. Nothing is fetched; it works from a stick.
import start, { Part } from 'unpacker';
import { filled } from './shape.js';

/** The parts are written byte by byte, in an encoding in which every byte is a letter; see xtask/single-file.mjs. */
const LETTERS = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
const BYTES = new Uint8Array(0x2123);
[...LETTERS].forEach((letter, byte) => { BYTES[letter.charCodeAt(0)] = byte; });

function bytes(text) {
  const out = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const byte = BYTES[text.charCodeAt(at)];
    out[length++] = byte === 0x3d ? BYTES[text.charCodeAt(++at)] ^ 0x40 : byte;
  }
  return out.subarray(0, length);
}

/** A host that says that the page is in another encoding leaves the parts unreadable: the page reads itself once more. */
const itself = document.characterSet === 'windows-1252' ? undefined : fetch(location.href).then((response) => response.arrayBuffer()).then((file) => new TextDecoder('windows-1252').decode(file));
const page = await itself;

function part(name) {
  const node = document.getElementById(`part-${name}`);
  const text = page ? page.split(`id="part-${name}">`)[1].split('</script>')[0] : node.textContent;
  node.remove();
  return bytes(text);
}

const whole = (name) => new Part(part(name)).rest();
const utf8 = new TextDecoder();

const unpacker = new Blob([part('unpacker')]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
await start({ module_or_path: await new Response(unpacker).arrayBuffer() });
const wasm = whole('wasm');
const { glue, looks, shapes, lengths } = JSON.parse(utf8.decode(whole('start')));

/** Languages as far as they were unpacked: the files of one stand behind each other, those that are needed first in front. */
const languages = {};
function text(language, file) {
  const { packed, texts, left } = languages[language] ??= { packed: new Part(part(language)), texts: {}, left: Object.entries(lengths[language]) };
  while (!texts[file] && left.length > 0) {
    const [name, length] = left.shift();
    texts[name] = JSON.stringify(filled(shapes[name], utf8.decode(packed.next(length)).split('\0')));
  }
  return texts[file];
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(looks);
document.adoptedStyleSheets = [sheet];
const script = document.createElement('script');
script.src = URL.createObjectURL(new Blob([glue], { type: 'text/javascript' }));
script.onload = async () => {
  await belfryGlue({ module_or_path: wasm });
  const root = document.getElementById('belfry');
  root.textContent = '';
  belfryGlue.mount(root, { address: 'page', text });
};
document.head.append(script);

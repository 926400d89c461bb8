// What runs first in the single file: unpacks the app and its texts from the page itself, and mounts it. Nothing is
// fetched; it works from a stick.
// The decoder alone: the package's front door brings the encoder too.
import { Decoder } from '../../../node_modules/lzma1/lib/decoder.js';
import { InputBuffer, OutputBuffer } from '../../../node_modules/lzma1/lib/streams.js';

/** The packed parts are written byte by byte, in an encoding in which every byte is a letter; see xtask/single-file.mjs. */
const LETTERS = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
const BYTES = Object.fromEntries([...LETTERS].map((letter, byte) => [letter, byte]));

function bytes(text) {
  const out = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const byte = BYTES[text[at]];
    out[length++] = byte === 0x3d ? BYTES[text[++at]] ^ 0x40 : byte;
  }
  return out.subarray(0, length);
}

/** A host that says that the page is in another encoding leaves the parts unreadable: the page reads itself once more. */
const itself = document.characterSet === 'windows-1252' ? undefined : fetch(location.href).then((response) => response.arrayBuffer()).then((file) => new TextDecoder('windows-1252').decode(file));

const unpacked = (id, page) => {
  const node = document.getElementById(id);
  const text = page ? page.split(`id="${id}">`)[1].split('</script>')[0] : node.textContent;
  node.remove();
  const packed = bytes(text);
  const out = new OutputBuffer(packed.length * 5);
  new Decoder().decompress(new InputBuffer(packed), out);
  return new Uint8Array(out.toArray());
};

const page = await itself;
const wasm = unpacked('wasm', page);
const { glue, looks, texts } = JSON.parse(new TextDecoder().decode(unpacked('rest', page)));
const sheet = new CSSStyleSheet();
sheet.replaceSync(looks);
document.adoptedStyleSheets = [sheet];
const script = document.createElement('script');
script.src = URL.createObjectURL(new Blob([glue], { type: 'text/javascript' }));
script.onload = async () => {
  await belfryGlue({ module_or_path: wasm });
  const root = document.getElementById('belfry');
  root.textContent = '';
  belfryGlue.mount(root, { address: 'page', text: (language, file) => JSON.stringify(texts[language][file]) });
};
document.head.append(script);

// What runs first in the single file: unpacks the app and its texts from the page itself, and mounts it. Nothing is
// fetched; it works from a stick.
// The decoder alone: the package's front door brings the encoder too.
import { Decoder } from '../../../node_modules/lzma1/lib/decoder.js';
import { InputBuffer, OutputBuffer } from '../../../node_modules/lzma1/lib/streams.js';

/** Base 85 with an alphabet that HTML leaves alone; see xtask/single-file.mjs. */
function bytes(text) {
  const digits = new Uint8Array(128);
  [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+-;=?@^_`{|}~,./'].forEach((digit, at) => { digits[digit.charCodeAt(0)] = at; });
  const [length, body] = text.split(':');
  const out = new Uint8Array(Math.ceil(length / 4) * 4);
  const view = new DataView(out.buffer);
  for (let at = 0, to = 0; to < out.length; at += 5, to += 4) {
    let value = 0;
    for (let digit = 0; digit < 5; digit += 1) value = value * 85 + digits[body.charCodeAt(at + digit)];
    view.setUint32(to, value);
  }
  return out.subarray(0, length);
}

const unpacked = (id) => {
  const node = document.getElementById(id);
  const packed = bytes(node.textContent.trim());
  node.remove();
  const out = new OutputBuffer(packed.length * 5);
  new Decoder().decompress(new InputBuffer(packed), out);
  return new Uint8Array(out.toArray());
};

const wasm = unpacked('wasm');
const { glue, looks, texts } = JSON.parse(new TextDecoder().decode(unpacked('rest')));
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

// Inside the frame: the element fills the page, says how tall it is, and listens to nobody but the page around it.
import './belfry.js';

const element = document.querySelector('belfry-assessment');
const given = new URL(location.href).searchParams;
for (const name of ['lang', 'start', 'mode', 'level', 'framework', 'theme', 'storage']) {
  if (given.has(name)) element.setAttribute(name, given.get(name));
}
if (given.has('lang')) document.documentElement.lang = given.get('lang');
document.documentElement.dataset.theme = given.get('theme') ?? '';
for (const [name, value] of given) if (/^--belfry-[a-z-]+$/.test(name)) element.style.setProperty(name, value);

const say = (what) => parent !== window && parent.postMessage({ belfry: 1, ...what }, '*');
const waiting = [];
if (given.has('lead-to') && parent !== window) {
  element.lead = {
    ...Object.fromEntries(['to', 'way', 'privacy', 'action'].map((name) => [name, given.get(`lead-${name}`) ?? ''])),
    // The page around us sends it: only that page may, and its policy says where to.
    deliver: (text) => new Promise((arrived, failed) => say({ lead: text, number: waiting.push({ arrived, failed }) - 1 })),
  };
}
let last = 0;
new ResizeObserver(() => {
  // Rounded up and said only when it changes: an answer by the page around us cannot start a loop.
  const height = Math.ceil(element.getBoundingClientRect().height);
  if (height !== last) say({ height: (last = height) });
}).observe(element);
for (const name of ['ready', 'classified', 'scored', 'completed', 'error']) {
  element.addEventListener(name, ({ detail }) => say({ name, detail }));
}
addEventListener('message', ({ source, data }) => {
  if (source !== parent || data?.belfry !== 1) return;
  const sent = Number.isInteger(data.number) ? waiting[data.number] : undefined;
  if (data.arrived === true) sent?.arrived();
  if (data.arrived === false) sent?.failed();
  if ((data.set === 'lang' || data.set === 'theme') && typeof data.to === 'string') element.setAttribute(data.set, data.to);
});
element.load().catch(() => {});

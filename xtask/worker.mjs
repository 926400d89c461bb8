// The service worker of the site, generated: it keeps every file of one build, named after that build, and answers from
// nothing else. A newer build waits until every page of the older one is closed, so two builds never meet in one page.
// Why not Workbox: the whole of it is below. `docs/decisions/0017-offline.md`.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const script = (build, files) => `const BUILD = 'belfry-${build}';
const FILES = ${JSON.stringify(files)};
addEventListener('install', (event) => event.waitUntil(keep()));
addEventListener('activate', (event) => event.waitUntil(tidy()));
addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const home = new URL(registration.scope);
  if (request.method !== 'GET' || url.origin !== home.origin || !url.pathname.startsWith(home.pathname)) return;
  const name = url.pathname.slice(home.pathname.length);
  if (name === '' || name in FILES) event.respondWith(answer(name || 'index.html', request));
});
async function keep() {
  const cache = await caches.open(BUILD);
  // Checked against the build's own list: a file of another build that a proxy kept is refused, and tried again later.
  await Promise.all(Object.entries(FILES).map(async ([name, hash]) => {
    const response = await fetch(new Request(name, { cache: 'no-cache', integrity: hash, credentials: 'omit' }));
    if (!response.ok) throw new Error(name);
    await cache.put(name, response);
  }));
}
async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('belfry-') && name !== BUILD).map((name) => caches.delete(name)));
  // On the very first visit the page may go on without a network at once.
  await clients.claim();
}
async function answer(name, request) {
  const kept = await (await caches.open(BUILD)).match(name);
  return kept ?? fetch(request);
}
`;

/** Every file below a folder, with a slash between the parts. */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true }).map((name) => name.split(sep).join('/')).filter((name) => statSync(join(folder, name)).isFile()).sort();
}

export function serviceWorker(folder) {
  const names = filesBelow(folder).filter((name) => name !== 'worker.js' && !/^belfry(-complete)?\.html$/.test(name) && !name.startsWith('embed/'));
  const files = Object.fromEntries(names.map((name) => [name, `sha384-${createHash('sha384').update(readFileSync(join(folder, name))).digest('base64')}`]));
  const build = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
  writeFileSync(join(folder, 'worker.js'), script(build, files));
}

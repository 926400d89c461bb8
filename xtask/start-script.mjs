// Trunk starts the app with an inline script, which a content security policy without 'unsafe-inline' forbids: it moves
// to a file named after its content, with a subresource-integrity hash.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// After one visit everything works without a network; a newer build says that it is there and waits.
const offline = `if ('serviceWorker' in navigator) addEventListener('load', async () => {
  // The one address that this page may ever run as a worker.
  const policy = globalThis.trustedTypes?.createPolicy('belfry', { createScriptURL: () => './worker.js' });
  const registration = await navigator.serviceWorker.register(policy?.createScriptURL('') ?? './worker.js').catch(() => undefined);
  const announce = () => { document.documentElement.dataset.newer = ''; dispatchEvent(new Event('belfry-newer')); };
  const watch = (worker) => worker?.addEventListener('statechange', () => worker.state === 'installed' && navigator.serviceWorker.controller && announce());
  if (registration?.waiting && navigator.serviceWorker.controller) announce();
  watch(registration?.installing);
  registration?.addEventListener('updatefound', () => watch(registration.installing));
});`;

export function startScript(folder) {
  const page = join(folder, 'index.html');
  const html = readFileSync(page, 'utf8');
  const inline = /<script type="?module"?[^>]*>([\s\S]+?)<\/script>/;
  const found = html.match(inline);
  if (!found) {
    throw new Error('no inline start script in index.html: has Trunk changed how it starts an app?');
  }
  const script = `${offline}\n${found[1].trim()}`;
  const hash = (algorithm, encoding) => createHash(algorithm).update(script).digest(encoding);
  const name = `start-${hash('sha256', 'hex').slice(0, 16)}.js`;
  writeFileSync(join(folder, name), script);
  const tag = `<script type="module" src="./${name}" integrity="sha384-${hash('sha384', 'base64')}"></script>`;
  writeFileSync(page, html.replace(found[0], tag));
}

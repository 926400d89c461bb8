// The live example: every attribute as a list, every method as a button, every event as a line.
const element = document.querySelector('belfry-assessment');
const ATTRIBUTES = {
  lang: ['nl', 'fr', 'de', 'en'], start: ['/scope', '/level', '/answers', '/results', '/roadmap', '/dossiers'], mode: ['scope', 'level', 'full'],
  level: ['small', 'basic', 'important', 'essential'], framework: ['cyfun-2025', 'cyfun-2023'], theme: ['light', 'dark'],
  storage: ['example', 'off'], loading: ['lazy', 'eager', 'click'], lead: ['event', 'mailto:hello@example.com'],
};
const METHODS = {
  load: () => element.load(), getDossier: () => tell('getDossier()', element.getDossier()), setDossier: () => element.setDossier(element.getDossier()),
  reset: () => element.reset(), goTo: () => element.goTo('/results'),
};
const AT_ONCE = ['lang', 'theme'];

function tell(name, detail) {
  const line = document.createElement('li');
  const text = document.createElement('pre');
  text.textContent = `${name} ${JSON.stringify(detail, null, 1)}`.slice(0, 2000);
  line.append(text);
  document.querySelector('#heard').prepend(line);
}

for (const [name, values] of Object.entries(ATTRIBUTES)) {
  const label = document.createElement('label');
  const list = document.createElement('select');
  for (const value of ['', ...values]) list.append(new Option(value || '(none)', value, false, element.getAttribute(name) === value));
  list.addEventListener('change', () => {
    element.toggleAttribute(name, list.value !== '');
    if (list.value) element.setAttribute(name, list.value);
    // Most are read when the app is mounted: out and in again.
    if (!AT_ONCE.includes(name)) element.replaceWith(element);
  });
  label.append(name, list);
  document.querySelector('#attributes').append(label);
}
for (const [name, call] of Object.entries(METHODS)) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = `${name}()`;
  button.addEventListener('click', call);
  document.querySelector('#methods').append(button);
}
for (const name of ['ready', 'classified', 'scored', 'completed', 'lead', 'error']) {
  element.addEventListener(name, (event) => {
    tell(name, event.detail);
    event.respondWith?.(Promise.resolve());
  });
}

// <belfry-assessment>: the loader. It brings nothing but itself until the element is near the screen, is clicked, or
// says that it is in a hurry. Attributes, methods, events, slots and parts: docs/embedding.md.
const FILES = new URL('./@BUILD@/', import.meta.url);
const WISHES = { lang: 'language', start: 'start', mode: 'mode', level: 'level', framework: 'framework', theme: 'theme', storage: 'storage' };

let module;
/** The glue and its Wasm, once for the page. A failed fetch is tried again at the next call. */
function bring() {
  module ??= import(new URL('belfry.js', FILES)).then(async (glue) => {
    await glue.default({ module_or_path: new URL('belfry_bg.wasm', FILES) });
    return glue;
  }).catch((error) => { module = undefined; throw error; });
  return module;
}

export class BelfryAssessment extends HTMLElement {
  static observedAttributes = ['lang', 'theme'];
  #mounted;
  #watch;
  #root;

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: 'open' });
      const looks = document.createElement('link');
      looks.rel = 'stylesheet';
      looks.href = new URL('belfry.css', FILES);
      // What stands inside the element is shown until the app stands.
      this.shadowRoot.append(looks, document.createElement('slot'));
    }
    const start = () => this.load().catch(() => {});
    switch (this.getAttribute('loading')) {
      case 'eager':
        start();
        break;
      case 'click':
        this.addEventListener('click', start, { once: true });
        break;
      default:
        this.#watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && start(), { rootMargin: '50%' });
        this.#watch.observe(this);
    }
  }

  disconnectedCallback() {
    this.#watch?.disconnect();
    this.#mounted?.unmount();
    this.#root?.remove();
    this.#mounted = this.#root = this.#loading = undefined;
    const slot = this.shadowRoot.querySelector('slot:not([name])');
    if (slot) slot.hidden = false;
  }

  attributeChangedCallback(name, before, after) {
    if (before === null || before === after) return;
    if (name === 'lang') this.#mounted?.speak(after ?? '');
    if (name === 'theme') this.#root?.querySelector('.belfry')?.setAttribute('data-theme', after ?? 'light');
  }

  #loading;
  /** Loads and mounts the app now. Resolves once it is mounted; `ready` follows when it stands. */
  load() {
    this.#watch?.disconnect();
    this.#loading ??= this.#load().catch((error) => {
      this.#loading = undefined;
      this.#tell('error', { version: 1, message: String(error?.message ?? error) });
      throw error;
    });
    return this.#loading;
  }

  async #load() {
    const glue = await bring();
    const looks = this.shadowRoot.querySelector('link');
    if (!looks.sheet) await new Promise((done) => { looks.onload = looks.onerror = done; });
    if (!this.isConnected || this.#mounted) return;
    const wishes = { base: FILES.href, framed: this.hasAttribute('framed'), tell: (name, detail) => this.#told(name, detail) };
    for (const [attribute, wish] of Object.entries(WISHES)) {
      if (this.hasAttribute(attribute)) wishes[wish] = this.getAttribute(attribute);
    }
    // In a frame the page around it delivers.
    wishes.lead = this.lead ?? (this.hasAttribute('lead') ? (await import(new URL('lead.js', FILES))).wish(this) : undefined);
    if (!this.isConnected) return;
    this.#root = document.createElement('div');
    this.#root.part = 'app';
    this.shadowRoot.append(this.#root);
    this.#mounted = glue.mount(this.#root, wishes);
  }

  #told(name, detail) {
    if (name === 'ready') {
      const slot = this.shadowRoot.querySelector('slot:not([name])');
      if (slot) slot.hidden = true;
    }
    // Not while the app is drawing: what the page does in answer must not meet it half-way.
    queueMicrotask(() => this.#tell(name, detail));
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** The dossier as an object, as a saved file holds it; `null` before the app stands. */
  getDossier() {
    const text = this.#mounted?.dossier();
    return text ? JSON.parse(text) : null;
  }

  /** Puts a dossier on the table: an object or the text of a file. Throws what is wrong with it. */
  setDossier(dossier) {
    if (!this.#mounted) throw new Error('not ready');
    this.#mounted.open(typeof dossier === 'string' ? dossier : JSON.stringify(dossier));
  }

  /** Puts a fresh dossier on the table; what lay there stays among the drafts. */
  reset() { this.#mounted?.reset(); }

  /** Goes to a page, for example "/results". */
  goTo(path) { this.#mounted?.goTo(path); }
}

customElements.get('belfry-assessment') ?? customElements.define('belfry-assessment', BelfryAssessment);

// <belfry-frame>: the same app in a frame of its own, for pages whose content security policy forbids Wasm, or that want
// it at arm's length. The frame grows with its content; every message is checked by origin and source.
const PAGE = new URL('./frame.html', import.meta.url);
const PASSED = ['lang', 'start', 'mode', 'level', 'framework', 'theme', 'storage'];

export class BelfryFrame extends HTMLElement {
  static observedAttributes = ['lang', 'theme'];
  #frame;
  #hear = (event) => this.#heard(event);

  connectedCallback() {
    const address = new URL(PAGE);
    // Known before the first paint, so that nothing flashes in another language or colour.
    for (const name of PASSED) if (this.hasAttribute(name)) address.searchParams.set(name, this.getAttribute(name));
    this.#frame = document.createElement('iframe');
    this.#frame.src = address;
    this.#frame.title = this.getAttribute('title') ?? 'Belfry';
    this.#frame.loading = this.getAttribute('loading') === 'eager' ? 'eager' : 'lazy';
    this.#frame.scrolling = 'no';
    this.#frame.allow = 'clipboard-write';
    this.#frame.style.cssText = 'display:block;inline-size:100%;border:0;block-size:40rem';
    addEventListener('message', this.#hear);
    this.replaceChildren(this.#frame);
  }

  disconnectedCallback() {
    removeEventListener('message', this.#hear);
    this.#frame?.remove();
  }

  attributeChangedCallback(name, before, after) {
    if (before !== null && before !== after) this.#frame?.contentWindow?.postMessage({ belfry: 1, set: name, to: after }, PAGE.origin === 'null' ? '*' : PAGE.origin);
  }

  #heard(event) {
    if (event.source !== this.#frame?.contentWindow || event.origin !== PAGE.origin || event.data?.belfry !== 1) return;
    const { height, name, detail } = event.data;
    if (Number.isFinite(height) && height > 0) this.#frame.style.blockSize = `${Math.ceil(height)}px`;
    if (typeof name === 'string') this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}

customElements.get('belfry-frame') ?? customElements.define('belfry-frame', BelfryFrame);

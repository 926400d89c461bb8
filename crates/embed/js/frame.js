// <belfry-frame>: the same app in a frame of its own, for pages whose content security policy forbids Wasm, or that want
// it at arm's length. The frame grows with its content; every message is checked by origin and source.
const PAGE = new URL('./frame.html', import.meta.url);
const LEAD = new URL('./@BUILD@/lead.js', import.meta.url);
const TOKENS = 'paper surface sunken ink soft line edge action action-strong on-action action-tint bronze bronze-tint met met-tint near near-tint short short-tint unknown unknown-tint focus radius';
const LOOKS = ['--belfry-rem', ...TOKENS.split(' ').flatMap((name) => [`--belfry-${name}`, `--belfry-dark-${name}`])];
const PASSED = ['lang', 'start', 'mode', 'level', 'framework', 'theme', 'storage'];

export class BelfryFrame extends HTMLElement {
  static observedAttributes = ['lang', 'theme'];
  #frame;
  #lead;
  #hear = (event) => this.#heard(event);

  async connectedCallback() {
    if (this.hasAttribute('lead')) this.#lead = (await import(LEAD)).wish(this);
    if (!this.isConnected) return;
    this.#frame?.remove();
    this.#frame = document.createElement('iframe');
    this.#frame.src = this.#address();
    this.#frame.title = this.getAttribute('title') ?? 'Belfry';
    this.#frame.loading = this.getAttribute('loading') === 'eager' ? 'eager' : 'lazy';
    this.#frame.scrolling = 'no';
    this.#frame.allow = 'clipboard-write';
    this.#frame.style.cssText = 'display:block;inline-size:100%;border:0;block-size:40rem';
    addEventListener('message', this.#hear);
    this.replaceChildren(this.#frame);
  }

  /** Everything is known before the first paint, so that nothing flashes in another language or colour. */
  #address() {
    const address = new URL(PAGE);
    const pass = (name, value) => value && address.searchParams.set(name, value);
    for (const name of PASSED) if (this.hasAttribute(name)) address.searchParams.set(name, this.getAttribute(name));
    const looks = getComputedStyle(this);
    for (const name of LOOKS) pass(name, looks.getPropertyValue(name).trim());
    if (this.#lead) for (const name of ['to', 'way', 'privacy', 'action']) pass(`lead-${name}`, this.#lead[name]);
    return address;
  }

  disconnectedCallback() {
    removeEventListener('message', this.#hear);
    this.#frame?.remove();
  }

  attributeChangedCallback(name, before, after) {
    if (before !== null && before !== after) this.#say({ set: name, to: after });
  }

  #say(what) {
    this.#frame?.contentWindow?.postMessage({ belfry: 1, ...what }, PAGE.origin === 'null' ? '*' : PAGE.origin);
  }

  #heard(event) {
    if (event.source !== this.#frame?.contentWindow || event.origin !== PAGE.origin || event.data?.belfry !== 1) return;
    const { height, name, detail, lead, number } = event.data;
    if (Number.isFinite(height) && height > 0) this.#frame.style.blockSize = `${Math.ceil(height)}px`;
    if (typeof lead === 'string') this.#lead?.deliver(lead).then(() => true, () => false).then((arrived) => this.#say({ number, arrived }));
    if (typeof name === 'string') this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}

customElements.get('belfry-frame') ?? customElements.define('belfry-frame', BelfryFrame);

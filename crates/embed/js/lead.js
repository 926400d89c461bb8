// What a page asks of visitors who want to send their result: read from the attributes, delivered by mail, by the page
// itself, or to an address that the page names. Fetched only where a page asks for it. docs/embedding.md says how.

/** Not answered by the page: nobody took what the visitor sent. */
const UNANSWERED = 'nobody answered the lead event with respondWith()';

/** The event `lead`. Its detail is the file that the visitor saw; whoever takes it answers with a promise. */
export class LeadEvent extends CustomEvent {
  /** What the page answered; fails while it has not. */
  answer = Promise.reject(new Error(UNANSWERED));

  constructor(detail) {
    super('lead', { bubbles: true, composed: true, detail });
    this.answer.catch(() => {});
  }

  /** The visitor is told "sent" once the promise holds, and "could not be sent" when it fails. */
  respondWith(answer) { this.answer = Promise.resolve(answer); }
}

/** An address that a browser may be sent to: https, or this very site, so that it can be tried at home. */
function address(text) {
  const url = new URL(text, document.baseURI);
  if (url.protocol !== 'https:' && url.origin !== location.origin) throw new Error(`${text} is not an https address`);
  return url;
}

/** How it goes: `mailto:` and an address, `event`, or an address for a webhook. */
function way(lead) {
  if (lead === 'event') return { way: 'event', to: location.hostname };
  if (lead.startsWith('mailto:')) {
    const to = lead.slice(7);
    // Nothing but the address: subject and text are the visitor's.
    if (!/^[^\s@?&,;%]+@[^\s@?&,;%]+$/.test(to)) throw new Error(`${lead} is not mailto: and one address`);
    return { way: 'mail', to };
  }
  const url = address(lead);
  return { way: 'webhook', to: url.hostname, url };
}

async function post(url, text) {
  const answer = await fetch(url, {
    method: 'POST', body: text, headers: { 'content-type': 'application/json' },
    credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'error',
  });
  if (!answer.ok) throw new Error(`${url.hostname} answered ${answer.status}`);
}

/** Delivers what the visitor agreed to send; fails when it did not arrive. */
export async function deliver(element, { way, url }, text) {
  if (way === 'event') {
    const event = new LeadEvent(JSON.parse(text));
    element.dispatchEvent(event);
    return event.answer;
  }
  if (way === 'webhook') await post(url, text);
  // The page hears that something went, not what.
  element.dispatchEvent(new CustomEvent('lead', { bubbles: true, composed: true, detail: { version: 1, way } }));
}

/** What the element's attributes wish. What is wrong with them is told in an `error`, and then nobody is asked. */
export function wish(element) {
  const attribute = (name) => element.getAttribute(name) ?? '';
  try {
    if (!attribute('privacy')) throw new Error('lead needs privacy: the address of your privacy statement');
    const how = way(attribute('lead'));
    return {
      ...how, privacy: address(attribute('privacy')).href, action: attribute('call-to-action'),
      deliver: (text) => deliver(element, how, text),
    };
  } catch (error) {
    element.dispatchEvent(new CustomEvent('error', { bubbles: true, composed: true, detail: { version: 1, message: error.message } }));
  }
}

// A page of somebody else, as it would be written with the package.
import 'belfry-assessment';
import type { BelfryAssessment, Standing } from 'belfry-assessment';

const heard: string[] = [];
const element = document.createElement('belfry-assessment');
element.setAttribute('lang', 'nl');
element.setAttribute('loading', 'eager');
element.setAttribute('storage', 'off');
element.addEventListener('ready', ({ detail }) => heard.push(`ready ${detail.version}`));
element.addEventListener('scored', ({ detail }) => {
  const standing: Standing = detail;
  heard.push(`scored ${standing.answered}`);
});
element.addEventListener('lead', (event) => {
  if (event.detail.kind === 'belfry-lead') event.respondWith?.(Promise.resolve(event.detail.contact.reach));
});
// @ts-expect-error: a detail has no such field.
element.addEventListener('error', ({ detail }) => detail.colour);
/** Never called: only the compiler looks at it. */
export const refused = (): void => {
  // @ts-expect-error: there is no such method.
  element.open();
};
document.body.append(element);

const second: BelfryAssessment = element.cloneNode() as BelfryAssessment;
second.lang = 'fr';
document.body.append(second);
Object.assign(window, { heard });

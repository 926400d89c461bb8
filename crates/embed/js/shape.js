// A text of several sentences is its shape, which is the same in every language, and the sentences in their order.

/** The shape: the value with an empty string in the place of every sentence. */
export const shape = (value) => mapped(value, () => '');

/** The sentences of a value, in order. */
export function sentences(value) {
  const found = [];
  mapped(value, (sentence) => found.push(sentence));
  return found;
}

/** The value again: its shape with the sentences in their places. */
export function filled(shape, sentences) {
  const left = sentences.values();
  return mapped(shape, () => left.next().value);
}

function mapped(value, of) {
  if (typeof value === 'string') return of(value);
  if (Array.isArray(value)) return value.map((part) => mapped(part, of));
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapped(part, of)]));
  return value;
}

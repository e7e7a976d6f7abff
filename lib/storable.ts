/**
 * A zero byte and one half of a surrogate pair, which is what is left of an emoji that was cut in two, are stored by no database: typed,
 * pasted or sent by a model's server, they become the sign for "no such letter". Safe in the browser.
 */
export const storableText = (text: string): string => text.replace(/[\0\p{Cs}]/gu, "\ufffd");

const unstorable = /((?:^|[^\\])(?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi;

/** The same of every text in a value that is stored as JSON. */
export const storableJson = (value: unknown): unknown => {
  const text = JSON.stringify(value) ?? "null";
  let clean = text;
  for (let next = clean.replace(unstorable, "$1\\ufffd"); next !== clean; next = clean.replace(unstorable, "$1\\ufffd")) clean = next;
  return clean === text ? value : JSON.parse(clean);
};

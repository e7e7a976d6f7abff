import { limits } from "@/lib/imports/row-schema";

/** JSON text as a value; what is wrong with it otherwise. */
export const parseJson = (text: string): { ok: true; value: unknown } | { ok: false; reason: string } => {
  if (holdsTooMuch(text)) return { ok: false, reason: tooManyValues };
  try {
    const value: unknown = JSON.parse(longNumber.test(text) ? withLongNumbersAsTexts(text) : text);
    return { ok: true, value };
  } catch (error) {
    const mended = withoutNaN(text);
    if (mended !== text) return parseJson(mended);
    return { ok: false, reason: `is not JSON: ${error instanceof Error ? shorten(error.message) : "unreadable"}` };
  }
};

// Ids of some services have more digits than a double holds: rounded, two of them would be one.
const longNumber = /[:[,\s]-?\d{16,}\s*[,}\]]/;
const withLongNumbersAsTexts = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );

// What Python's json module writes where a number is missing is no JSON; it stands for nothing, as null does.
const withoutNaN = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) => (token.startsWith('"') ? token : "null"));

// V8 quotes the text around the fault, which may be long; the excerpt beside the reason shows it already.
const shorten = (message: string): string => message.replace(/, (\.\.\.)?".*$/s, "").slice(0, 160);

export const tooManyValues = `holds more than ${limits.keys} values`;

/**
 * Whether the text separates more values than a row may hold, told without making them: objects of a million keys take a
 * thousand times the memory of their text. Short texts cannot, and are not looked at.
 */
const holdsTooMuch = (text: string): boolean => {
  if (text.length < 2 * limits.keys) return false;
  let commas = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === comma) commas += 1;
    else if (code === quote) at = endOfString(text, at);
    if (commas > limits.keys) return true;
  }
  return false;
};

const comma = 0x2c;
const quote = 0x22;
const backslash = 0x5c;

/** Where the string that begins at `from` is closed; the text's end where it is not. */
const endOfString = (text: string, from: number): number => {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return text.length;
};

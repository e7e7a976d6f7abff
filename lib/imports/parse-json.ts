/** JSON text as a value; what is wrong with it otherwise. */
export const parseJson = (text: string): { ok: true; value: unknown } | { ok: false; reason: string } => {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    const mended = withoutNaN(text);
    if (mended !== text) return parseJson(mended);
    return { ok: false, reason: `is not JSON: ${error instanceof Error ? shorten(error.message) : "unreadable"}` };
  }
};

// What Python's json module writes where a number is missing is no JSON; it stands for nothing, as null does.
const withoutNaN = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) => (token.startsWith('"') ? token : "null"));

// V8 quotes the text around the fault, which may be long; the excerpt beside the reason shows it already.
const shorten = (message: string): string => message.replace(/, (\.\.\.)?".*$/s, "").slice(0, 160);
